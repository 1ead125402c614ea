"""Which items a record may belong to: by the statutory class that an item expects, and by the words they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.law.items import plain

WORDS = re.compile(r"[、,，;；\s]+")
BARE = re.compile(r"[^\w一-鿿]|关于|印发|通知|公告|的")
BY_CLASS, BY_KEYWORD, BY_PAIR = 3.0, 2.0, 1.0
FEWEST = 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item with what may be compared."""

    key: str
    name: str
    path: tuple[str, ...]
    content: str
    class_code: str
    keywords: str


def suggested(
    title: str, keywords: Iterable[str], class_code: str, items: Sequence[Candidate], most: int = 5
) -> list[Candidate]:
    """The likeliest items, best first; empty where nothing speaks for any."""
    words = plain(title + " " + " ".join(keywords))
    pairs = _pairs(words)
    scored = [(_score(words, pairs, class_code, one), at, one) for at, one in enumerate(items)]
    best = sorted((one for one in scored if one[0] >= FEWEST), key=lambda one: (-one[0], one[1]))
    return [item for _, _, item in best[:most]]


def _score(words: str, pairs: set[str], class_code: str, item: Candidate) -> float:
    own = _pairs(plain(item.name + item.content[:200]))
    score = BY_PAIR * min(len(pairs & own), 4)
    score += sum(BY_KEYWORD for word in WORDS.split(plain(item.keywords)) if len(word) > 1 and word in words)
    return score + (BY_CLASS if class_code and class_code == item.class_code else 0)


def _pairs(text: str) -> set[str]:
    """Every two neighbouring characters, without the words that all documents share."""
    bare = BARE.sub(" ", text)
    return {bare[at : at + 2] for at in range(len(bare) - 1) if " " not in bare[at : at + 2]}
