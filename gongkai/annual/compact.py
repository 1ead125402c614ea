"""Text as it is compared: no blanks, simplified characters, half-width digits, with the way back to the original."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gongkai.annual.sources.script import to_simplified

_WIDE = {**{0xFF10 + digit: 0x30 + digit for digit in range(10)}, 0xFF05: 0x25, 0xFF0E: 0x2E}
_BLANK = frozenset("\u200b\ufeff")


@dataclass(frozen=True, slots=True)
class Compact:
    """`text` without blanks; `at[i]` is where its character i stands in the source."""

    source: str
    text: str
    at: tuple[int, ...]

    def original(self, start: int, end: int) -> str:
        """The source words behind `text[start:end]`, blanks and all."""
        if start >= end:
            return ""
        return self.source[self.at[start] : self.at[end - 1] + 1]

    def offset(self, index: int) -> int:
        """Where character `index` stands in the source; the end of the source for the end of the text."""
        return self.at[index] if index < len(self.at) else len(self.source)


@lru_cache(maxsize=512)
def compact(text: str) -> Compact:
    """The text without blanks. Characters keep their order and number, so that offsets lead back."""
    simple = to_simplified(text)
    if len(simple) != len(text):
        simple = text
    kept: list[str] = []
    at: list[int] = []
    for index, char in enumerate(simple.translate(_WIDE)):
        if not char.isspace() and char not in _BLANK:
            kept.append(char)
            at.append(index)
    return Compact(text, "".join(kept), tuple(at))


def squeezed(text: str) -> str:
    """The comparable text alone."""
    return compact(text).text


_LOOSE = str.maketrans("", "", "“”\"'‘’（）()[]〔〕《》〈〉，,、。.．：:；;·—-")


def loose(text: str) -> str:
    """Without punctuation too: for headings, which are copied with every kind of mark."""
    return squeezed(text).translate(_LOOSE)
