"""Text as the index holds it: one way to cut it, for writing and for asking, on both databases.

A run of Han characters becomes its pairs, and its last character alone: 政府信息 → 政府 府信 信息 息. A phrase of n
characters is then found as n-1 pairs in a row, and never across a break, as the single character stands between.
Letters and digits are words of their own: 2号 is not found in 12号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.search.folding import fold

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{HAN}]+|\d+|[^\W\d_{HAN}]+")
_IS_HAN = re.compile(rf"[{HAN}]")
# A word of letters or digits longer than this is kept by its beginning; a database has a longest word.
LONGEST = 60
# Stands between two numbers or keywords, that no phrase runs from one into the next. No text gives such a word.
BREAK = "0b"


def runs(text: str) -> list[str]:
    """The runs of folded text, in order: Han characters, digits, letters. Everything else only parts them."""
    return _RUN.findall(text)


def is_han(run: str) -> bool:
    """Whether a run is of Han characters."""
    return _IS_HAN.match(run) is not None


def canonical(text: str) -> str:
    """Any text as its runs with one blank round each, " 泉港政办 2026 2 号 ": what is found is what stands in this."""
    return _laid(run if is_han(run) else run[:LONGEST] for run in runs(fold(text)))


def grams(laid: str) -> list[str]:
    """The tokens of canonical text, one for each character of Han runs and one for every other run."""
    found: list[str] = []
    for run in laid.split():
        if is_han(run):
            found.extend(map("".join, pairwise(run)))
            found.append(run[-1])
        else:
            found.append(run)
    return found


def _laid(parts: Iterator[str]) -> str:
    joined = " ".join(parts)
    return f" {joined} " if joined else ""
