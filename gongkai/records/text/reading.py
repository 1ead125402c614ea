"""Reading a cleaned text: its words without markup, and where each of them stands in the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

TOKEN = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]+|.", re.DOTALL)
TAG = re.compile(r"<(/?)(\w+)")
# What ends a line of the text, and what only parts two cells of one.
ENDS_LINE = {"p", "h2", "h3", "h4", "li", "tr", "ul", "ol", "table"}
ENDS_CELL = {"td", "th"}


@dataclass(frozen=True, slots=True)
class Positions:
    """The text, and for each of its characters where it begins and ends in the markup; a line's end has no width."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """From where to where a stretch of the text stands in the markup. Raises ValueError outside of the text."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"{start}–{end} is not a stretch of a text of {len(self.text)} characters")
        return self.begins[start], self.ends[end - 1]


def tokens(html: str) -> Iterator[tuple[int, str, str]]:
    """Every token of cleaned markup: where it begins, its source, and the character or characters it stands for."""
    for found in TOKEN.finditer(html):
        source = found[0]
        if source.startswith("<") and (tag := TAG.match(source)):
            yield found.start(), source, _break(tag[1], tag[2])
        else:
            yield found.start(), source, unescape(source) if source.startswith("&") else source


def positions(html: str) -> Positions:
    """The text of cleaned markup, a line for each paragraph, heading, point and row, with its places."""
    words: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for start, source, said in tokens(html):
        if source.startswith("<"):
            if said and words and words[-1] != "\n":
                if said == "\n" and words[-1] == "\t":
                    words[-1] = "\n"
                else:
                    words.append(said)
                    begins.append(start)
                    ends.append(start)
        elif source.startswith("&"):
            words += said
            begins += [start] * len(said)
            ends += [start + len(source)] * len(said)
        else:
            words += said
            begins += range(start, start + len(said))
            ends += range(start + 1, start + len(said) + 1)
    while words and words[-1] == "\n":
        for one in (words, begins, ends):
            one.pop()
    return Positions("".join(words), tuple(begins), tuple(ends))


def plain(html: str) -> str:
    """The words of cleaned markup without markup; the same text as `positions` gives."""
    return positions(html).text


def _break(closing: str, tag: str) -> str:
    if tag == "br":
        return "\n"
    # A list inside a point begins a line of its own.
    if tag in ("ul", "ol", "table") or (closing and tag in ENDS_LINE):
        return "\n"
    return "\t" if closing and tag in ENDS_CELL else ""
