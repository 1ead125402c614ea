"""The facts of a year as a published report implies them: so many requests, cases and counted things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `kind` is a column of table three, `leaf` a row of its edition, empty where it was carried over.

    `carried_in`: it came in the year before. `decision` and `channel` are set where the narrative says so.
    """

    kind: str
    leaf: str
    carried_in: bool = False
    decision: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Contested:
    """One case of table four: in which block and in which column it counts at the year's end."""

    block: str
    column: str


@dataclass(frozen=True, slots=True)
class YearFacts:
    """One year of one agency. `counted` are the cells of table two, by id. `before`: how many requests came in the year
    before, where the narrative lets it be worked out. `said` tells where each came from, for the story."""

    agency: str
    year: int
    form: str
    asked: tuple[Asked, ...]
    contested: tuple[Contested, ...]
    counted: Mapping[str, Decimal]
    before: int | None = None
    said: tuple[str, ...] = ()


class CannotReplay(Exception):
    """A report whose year cannot be played, in one sentence."""

    code = "cannot-replay"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
