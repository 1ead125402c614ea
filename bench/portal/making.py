"""The same made-up publications for every program: words drawn as often as in real text, no personal data.

Needs no package of the product, so that the peers' environment makes the very same: the vocabulary is a file.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path

UNITS = 50
CLASSES = ("art20_01_rules_and_normative_docs", "art20_03_plans", "art20_07_budget", "art20_11_welfare")
GENRES = ("notice", "announcement", "opinion", "reply", "public_notice")
FIRST = datetime(2017, 1, 3, 1, tzinfo=UTC)
SPAN = timedelta(days=3500)
IN_A_SENTENCE, IN_A_PARAGRAPH = 7, 63
NORMATIVE_EACH = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """One publication. `paragraphs` are plain text; `serial` is its number within its unit, from 1."""

    number: int
    unit: int
    serial: int
    title: str
    doc_number: str
    formed_on: date
    published_at: datetime
    class_code: str
    genre: str
    is_normative: bool
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """As HTML."""
        return "".join(f"<p>{one}</p>" for one in self.paragraphs)

    @property
    def lines(self) -> str:
        """Title and text with a line between the parts: no word stands across two of them."""
        return "\n".join((self.title, *self.paragraphs))


@dataclass(frozen=True)
class Corpus:
    """So many publications of so many words each, spread over nine and a half years."""

    count: int
    words: int
    vocabulary: Path

    @cached_property
    def known(self) -> list[str]:
        """All words, those of most documents first."""
        return self.vocabulary.read_text("utf-8").split("\n")

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 6) for rank in range(len(self.known))))

    def fact(self, number: int) -> Fact:
        """The publication of that number, from 0."""
        draw = random.Random(number)
        drawn = draw.choices(self.known, cum_weights=self._weights, k=self.words)
        published = FIRST + SPAN * (number / self.count)
        formed = (published - timedelta(days=number % 15)).date()
        unit, serial = number % UNITS, number // UNITS + 1
        text = [f"{word}{_mark(place)}" for place, word in enumerate(drawn)]
        title = f"试验区第{unit}局关于{''.join(drawn[:3])}的通知"
        starts = range(0, len(text), IN_A_PARAGRAPH)
        return Fact(
            number, unit, serial, title, f"试{unit}办〔{formed.year}〕{serial}号",
            formed, published, CLASSES[number // UNITS % len(CLASSES)], GENRES[number // UNITS % len(GENRES)],
            number // UNITS % NORMATIVE_EACH == 0, tuple("".join(text[at : at + IN_A_PARAGRAPH]) for at in starts),
        )  # fmt: skip

    def facts(self, numbers: Iterable[int] | None = None) -> Iterator[Fact]:
        """Those of these numbers, or all of them."""
        return map(self.fact, range(self.count) if numbers is None else numbers)

    def batches(self, size: int) -> Iterator[list[Fact]]:
        """All of them, so many at a time."""
        for begin in range(0, self.count, size):
            yield [self.fact(number) for number in range(begin, min(begin + size, self.count))]


def corpus() -> Corpus:
    """The corpus of the run that started this process."""
    return Corpus(int(os.environ["BENCH_RECORDS"]), int(os.environ["BENCH_WORDS"]), shared() / "vocabulary.txt")


def shared() -> Path:
    """The folder of the run: vocabulary, looked-through truth, homes."""
    return Path(os.environ["BENCH_SHARED"])


def _mark(place: int) -> str:
    if place % IN_A_SENTENCE != IN_A_SENTENCE - 1:
        return ""
    return "。" if place // IN_A_SENTENCE % 3 == 2 else "，"
