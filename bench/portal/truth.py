"""The words that are searched for, and which publications bear them: found by looking through every text."""

from __future__ import annotations

import pickle
from array import array
from dataclasses import dataclass

from bench.portal.making import Corpus, shared
from bench.portal.sizes import sample

LENGTHS = (2, 3, 4)
# Rank in the vocabulary from which words of each kind are taken: words of nearly every text, of some, of few.
RANKS = {"very frequent": (0, 40), "middling": (400, 4000), "rare": (20_000, 46_000)}
EACH = 5
# What stands between two marks, from a text: whoever has an index at all finds it.
CLAUSE, NO_LENGTH = "a whole clause", 0
KEPT = "truth.pickle"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, how often it is said, and the numbers of all publications that bear it."""

    text: str
    how_often: str
    numbers: array[int]

    @property
    def length(self) -> int:
        """Characters; NO_LENGTH of a clause."""
        return NO_LENGTH if self.how_often == CLAUSE else len(self.text)


def groups() -> list[tuple[str, int]]:
    """How often and how long, in the order of the tables."""
    return [(often, length) for often in RANKS for length in LENGTHS] + [(CLAUSE, NO_LENGTH)]


def look_through(corpus: Corpus) -> list[Word]:
    """The words with what is true of them; only words that stand somewhere."""
    asked = {word: often for often, few in _candidates(corpus.known).items() for word in few}
    asked |= {one.paragraphs[0].split("，")[0]: CLAUSE for one in list(corpus.facts(sample(corpus.count)))[:EACH]}
    found = {word: array("I") for word in asked}
    for one in corpus.facts():
        lines = one.lines
        for word, numbers in found.items():
            if word in lines:
                numbers.append(one.number)
    kept: list[Word] = []
    words = [Word(word, often, found[word]) for word, often in asked.items() if found[word]]
    for group in groups():
        kept += [word for word in words if (word.how_often, word.length) == group][:EACH]
    return kept


def keep(words: list[Word]) -> None:
    """For the processes that search."""
    with (shared() / KEPT).open("wb") as out:
        pickle.dump([(one.text, one.how_often, one.numbers) for one in words], out)


def kept() -> list[Word]:
    """What was kept."""
    with (shared() / KEPT).open("rb") as kept_file:
        return [Word(*row) for row in pickle.load(kept_file)]


def _candidates(known: list[str]) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for often, (begin, end) in RANKS.items():
        chosen[often] = []
        for length in LENGTHS:
            some = [word for word in known[begin:end] if len(word) == length]
            step = max(1, len(some) // (3 * EACH))
            chosen[often] += some[::step][: 3 * EACH]
    return chosen
