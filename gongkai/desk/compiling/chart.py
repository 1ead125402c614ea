"""Bars of equal, explained and different cells, one for each table; the figures stand in the table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LINE, BAR, LEFT, TOP = 720, 40, 20, 176, 8


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a bar; `look` is a (equal), b (explained) or c (different)."""

    x: float
    width: float
    look: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One table: its word, where it stands, its pieces and its sum."""

    word: str
    y: int
    base: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    bar: int = BAR
    left: int = LEFT


def drawn(rows: Sequence[tuple[str, tuple[int, int, int]]]) -> Chart:
    """All bars from nought on one scale; an empty table has an empty bar."""
    largest = max((sum(counts) for _, counts in rows), default=0) or 1
    room = WIDTH - LEFT
    bars = []
    for at, (word, counts) in enumerate(rows):
        y, x = TOP + at * LINE, float(LEFT)
        pieces = []
        for count, look in zip(counts, "abc", strict=True):
            width = count / largest * room
            if count:
                pieces.append(Piece(round(x, 1), round(width, 1), look))
            x += width
        bars.append(Bar(word, y, y + BAR - 5, tuple(pieces)))
    return Chart(tuple(bars), TOP + len(rows) * LINE)
