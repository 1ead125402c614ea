"""Grouped bars as plain geometry: two series at most, bars from nought, the value on every bar. The page draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 720, 260
TOP, BOTTOM, SIDE = 28, 30, 8
WIDEST_BAR = 56


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; lengths in the units of the drawing, `text` its value, `series` a or b."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    text_y: float
    text: str
    series: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing `width` by `height`: its bars, the middle of each group with its name, and the ground line."""

    title: str
    names: tuple[str, ...]
    bars: tuple[Bar, ...]
    groups: tuple[tuple[float, str], ...]
    ground: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def right(self) -> int:
        """Where the ground line ends."""
        return self.width - SIDE


def bars(title: str, names: Sequence[str], groups: Sequence[str], values: Sequence[Sequence[Decimal | None]]) -> Chart:
    """`values` by series, then by group; None draws no bar and is no nought. Raises ValueError for more than two series
    or a negative value, which a bar from nought cannot show.
    """
    if not 1 <= len(names) <= 2 or len(values) != len(names):
        raise ValueError("one or two series")
    known = [value for series in values for value in series if value is not None]
    if any(value < 0 for value in known):
        raise ValueError("bars start at nought")
    largest = max(known, default=Decimal(0)) or Decimal(1)
    slot = (WIDTH - 2 * SIDE) / max(1, len(groups))
    width = min(WIDEST_BAR, slot * 0.8 / len(names))
    ground = HEIGHT - BOTTOM
    drawn = []
    for number, series in enumerate(values):
        for at, value in enumerate(series):
            if value is None:
                continue
            height = float(value / largest) * (ground - TOP)
            x = SIDE + slot * at + slot / 2 - width * len(names) / 2 + width * number
            y = ground - height
            drawn.append(
                Bar(
                    round(x + 1, 1), round(y, 1), round(width - 2, 1), round(height, 1), round(x + width / 2, 1),
                    round(y - 6, 1), f"{value:f}", "ab"[number],
                )
            )  # fmt: skip
    middles = tuple((round(SIDE + slot * at + slot / 2, 1), name) for at, name in enumerate(groups))
    return Chart(title, tuple(names), tuple(drawn), middles, ground)
