"""A year by month as bars, drawn by the page: from nought, the figure on every bar; the table stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.checks import plain

WIDTH, HEIGHT, TOP, BOTTOM, SIDE = 720, 220, 28, 28, 8
WIDEST = 36.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in units of the drawing, its middle, the height of its figure, the figure and the word below."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    above: float
    figure: str
    word: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing: bars on a ground line."""

    bars: tuple[Bar, ...]
    ground: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT
    right: int = WIDTH - SIDE


def drawn(figures: Sequence[tuple[str, Decimal]]) -> Chart | None:
    """One bar a figure; None where there is nothing above nought or something below it."""
    values = [value for _, value in figures]
    if not values or min(values) < 0 or max(values) == 0:
        return None
    slot = (WIDTH - 2 * SIDE) / len(figures)
    width, ground, largest = min(WIDEST, slot * 0.7), HEIGHT - BOTTOM, max(values)
    bars = []
    for at, (word, value) in enumerate(figures):
        middle = SIDE + slot * at + slot / 2
        height = float(value / largest) * (ground - TOP)
        x, y = round(middle - width / 2, 1), round(ground - height, 1)
        bars.append(Bar(x, y, round(width, 1), round(height, 1), round(middle, 1), y - 6, plain(value), word))
    return Chart(tuple(bars))
