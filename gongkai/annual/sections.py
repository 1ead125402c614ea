"""The report's text by the sections of its format, whatever the headings say exactly, tables left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual.compact import compact, squeezed
from gongkai.annual.documents import Document, Line, Place
from gongkai.annual.headings import NUMERALS, Headings, headings_of, in_line
from gongkai.annual.heads import read_head
from gongkai.annual.report import SectionText
from gongkai.annual.table_words import TableWords, table_words
from gongkai.annual.wrapped import colophon, reflowed, without_furniture
from gongkai.law.formats import ReportFormat, formats

_PART = re.compile(rf"(?:^|(?<=[\n。；;：:）)！!”]))\s*[（(]([{NUMERALS}]{{1,2}})[）)]\s*")
_HEADING_END = re.compile(r"[。：:；\n]|(?<=[\u4e00-\u9fff]{4})\s")
_HEADING_LENGTH = 26
_PART_WORDS = 4
_EVIDENCE = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-part （一）… of a section: its heading as written (empty where it runs into the text), and its text."""

    numeral: str
    heading: str
    text: str


@dataclass(slots=True)
class _Open:
    id: str
    heading: str
    place: Place
    pieces: list[str]


def choose_form(text: str, year: int | None, known: Sequence[ReportFormat] | None = None) -> ReportFormat | None:
    """The edition a report is written in: by labels only one kind of edition prints, then by its year; else None.

    Labels go first, because units take up a new form early or late. Of editions that differ in a row or two the one
    whose rows are all there is taken, and where the text does not tell them apart the one due for the year.
    """
    forms = tuple(known if known is not None else formats().values())
    seen = dict(zip((form.id for form in forms), labels_seen(text, forms), strict=True))
    best = max(len(labels) for labels in seen.values())
    due = [form for form in forms if year is not None and form.covers(year)]
    if best >= _EVIDENCE:
        leading = [form for form in forms if len(seen[form.id]) == best]
        of_year = [form for form in leading if form in due]
        if len(of_year) == 1 or len(leading) == 1:
            return (of_year or leading)[0]
        same = len({seen[form.id] for form in leading}) == 1
        return min(leading, key=lambda form: len(form.cells)) if same else None
    return due[0] if len(due) == 1 else None


def labels_seen(text: str, forms: tuple[ReportFormat, ...]) -> tuple[tuple[str, ...], ...]:
    """For each format, the labels in the text that no other kind of format prints."""
    small = squeezed(text)
    words = table_words(forms)
    return tuple(tuple(label for label in own if label in small) for own in words.distinctive)


def split(document: Document, forms: Sequence[ReportFormat]) -> tuple[str, tuple[SectionText, ...], tuple[str, ...]]:
    """The opening paragraph, the sections in the order written, and notes on what was set aside.

    Sections carry the format's id, or an empty id for a heading the formats do not know; the heading is kept as
    written. Text that belongs to a statutory table is left out; sentences around a table stay.
    """
    head = read_head(document, forms)
    headings, words = headings_of(formats().values()), table_words(tuple(formats().values()))
    valid = {section.id for form in forms for section in form.sections}
    current = _Open("", "", Place(), [])
    lead = current
    found: list[_Open] = []
    seen: set[str] = set()
    number = 0
    for index, block in enumerate(document.blocks):
        if index < head.starts_at_block or not isinstance(block, Line):
            continue
        for text in block.text.splitlines():
            small = compact(text)
            at = 0
            for cut in in_line(text, headings, block.heading > 0):
                first = found == [] and lead.pieces == [] and cut.start == 0
                if not _accepted(cut.id, cut.alone, small.text[cut.start : cut.end], seen, number, headings) or (
                    first and block.heading == 1 and not cut.id
                ):
                    continue
                current.pieces.append(text[at : small.offset(cut.start)])
                heading = " ".join(small.original(cut.start, cut.end).split())
                current = _Open(cut.id if cut.id in valid else "", heading, block.place, [])
                found.append(current)
                seen.add(cut.id or heading)
                number = _numeral(heading) or number
                at = small.offset(cut.end)
            current.pieces.append(text[at:])
    notes: list[str] = []
    sections = tuple(SectionText(one.id, one.heading, _text(one, forms, words, notes), one.place) for one in found)
    opening = without_furniture("\n".join(lead.pieces), head.title)
    if not found:
        notes.append("没有找到任何一级标题，正文未能分部分。")
    return opening, sections, tuple(notes)


def _accepted(id: str, alone: bool, heading: str, seen: set[str], number: int, headings: Headings) -> bool:
    """Known sections once each; unknown headings only where they carry the numbering on."""
    if id:
        return id not in seen
    return alone and _numeral(heading) == number + 1 and number > 0


def _numeral(heading: str) -> int:
    """一 to 十 at the beginning, 0 without one."""
    match = re.match(rf"([{NUMERALS}])[、.．]", squeezed(heading))
    return NUMERALS.index(match[1]) + 1 if match else 0


def _text(one: _Open, forms: Sequence[ReportFormat], words: TableWords, notes: list[str]) -> str:
    pieces = [piece for piece in one.pieces if squeezed(piece)]
    if any(section.table for form in forms for section in form.sections if section.id == one.id):
        pieces = [piece for piece in pieces if not words.is_table(piece)]
    kept, closing = colophon(pieces)
    if closing:
        notes.append(f"“{one.heading}”之后的落款、版记等不计入正文：{'；'.join(squeezed(line) for line in closing)}")
    return reflowed(kept)


def parts(section: SectionText) -> tuple[Part, ...]:
    """The sub-parts （一）… of a section, also where heading and text run together; text before them is not one."""
    marks = list(_PART.finditer(section.text))
    out = []
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(section.text)
        body = section.text[mark.end() : end]
        stop = _heading_end(body)
        out.append(Part(mark[1], body[:stop].strip(" \n。：:；"), body[stop:].lstrip(" \n。：:；").rstrip()))
    return tuple(out)


def _heading_end(body: str) -> int:
    """Where a sub-heading ends: at a mark, a blank, or after words the formats know; 0 when it cannot be told."""
    stop = _HEADING_END.search(body)
    near = stop is not None and stop.start() <= _HEADING_LENGTH
    if stop and near and stop[0] != "。":
        return stop.start()
    known = (
        words
        for form in formats().values()
        for section in form.sections
        for part in section.parts
        for words in (*part.aliases, part.heading)
        if len(words) > _PART_WORDS
    )
    written = max((len(words) for words in known if body.startswith(words)), default=0)
    return written or (stop.start() if stop and near else 0)
