"""The draft of a report's text: named figures, how they are rounded, and the sentences they stand in (年度报告格式).

One file of `data/narrative` for each report format. A figure is called in a text by its label in braces: {本年新收}.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from gongkai.law.formats import ReportFormat, formats
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, files, load
from gongkai.law.measures import named_measures

FigureKind = Literal["sum", "share", "change", "list", "measure", "fact"]
KINDS = ("sum", "share", "change", "list", "measure", "fact")
CALL = re.compile(r"\{([^{}\n]{1,60})\}")
CLAUSES = "分项"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of a list of figures, printed with its figure where that is not nought."""

    words: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """One figure that a text may call. `cells` are added; a share is of the sum of `of`.

    `measure` is a figure counted outside the tables, `fact` a word about the agency or the year.
    """

    label: str
    kind: FigureKind
    cells: tuple[str, ...]
    of: tuple[str, ...]
    items: tuple[ListItem, ...]
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class When:
    """When words are drafted: `some` added give more than nought, `none` add up to nought, `needs` are known figures,
    `lacks` unknown ones, `above` measures known and over nought, `nought` measures known to be nought."""

    some: tuple[str, ...]
    none: tuple[str, ...]
    needs: tuple[str, ...]
    lacks: tuple[str, ...]
    above: tuple[str, ...]
    nought: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence that stands only under its condition."""

    text: str
    when: When


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the draft: the section and part it belongs to, its text, and clauses for {分项} in it."""

    code: str
    section: str
    part: str
    text: str
    when: When
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Rounding:
    """How percentages are written: so many decimals, a last nought left out or not."""

    decimals: int
    drop_zeros: bool
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """How a change from the year before is said; {n} is the percentage."""

    up: str
    down: str
    same: str
    from_none: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """Everything in one file. `empty` is written where a part has no text, `title` heads the report."""

    id: str
    title: str
    empty: str
    joint: str
    list_joint: str
    rounding: Rounding
    change: ChangeWords
    figures: dict[str, NamedFigure]
    sentences: tuple[Sentence, ...]
    cite: str
    reading: str


@cache
def narratives(root: Path = DATA) -> dict[str, Narrative]:
    """By format id. Raises LawDataError naming file and key for whatever is unknown, doubled or unresolved."""
    known, measured = formats(root), named_measures(root)
    found: dict[str, Narrative] = {}
    for file in files("narrative", root):
        row = load(file)
        row.day("from")
        id = row.text("id")
        if id not in known or id in found:
            raise row.fail("id", f"没有格式 {id}，或者写了两次")
        found[id] = _narrative(row, known[id])
        unheard = [one.name for one in found[id].figures.values() if one.kind == "measure" and one.name not in measured]
        if unheard:
            raise row.fail("figure.name", f"没有登记统计口径 {unheard[0]}")
    return found


def _narrative(row: Row, form: ReportFormat) -> Narrative:
    figures: dict[str, NamedFigure] = {}
    for entry in row.rows("figure", required=True):
        made = _figure(entry, form)
        if made.label in figures or made.label == CLAUSES:
            raise entry.fail("label", f"{made.label} 写了两次，或者是保留的名称")
        figures[made.label] = made
    narrative = Narrative(
        id=form.id,
        title=row.text("report_title"),
        empty=row.text("empty"),
        joint=row.text("joint"),
        list_joint=row.text("list_joint"),
        rounding=_rounding(row),
        change=_change(row),
        figures=figures,
        sentences=tuple(_sentence(entry, form, figures) for entry in row.rows("sentence", required=True)),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )
    row.done()
    return narrative


def _figure(row: Row, form: ReportFormat) -> NamedFigure:
    kind = row.text("kind", "sum")
    if kind not in KINDS:
        raise row.fail("kind", f"只能是 {'、'.join(KINDS)}")
    items = []
    for entry in row.rows("item", required=kind == "list"):
        items.append(ListItem(entry.text("words"), _cells(entry, "cells", form)))
        entry.done()
    made = NamedFigure(
        label=row.text("label"),
        kind=kind,  # type: ignore[arg-type]  # checked against KINDS above
        cells=_cells(row, "cells", form, required=kind in ("sum", "share", "change")),
        of=_cells(row, "of", form, required=kind == "share"),
        items=tuple(items),
        name=row.text("name", required=kind in ("measure", "fact")),
        unit=row.text("unit", required=False),
    )
    row.done()
    return made


def _cells(row: Row, key: str, form: ReportFormat, *, required: bool = True) -> tuple[str, ...]:
    """Cell ids with `*` expanded; each must be in the format."""
    found: list[str] = []
    for pattern in row.texts(key, required=required):
        head, star, tail = pattern.partition("*")
        fitting = [
            id for id in form.cells if (id.startswith(head) and id.endswith(tail) if star else id == pattern)
        ]  # fmt: skip
        if not fitting:
            raise row.fail(key, f"格式 {form.id} 没有单元格 {pattern}")
        found.extend(fitting)
    return tuple(found)


def _when(row: Row, form: ReportFormat, figures: dict[str, NamedFigure]) -> When:
    needs, lacks = row.texts("needs"), row.texts("lacks")
    above, nought = row.texts("above"), row.texts("nought")
    if any(label not in figures for label in (*needs, *lacks)):
        raise row.fail("needs", "所写的数没有定义")
    if any(label not in figures or figures[label].kind != "measure" for label in (*above, *nought)):
        raise row.fail("above", "只能写 measure 类的数")
    some, none = _cells(row, "some", form, required=False), _cells(row, "none", form, required=False)
    return When(some, none, needs, lacks, above, nought)


def _called(row: Row, text: str, figures: dict[str, NamedFigure]) -> str:
    for label in CALL.findall(text):
        if label not in figures and label != CLAUSES:
            raise row.fail("text", f"没有名为“{label}”的数")
    return text


def _sentence(row: Row, form: ReportFormat, figures: dict[str, NamedFigure]) -> Sentence:
    clauses = []
    for entry in row.rows("clause"):
        clauses.append(Clause(_called(entry, entry.text("text"), figures), _when(entry, form, figures)))
        entry.done()
    section, part = row.text("section"), row.text("part", required=False)
    known = {one.id: one for one in form.sections}
    if section != "lead" and section not in known:
        raise row.fail("section", f"格式 {form.id} 没有部分 {section}")
    if part and part not in [one.heading for one in known[section].parts]:
        raise row.fail("part", f"{section} 没有“{part}”这一项")
    made = Sentence(
        row.text("code"), section, part, _called(row, row.text("text"), figures), _when(row, form, figures),
        tuple(clauses),
    )  # fmt: skip
    if bool(clauses) != (f"{{{CLAUSES}}}" in made.text):
        raise row.fail("text", f"有分项的句子须写 {{{CLAUSES}}}，没有的不写")
    row.done()
    return made


def _rounding(row: Row) -> Rounding:
    entry = row.table("rounding")
    if entry is None:
        raise row.fail("rounding", "缺少此项")
    entry.day("from")
    made = Rounding(entry.integer("decimals"), entry.flag("drop_zeros"), cite_of(entry), entry.text("reading"))
    entry.done()
    return made


def _change(row: Row) -> ChangeWords:
    entry = row.table("change")
    if entry is None:
        raise row.fail("change", "缺少此项")
    made = ChangeWords(entry.text("up"), entry.text("down"), entry.text("same"), entry.text("from_none"))
    entry.done()
    return made
