"""How much of a text stood in another already, whatever years and figures were changed in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.law.claim_rules import claim_rules
from gongkai.law.formats import formats
from gongkai.law.text_rules import LikenessRules

_FIGURES = re.compile(r"[0-9０-９]+(?:[.,][0-9]+)*%?|[二一][零〇○九][零〇○一二三四五六七八九]{2}(?=年)")
_KEPT = re.compile(r"[\u4e00-\u9fffA-Za-z]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share` (0 to 1) of the second text's own words that the first has too, and where: offsets in both."""

    share: float
    passages: tuple[tuple[int, int, int, int], ...]


def likeness(text_a: str, text_b: str) -> Likeness:
    """How much of `text_b` (this year's) is taken over from `text_a` (last year's).

    Figures and years count as equal; standing words, titles in 《》 and statutory headings are not counted on either
    side. Passages are in the order of `text_b` and never overlap there.
    """
    rules = claim_rules().likeness
    a, b = _Own.of(text_a, rules), _Own.of(text_b, rules)
    if not b.words:
        return Likeness(0.0, ())
    index: dict[str, list[int]] = {}
    for position in range(len(a.words) - rules.gram + 1):
        index.setdefault(a.words[position : position + rules.gram], []).append(position)
    passages: list[tuple[int, int, int, int]] = []
    taken = 0
    at = 0
    while at + rules.gram <= len(b.words):
        start, length = _longest(a.words, b.words, at, index.get(b.words[at : at + rules.gram], []), rules.gram)
        if length >= rules.shortest:
            passages.append((a.at[start], a.at[start + length - 1] + 1, b.at[at], b.at[at + length - 1] + 1))
            taken += length
            at += length
        else:
            at += 1
    return Likeness(taken / len(b.words), tuple(passages))


def _longest(a: str, b: str, at: int, starts: list[int], gram: int) -> tuple[int, int]:
    """The start in `a` and the length of the longest run that begins at `at` in `b`."""
    best, length = 0, 0
    for start in starts[:_MANY]:
        run = gram
        while start + run < len(a) and at + run < len(b) and a[start + run] == b[at + run]:
            run += 1
        if run > length:
            best, length = start, run
    return best, length


_MANY = 200


@dataclass(frozen=True, slots=True)
class _Own:
    """The words of a text that are its own: no figures, marks, headings or standing words; `at` leads back."""

    words: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, text: str, rules: LikenessRules) -> _Own:
        masked = bytearray(len(text))
        for pattern in (rules.boilerplate, _FIGURES, _headings()):
            for match in pattern.finditer(text):
                for position in range(match.start(), match.end()):
                    masked[position] = 1
        at = tuple(index for index, char in enumerate(text) if not masked[index] and _KEPT.match(char))
        return cls("".join(text[index] for index in at), at)


def _headings() -> re.Pattern[str]:
    """Statutory headings and sub-headings with their numerals."""
    phrases = {
        words
        for form in formats().values()
        for section in form.sections
        for words in (
            section.heading,
            *section.aliases,
            *(name for part in section.parts for name in (part.heading, *part.aliases)),
        )
    }
    known = "|".join(re.escape(words) for words in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?:[（(]?[一二三四五六七八九十]+[）)、.．])\s*(?:{known})")
