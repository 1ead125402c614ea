"""Bars of made and published, drawn by the page: plain geometry, from nought, the figure on every bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, TOP, BOTTOM, SIDE = 720, 240, 28, 28, 8
WIDEST = 44


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in units of the drawing, with the place of its figure; `look` is a or b."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    above: float
    figure: int
    look: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing: bars, the middle of each group with its word, and the ground line."""

    bars: tuple[Bar, ...]
    groups: tuple[tuple[float, str], ...]
    ground: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT
    right: int = WIDTH - SIDE


def drawn(groups: Sequence[tuple[str, int, int]]) -> Chart:
    """Two bars a group: word, made, published. Raises ValueError for a negative figure."""
    if any(min(first, second) < 0 for _, first, second in groups):
        raise ValueError("bars start at nought")
    largest = max((max(first, second) for _, first, second in groups), default=0) or 1
    slot = (WIDTH - 2 * SIDE) / max(1, len(groups))
    width = min(WIDEST, slot * 0.42)
    ground = HEIGHT - BOTTOM
    bars, middles = [], []
    for at, (word, *figures) in enumerate(groups):
        middle = SIDE + slot * at + slot / 2
        middles.append((round(middle, 1), word))
        for number, figure in enumerate(figures):
            height = figure / largest * (ground - TOP)
            x = middle + (number - 1) * width
            y = ground - height
            bars.append(
                Bar(
                    round(x + 1, 1), round(y, 1), round(width - 2, 1), round(height, 1), round(x + width / 2, 1),
                    round(y - 6, 1), figure, "ab"[number],
                )
            )  # fmt: skip
    return Chart(tuple(bars), tuple(middles))
