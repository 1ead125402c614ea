"""Runs of figures that may be one number written apart: by blanks, hyphens, dots or the end of a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"[0-9]+(?:[Xx](?![A-Za-z0-9]))?")
_GAP = re.compile(r"[ ]{1,3}|[ ]{0,2}[-._·*][ ]{0,2}|[ ]{0,4}\n[ ]{0,4}")
_THIN = frozenset({" ", "-", "  "})
_LONGEST = 19
_MOST_TOKENS = 5


@dataclass(frozen=True, slots=True)
class Number:
    """Some figures taken together. `groups` are the lengths of its pieces, `gaps` what stood between them."""

    digits: str
    start: int
    end: int
    groups: tuple[int, ...]
    gaps: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Written in one piece."""
        return len(self.groups) == 1

    @property
    def one_by_one(self) -> bool:
        """Every figure stands alone."""
        return len(self.groups) > 4 and max(self.groups) == 1

    @property
    def over_lines(self) -> bool:
        """A line ends inside it."""
        return any("\n" in gap for gap in self.gaps)


def numbers(text: str, lengths: frozenset[int], plausible: Callable[[str, int], bool]) -> Iterator[Number]:
    """Every way to take up to six neighbouring pieces together to a number of one of the lengths, and every stretch of
    single figures. Each piece is taken whole: a number is never cut out of a longer one. `plausible` is asked with the
    first figures and the length before anything is put together.
    """
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    joined = [_gap(text, tokens[at][1], tokens[at + 1][0]) for at in range(len(tokens) - 1)]
    yield from _one_by_one(text, tokens, joined, lengths)
    for first, (start, end) in enumerate(tokens):
        if _attached(text, start):
            continue
        length, last = end - start, first
        while True:
            fits = length in lengths and plausible(text[start : min(end, start + 2)], length)
            if fits and not _continued(text, tokens[last][1]):
                yield _number(text, tokens[first : last + 1], joined[first:last])
            more = last < len(joined) and joined[last] is not None and last - first < _MOST_TOKENS
            if not more or length >= _LONGEST or text[tokens[last][1] - 1] in "Xx":
                break
            last += 1
            length += tokens[last][1] - tokens[last][0]


def _one_by_one(
    text: str, tokens: list[tuple[int, int]], joined: list[str | None], lengths: frozenset[int]
) -> Iterator[Number]:
    """Stretches of single figures on one line, whole or not at all: the row of a table is longer or shorter."""
    first = 0
    while first < len(tokens):
        last = first
        while last < len(joined) and joined[last] in _THIN and _single(tokens[first]) and _single(tokens[last + 1]):
            last += 1
        if last - first >= _MOST_TOKENS and last + 1 - first in lengths and not _attached(text, tokens[first][0]):
            yield _number(text, tokens[first : last + 1], joined[first:last])
        first = last + 1


def _single(token: tuple[int, int]) -> bool:
    return token[1] - token[0] == 1


def _number(text: str, pieces: list[tuple[int, int]], gaps: list[str | None]) -> Number:
    return Number(
        "".join(text[start:end] for start, end in pieces).upper(), pieces[0][0], pieces[-1][1],
        tuple(end - start for start, end in pieces), tuple(gap or "" for gap in gaps),
    )  # fmt: skip


def _gap(text: str, end: int, start: int) -> str | None:
    if start - end > 8:
        return None
    between = text[end:start]
    return between if _GAP.fullmatch(between) else None


def _attached(text: str, start: int) -> bool:
    """Whether what begins here is the tail of something longer: a letter, a decimal, a serial with hyphens."""
    before = text[max(0, start - 3) : start]
    if not before:
        return False
    sign = before[-1]
    if sign.isascii() and (sign.isalnum() or sign == "_"):
        return True
    inner = before[-2:-1]
    if sign in "-.·" and inner.isascii() and inner.isalnum():
        return before[-3:] not in {"86-", "+86"}
    return False


def _continued(text: str, end: int) -> bool:
    """Whether what ends here goes on: a letter, a decimal, a serial with hyphens."""
    after = text[end : end + 5]
    if not after:
        return False
    if after[0].isascii() and (after[0].isalnum() or after[0] == "_"):
        return True
    if after[0] == ",":
        # A separator of thousands; numbers in a list are longer.
        return after[1:4].isdigit() and len(after[1:4]) == 3 and not after[4:].isdigit()
    return after[0] in "-.·" and after[1:2].isascii() and after[1:2].isalnum()
