"""Plain text: one line a line, spaces and tabs as written; runs of lines with upright bars become tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.annual.documents import Cell, Line, Place, Table
from gongkai.annual.sources.layout import Content, numbered
from gongkai.annual.sources.limits import Limits, Tally

_BREAK = re.compile(r"\r\n|[\n\r\v\u2028\u2029]")
_RULE = re.compile(r"^[\s|:+=-]*-[\s|:+=-]*$")
_BARS = str.maketrans({"｜": "|", "│": "|", "┃": "|"})


def read(text: str, limits: Limits) -> Content:
    """Every line with its number; a form feed begins a page. Lines like "a | b | c |" become a table."""
    return Content(numbered(with_tables(_lines(text, Tally(limits)), Tally(limits))), [])


def _lines(text: str, tally: Tally) -> Iterator[Line]:
    page = 1
    paged = "\f" in text
    for number, line in enumerate(_BREAK.split(text), start=1):
        for index, part in enumerate(line.split("\f")):
            page += index > 0
            if part.strip():
                tally.add_line()
                yield Line(part, Place(page=page if paged else None, line=number))


def with_tables(lines: Iterable[Line | Table], tally: Tally) -> Iterator[Line | Table]:
    """The lines, runs of two or more with at least two bars each gathered into tables; one bar fewer ends a run."""
    run: list[Line] = []
    for line in lines:
        if isinstance(line, Line) and _has_bars(line.text):
            run.append(line)
            continue
        yield from _gathered(run, tally)
        run = []
        yield line
    yield from _gathered(run, tally)


def _has_bars(text: str) -> bool:
    return text.translate(_BARS).count("|") >= 2


def _gathered(run: list[Line], tally: Tally) -> Iterator[Line | Table]:
    if len(run) < 2:
        yield from run
        return
    cells: list[Cell] = []
    rows = 0
    for line in run:
        if _RULE.match(line.text.translate(_BARS)):
            continue
        for column, text in enumerate(_split(line.text)):
            tally.add_cell()
            cells.append(Cell(text, rows, column))
        rows += 1
    yield Table(tuple(cells), run[0].place)


def _split(text: str) -> list[str]:
    text = text.translate(_BARS).strip()
    return [part.strip() for part in text.removeprefix("|").removesuffix("|").split("|")]
