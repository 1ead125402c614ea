"""Bars of visits by month: plain geometry from nought, the figure on every bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, TOP, BOTTOM, SIDE = 720, 220, 28, 28, 8
WIDEST = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in units of the drawing, with its word and the place of its figure."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    above: float
    figure: int
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing."""

    bars: tuple[Bar, ...]
    ground: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT
    right: int = WIDTH - SIDE


def drawn(groups: Sequence[tuple[str, int]]) -> Chart:
    """A bar for each word and figure. Raises ValueError for a negative figure."""
    if any(figure < 0 for _, figure in groups):
        raise ValueError("bars start at nought")
    largest = max((figure for _, figure in groups), default=0) or 1
    slot = (WIDTH - 2 * SIDE) / max(1, len(groups))
    width = min(WIDEST, slot * 0.7)
    ground = HEIGHT - BOTTOM
    bars = []
    for at, (words, figure) in enumerate(groups):
        middle = SIDE + slot * at + slot / 2
        height = figure / largest * (ground - TOP)
        y = ground - height
        x, above = middle - width / 2, y - 6
        bars.append(
            Bar(
                round(x, 1), round(y, 1), round(width, 1), round(height, 1), round(middle, 1), round(above, 1),
                figure, words,
            )
        )  # fmt: skip
    return Chart(tuple(bars))
