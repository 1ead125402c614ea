"""A text made plain: full-width signs narrow, unseen signs and inline markup gone, every place traceable."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

# The zero-width signs, direction marks, soft hyphens and variation selectors that split words without being seen.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2069\u206a-\u206f\ufe00-\ufe0f\ufeff"
)
_GONE = re.compile(
    rf"[{_UNSEEN}]|</?([A-Za-z][A-Za-z0-9]*(?::[A-Za-z]+)?)(?:\s[^<>]*)?>|&(?:#\d{{1,7}}|"
    rf"#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z]{{2,8}});"
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr o:p q s samp small span strike "
    "strong sub sup tt u var wbr".split()
)
_BLOCK = frozenset(
    "address article aside blockquote body br caption center col colgroup dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hr html img input legend li link main meta nav noscript ol "
    "option p pre script section select style summary table tbody td textarea tfoot th thead title tr ul".split()
)
_CELLS = frozenset({"td", "th"})
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NARROW |= dict.fromkeys([0xA0, 0x1680, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B)], 0x20)
_NARROW |= dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63, 0x2500], 0x2D)
_NARROW |= dict.fromkeys([0x2022, 0x2027, 0x22C5, 0x30FB, 0xFF65, 0x2219], 0xB7)
_NARROW |= dict.fromkeys([0x2606, 0x272D, 0x272F, 0x2B50, 0x2605, 0x2730, 0x272A], 0x2605)
_NARROW |= {0x0B: 0x0A, 0x0C: 0x0A, 0x0D: 0x0A, 0x85: 0x0A, 0x2028: 0x0A, 0x2029: 0x0A}
_NARROW |= {0x2460 + number: ord("1") + number for number in range(9)}
_ATTRIBUTE = re.compile(r"[\w:-]+\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_CHINESE = dict(zip("〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789", strict=True))
_CHINESE_RUN = re.compile(
    r"(?:[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖0-9][ -]?){6,}[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖0-9Xx]"
)
_TO_DIGIT = str.maketrans(_CHINESE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A plain text and, for each of its characters, where it stood; `asides` are attribute values with their offset."""

    text: str
    at: Sequence[int] | None
    asides: tuple[tuple[int, str], ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of a stretch in the text as it was given."""
        if self.at is None:
            return start, end
        if end <= start:
            return (self.at[start], self.at[start]) if start < len(self.at) else (0, 0)
        return self.at[start], self.at[end - 1] + 1

    @property
    def digits(self) -> str:
        """The same text with long runs of Chinese digits written as figures, character for character."""
        return _CHINESE_RUN.sub(_as_figures, self.text)


def _as_figures(match: re.Match[str]) -> str:
    return match[0].translate(_TO_DIGIT)


def fold(text: str) -> Folded:
    """Make a text plain. Inline tags vanish, other tags break the line, entities become their signs."""
    parts: list[str] = []
    at: list[int] = []
    asides: list[tuple[int, str]] = []
    last = 0
    for match in _GONE.finditer(text):
        name = match[1]
        if name is not None:
            name = name.lower()
            if name not in _INLINE and name not in _BLOCK:
                continue
            cell = name in _CELLS
            put = "" if name in _INLINE or (cell and match[0][1] != "/") else "\t" if cell else "\n"
            asides += _values(match)
        elif match[0][0] == "&":
            put = html.unescape(match[0])
            if len(put) != 1:
                continue
        else:
            put = ""
        parts.append(text[last : match.start()])
        at.extend(range(last, match.start()))
        if put:
            parts.append(put)
            at.append(match.start())
        last = match.end()
    if not last:
        return Folded(text.translate(_NARROW), None)
    parts.append(text[last:])
    at.extend(range(last, len(text)))
    return Folded("".join(parts).translate(_NARROW), at, tuple(asides))


def _values(tag: re.Match[str]) -> list[tuple[int, str]]:
    """Attribute values that say something to people: five figures or more, or Chinese words."""
    found = []
    for value in _ATTRIBUTE.finditer(tag[0]):
        for group in (1, 2, 3):
            words = value[group]
            if words and (
                sum(sign.isdigit() for sign in words) > 4 or any("\u4e00" <= sign <= "\u9fff" for sign in words)
            ):
                found.append((tag.start() + value.start(group), words))
    return found
