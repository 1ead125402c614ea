"""What is asked of an engine and what it is given, the same for both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from gongkai.search.question import Question

# Whether a copy is the one that answers, tested in the statement that asks it: a copy that was changed for the other is
# emptied and may be filled anew by then, and half of it is no answer.
ANSWERS = "COALESCE((SELECT active FROM search_state WHERE id = 1), 'a') = %s"
# Where words are looked for: anywhere, in the title, or in the numbers.
ANYWHERE, TITLE, NUMBERS = "all", "title", "numbers"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document for the index: each part as canonical text, and the tokens it can be narrowed by."""

    id: int
    title: str
    numbers: str
    keywords: str
    body: str
    facets: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """The parts in the order of the columns."""
        return self.title, self.numbers, self.keywords, self.body


@dataclass(frozen=True, slots=True)
class Sought:
    """Words and facets (each group any-of), with conditions on the document `d` in SQL and their values."""

    question: Question
    where: str = ANYWHERE
    facets: tuple[tuple[str, ...], ...] = ()
    conditions: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """The canonical parts of one document, for counting how often the needle of a word stands there."""

    id: int
    title: str
    numbers: str
    keywords: str
    body: str


class Engine(Protocol):
    """What both engines can do."""

    def write(self, slot: str, entries: Iterable[Entry]) -> None:
        """Put entries into a copy; those that are there are replaced."""

    def newest(self, slot: str, sought: Sought, limit: int) -> list[int]:
        """The ids of what is found, newest first, at most `limit`; none from a copy that does not answer any more."""

    def parts(self, slot: str, ids: Sequence[int]) -> list[Parts]:
        """The parts of these documents, in any order."""

    def among(self, ids: Sequence[int]) -> tuple[str, list[Any]]:
        """The condition that a document `d` is one of these, however many, and its values."""

    def sweep(self, slot: str) -> None:
        """Take out what is left of documents that were removed."""

    def present(self, slot: str, ids: Sequence[int]) -> set[int]:
        """Which of these documents the copy holds."""
