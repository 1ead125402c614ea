"""Made-up documents for measuring search: words drawn as often as in real text, the same for everybody who runs it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate

from bench.portal.words import known_words
from gongkai.search.index import Document

PUNCTUATION = "，，，，。。、；：\n"
WORDS_EACH = 460
FIRST = datetime(2012, 1, 4, 1, tzinfo=UTC)


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Some 47,000 words, and how often each or one before it is drawn: the n-th a hundredth as often as n/100-th."""
    words = known_words()
    return words, list(accumulate(1 / (rank + 6) for rank in range(len(words))))


def document(number: int) -> Document:
    """The document of that number, from 0: about a thousand characters, one every 75 minutes since 2012."""
    draw = random.Random(number)
    words, weights = vocabulary()
    drawn = draw.choices(words, cum_weights=weights, k=WORDS_EACH)
    year, unit = 2012 + number * 75 // 525600, number % 120
    title = f"关于{''.join(drawn[:3])}的通知"
    number_text = f"泉港政办〔{year}〕{number // 12 % 400 + 1}号"
    text = "".join(f"{word}{PUNCTUATION[place % 10] if place % 7 == 6 else ''}" for place, word in enumerate(drawn))
    return Document(
        kind="record",
        key=f"BENCH-{number:08d}",
        title=title,
        text=f"{title}。{text}",
        published_at=FIRST + timedelta(minutes=75 * number),
        agency=f"UNIT-{unit:03d}",
        agency_name=f"试验第{unit}单位",
        doc_number=number_text,
        keywords=tuple(drawn[3:6]),
        class_code=f"class_{number % 24:02d}",
        genre=f"genre_{number % 9}",
        doc_prefix="泉港政办",
        doc_year=year,
        doc_serial=number // 12 % 400 + 1,
    )


def documents(count: int, start: int = 0) -> Iterator[Document]:
    """The documents from `start` up to `count`."""
    return (document(number) for number in range(start, count))
