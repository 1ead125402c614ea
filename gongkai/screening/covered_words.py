"""What was covered, in words: taken from the source by place, to be looked for in what is given out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2

from gongkai.screening.covers import Cover, PlacedSign, on_page
from gongkai.screening.placed_text import signs_of

_PIECE = re.compile(r"[0-9A-Za-z@._-]{5,}|[\u4e00-\u9fff]{5,}")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Covered:
    """`words` were covered; `left` counts those that still stand in the open, with the pages; `text` is what remains.

    All without blanks, since every reader of PDF files sets blanks and line ends in its own way.
    """

    words: tuple[str, ...]
    left: dict[str, int]
    pages: dict[str, tuple[int, ...]]


def covered_in(document: pypdfium2.PdfDocument, covers: Iterable[Cover]) -> Covered:
    """Compare the pages of the source with the covers."""
    marked = tuple(covers)
    words: set[str] = set()
    open_text: list[str] = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        signs, here = signs_of(page), on_page(marked, number)
        page.close()
        for cover in here:
            words |= _words(sign for sign in signs if sign.lies_under(cover))
        open_text.append(bare("".join(sign.words for sign in signs if not any(sign.touches(one) for one in here))))
    counted = Counter({word: sum(text.count(word) for text in open_text) for word in words})
    pages = {
        word: tuple(at for at, text in enumerate(open_text, start=1) if word in text) for word in words if counted[word]
    }
    return Covered(tuple(sorted(words)), {word: count for word, count in counted.items() if count}, pages)


def bare(text: str) -> str:
    """The text without blanks and line ends."""
    return "".join(text.split())


def _words(signs: Iterable[PlacedSign]) -> set[str]:
    """What one cover hides: all of it as one word, and the longer numbers and words in it."""
    whole = bare("".join(sign.words for sign in signs))
    found = {one[0] for one in _PIECE.finditer(whole)}
    return found | ({whole} if len(whole) >= _SHORTEST else set())
