"""One place found, between the library that finds it and the row that keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.screening.findings import Finding


@dataclass(frozen=True, slots=True)
class Spot:
    """One place found, ready to be written."""

    place: str
    where: str
    kind: str
    level: str
    start: int
    end: int
    excerpt: str
    sentence: str
    cite: str = ""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What makes it the same place in a second look at the same content."""
        return (self.place, self.kind, self.excerpt, self.start)


def spot_of(found: Finding, place: str, where: str) -> Spot:
    """A finding as a row in the making, cut to the columns' widths."""
    return Spot(
        place=place,
        where=where[:200],
        kind=found.kind,
        level=found.level,
        start=found.start,
        end=found.end,
        excerpt=found.excerpt[:300],
        sentence=found.sentence[:400],
        cite=found.cite[:100],
    )
