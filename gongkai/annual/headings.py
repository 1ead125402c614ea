"""Finding the headings of a report: exactly, in other words, out of order, or run together with the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from gongkai.annual.compact import compact, loose, squeezed
from gongkai.law.formats import ReportFormat

NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"^([{NUMERALS}]{{1,2}})[、.．](.{{2,42}})$")
_LIKENESS = 64
_LEAST = 4
_GAP = 16


@dataclass(frozen=True, slots=True)
class Found:
    """A heading in one line: where in the compact text, the section id it was known by, and whether it stands alone."""

    start: int
    end: int
    id: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Headings:
    """All headings the given formats know, as comparable text, and what only looks like one (table rows)."""

    phrases: tuple[tuple[str, str], ...]
    annexes: tuple[tuple[str, str], ...]
    rows: tuple[str, ...]
    inline: re.Pattern[str]
    ids: dict[str, str]

    def id_of(self, words: str) -> str:
        """The section a heading means, by its words; empty when nothing is near."""
        wanted = loose(words).lstrip(NUMERALS)
        exact = self.ids.get(loose(words))
        if exact:
            return exact
        best, score = "", 0.0
        for phrase, id in self.phrases:
            near = fuzz.ratio(wanted, loose(phrase))
            if near > score:
                best, score = id, near
        return best if score >= _LIKENESS else ""


def headings_of(forms: Iterable[ReportFormat]) -> Headings:
    """Collect them from the formats; the same section id in several editions means the same section."""
    return _headings(tuple(forms))


def _headings(forms: tuple[ReportFormat, ...]) -> Headings:
    key = tuple(id(form) for form in forms)
    if key not in _CACHE:
        _CACHE[key] = (forms, _build(forms))
    return _CACHE[key][1]


# By identity: a format holds dictionaries. Keeping the formats beside the answer keeps their identity theirs.
_CACHE: dict[tuple[int, ...], tuple[tuple[ReportFormat, ...], Headings]] = {}


def _build(forms: tuple[ReportFormat, ...]) -> Headings:
    ids: dict[str, str] = {}
    phrases: dict[str, str] = {}
    annexes: dict[str, str] = {}
    rows: set[str] = set()
    for form in forms:
        for section in form.sections:
            for words in (section.heading, *section.aliases):
                phrases.setdefault(squeezed(words), section.id)
                ids.setdefault(loose(words), section.id)
        for table in form.tables:
            if table.layout == "list":
                annexes.setdefault(squeezed(table.title), table.section)
            for block in table.blocks:
                for label in block.rows:
                    rows.update(squeezed(words) for words in (label.label, *label.under, *label.aliases))
    ordered = sorted(phrases.items(), key=lambda item: -len(item[0]))
    known = "|".join(re.escape(words) for words, _ in ordered if len(words) >= _LEAST or words == "概述")
    inline = re.compile(
        rf"(?<![第{NUMERALS}])[{NUMERALS}]{{1,2}}[、.．](?:[\u4e00-\u9fff]{{0,{_GAP}}}?)(?P<words>{known})"
    )
    return Headings(tuple(ordered), tuple(annexes.items()), tuple(sorted(rows)), inline, ids)


def is_row(text: str, headings: Headings) -> bool:
    """Whether a numbered line is a row of a table and not a heading."""
    return any(text.startswith(row) for row in headings.rows if row[0] in NUMERALS)


def in_line(text: str, headings: Headings, marked: bool) -> Iterator[Found]:
    """Headings in one line of running text, in order. `marked`: the file itself says that the line is a heading."""
    small = compact(text).text
    if not small or is_row(small, headings):
        yield from _inside(small, headings, skip_first=True)
        return
    alone = _NUMBERED.match(small)
    if alone and "\t" not in text and not re.search(r"[。；]|\d$", small):
        yield Found(0, len(small), headings.id_of(alone[2]), True)
        return
    if loose(small) in headings.ids and len(small) <= 40:
        yield Found(0, len(small), headings.ids[loose(small)], marked)
        return
    yield from _inside(small, headings, skip_first=False)


def _inside(small: str, headings: Headings, *, skip_first: bool) -> Iterator[Found]:
    found = []
    for match in headings.inline.finditer(small):
        if skip_first and match.start() == 0:
            continue
        phrase = match["words"]
        found.append(Found(match.start(), match.end(), headings.ids.get(loose(phrase), ""), len(phrase) > _LEAST))
    for title, id in headings.annexes:
        for match in re.finditer(rf"附[件表][{NUMERALS}0-9]?[：:]?[^。，；]{{0,30}}?{re.escape(title)}", small):
            found.append(Found(match.start(), match.end(), id, False))
    yield from sorted(found, key=lambda one: one.start)
