"""The order of what was found: the title before the number, the number before the keywords, these before the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from gongkai.search.engines.terms import Parts
from gongkai.search.placing import ROOM
from gongkai.search.question import Word
from gongkai.search.text import BREAK

# What a word is worth where it stands. A text can bear a word any number of times and stays below a keyword.
IN_TITLE, IS_TITLE, OPENS_TITLE, IN_NUMBER, IS_NUMBER, IN_KEYWORDS, MOST_IN_TEXT = 12.0, 20.0, 2.0, 9.0, 40.0, 5.0, 4.0
# Of two that are alike the newer goes first: this much for today's, half of it after two years.
FRESH, HALVED_AFTER = 3.0, timedelta(days=730)
# A text of this length is usual: the same word counts for less in a longer one.
USUAL = 1500


def ranked(found: Iterable[Parts], words: Sequence[Word], on: date) -> list[int]:
    """The ids, best first; of equals the newest first. `on` is the day from which freshness is counted."""
    needles = [(word.needle, word.whole) for word in words]
    scores = {one.id: score(one, needles) + _fresh(one.id, on) for one in found}
    return sorted(scores, key=lambda number: (-scores[number], -number))


def score(one: Parts, needles: Sequence[tuple[str, str]]) -> float:
    """What a document is worth for these words (needle and whole of each), without its age."""
    total = sum(_worth(one, needle, whole) for needle, whole in needles)
    return total / max(1, len(needles))


def _worth(one: Parts, needle: str, whole: str) -> float:
    worth = 0.0
    if needle in one.title:
        opens = one.title.lstrip().startswith(needle.lstrip())
        worth += IN_TITLE + IS_TITLE * (one.title.strip() == whole) + OPENS_TITLE * opens
    if needle in one.numbers:
        numbers = [number.strip().removesuffix(" 号") for number in one.numbers.split(f" {BREAK} ")]
        worth += IN_NUMBER + IS_NUMBER * (whole.removesuffix(" 号") in numbers)
    if needle in one.keywords:
        worth += IN_KEYWORDS
    times = one.body.count(needle)
    if times:
        long = 0.3 + 0.7 * min(len(one.body) / USUAL, 20)
        worth += MOST_IN_TEXT * times / (times + 1.5 * long)
    return worth


def _fresh(number: int, on: date) -> float:
    # A moment's day is close enough in any zone.
    age = timedelta(days=on.toordinal() - _EPOCH) - timedelta(seconds=number >> ROOM)
    return float(FRESH * 0.5 ** (max(age, timedelta()) / HALVED_AFTER))


_EPOCH = date(1970, 1, 1).toordinal()
