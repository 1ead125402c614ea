"""The words found, marked in the text as people read it; of a long text, the lines where most of them stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gongkai.search.folding import Folded, fold_with_origins
from gongkai.search.question import Word
from gongkai.search.text import HAN

Segments = tuple[tuple[str, bool], ...]
# A line and a half on a screen.
LENGTH = 110
# What is looked through for the best place; a word that stands only behind it leaves the beginning shown.
LOOKED_THROUGH = 60_000
_MANY_BLANKS = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[。！？；\n]")


def segments(text: str, words: Sequence[Word]) -> Segments:
    """The whole text in pieces, each with whether it is marked. Joined, the pieces are the text."""
    return _cut(text, 0, len(text), _places(text, words))


def excerpt(text: str, words: Sequence[Word], length: int = LENGTH) -> Segments:
    """About `length` characters round the place where most different words stand closest together.

    Without a word found it is the beginning. What is left out at either end is said by “……”.
    """
    tidy = _MANY_BLANKS.sub(" ", text[:LOOKED_THROUGH]).strip()
    places = _places(tidy, words)
    start = _start(tidy, places, length)
    end = min(len(tidy), start + length)
    found = list(_cut(tidy, start, end, places))
    if start > 0:
        found.insert(0, ("……", False))
    if end < len(tidy) or len(text) > LOOKED_THROUGH:
        found.append(("……", False))
    return tuple(found)


def _places(text: str, words: Sequence[Word]) -> list[tuple[int, int, int]]:
    """Begin, end and number of the word, for every place where one stands, in order and without overlaps."""
    patterns = [_pattern(word) for word in words]
    if not patterns or not text:
        return []
    folded = fold_with_origins(text)
    found = [
        (*_origin(folded, match.start(), match.end()), number)
        for number, pattern in enumerate(patterns)
        for match in pattern.finditer(folded.text)
    ]
    kept: list[tuple[int, int, int]] = []
    for place in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
        elif place[1] > kept[-1][1]:
            kept[-1] = (kept[-1][0], place[1], kept[-1][2])
    return kept


def _pattern(word: Word) -> re.Pattern[str]:
    """The word in folded text: whatever parts two runs may stand between them, at most a few signs."""
    parts = word.needle.split()
    before = r"(?<![^\W_%s])" % HAN if word.needle.startswith(" ") else ""  # noqa: UP031  braces would all be doubled
    after = r"(?![^\W_%s])" % HAN if word.needle.endswith(" ") else ""  # noqa: UP031  the same
    return re.compile(before + r"[\W_]{0,12}".join(map(re.escape, parts)) + after)


def _origin(folded: Folded, start: int, end: int) -> tuple[int, int]:
    return folded.origins[start], folded.origins[end - 1] + 1


def _start(text: str, places: list[tuple[int, int, int]], length: int) -> int:
    if not places or len(text) <= length:
        return 0
    best, first = (0, 0), places[0]
    behind = 0
    for ahead, place in enumerate(places):
        while place[1] - places[behind][0] > length * 2 // 3 and behind < ahead:
            behind += 1
        window = places[behind : ahead + 1]
        weight = (len({one[2] for one in window}), len(window))
        if weight > best:
            best, first = weight, places[behind]
    room = length // 4
    begin = max(0, first[0] - room)
    ends = list(_SENTENCE_END.finditer(text, begin, first[0]))
    begin = ends[-1].end() if ends else begin
    return max(0, min(begin, len(text) - length)) if not ends else begin


def _cut(text: str, start: int, end: int, places: list[tuple[int, int, int]]) -> Segments:
    edges = [start]
    for begin, finish, _ in places:
        if finish > start and begin < end:
            edges += [max(begin, start), min(finish, end)]
    edges.append(end)
    pieces = ((text[left:right], bool(number % 2)) for number, (left, right) in enumerate(pairwise(edges)))
    return tuple(piece for piece in pieces if piece[0])
