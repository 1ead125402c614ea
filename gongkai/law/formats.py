"""Statutory report formats: sections, tables, rows, columns and cells, one file each (条例第五十条).

A format is data from end to end: the reader finds its labels by it, the checks take their relations from it, the
papers print their merged heads by it. A new edition is one file in `data/formats` and one example.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, files, load
from gongkai.law.relations import Relation, relations_of

CellKind = Literal["count", "signed", "amount"]
Layout = Literal["matrix", "blocks", "line", "list"]
KINDS = ("count", "signed", "amount")
LAYOUTS = ("matrix", "blocks", "line", "list")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label: its `code`, the official words, what it stands `under`, and what else is met in real copies."""

    code: str
    label: str
    under: tuple[str, ...]
    aliases: tuple[str, ...]
    unit: str
    kind: CellKind
    optional: bool
    indent: int


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns that cross completely. `caption` is the line above it, `stub` the head of the label column."""

    caption: str
    stub: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell, `<table>.<row>.<column>`. `kind`: count (integer ≥ 0), signed (integer) or amount (decimal ≥ 0)."""

    id: str
    table: str
    row: Label
    column: Label
    kind: CellKind
    unit: str
    optional: bool

    @property
    def label(self) -> str:
        """As a clerk would name it: （三）不予公开 1.属于国家秘密·自然人."""
        under = [part for part in self.row.under[-1:] if part]
        return " ".join([*under, self.row.label]) + (f"·{self.column.label}" if self.column.label else "")


@dataclass(frozen=True, slots=True)
class FormTable:
    """One statutory table. `layout`: matrix and blocks print rows down, line side by side; list is an annex."""

    id: str
    section: str
    title: str
    aliases: tuple[str, ...]
    unit: str
    layout: Layout
    corner: str
    blocks: tuple[Block, ...]

    @property
    def cells(self) -> Iterator[CellSpec]:
        """All cells in printed order."""
        for block in self.blocks:
            for row in block.rows:
                for column in block.columns:
                    kind: CellKind = column.kind if row.kind == "count" else row.kind
                    yield CellSpec(
                        id=f"{self.id}.{row.code}.{column.code}",
                        table=self.id,
                        row=row,
                        column=column,
                        kind=kind,
                        unit=column.unit or row.unit or self.unit,
                        optional=row.optional,
                    )


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the report. `parts` are the sub-headings expected under it."""

    id: str
    numeral: str
    heading: str
    aliases: tuple[str, ...]
    table: str
    required: bool
    parts: tuple[Part, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-heading of a narrative section, and the words by which it is known."""

    heading: str
    aliases: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One edition of the report. `family` is its name in the open contract; years are report years, inclusive."""

    id: str
    family: str
    title: str
    cite: str
    first_year: int
    last_year: int | None
    titles: tuple[str, ...]
    sections: tuple[Section, ...]
    tables: tuple[FormTable, ...]
    cells: dict[str, CellSpec]
    relations: tuple[Relation, ...]
    file: str

    def covers(self, year: int) -> bool:
        """Whether reports on that year were due in this format."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def table(self, id: str) -> FormTable:
        """One table of the format by id."""
        return next(table for table in self.tables if table.id == id)


def _label(row: Row, kind: str, unit: str) -> Label:
    cell_kind = row.text("kind", kind)
    if cell_kind not in KINDS:
        raise row.fail("kind", f"只能是 {'、'.join(KINDS)}")
    made = Label(
        code=row.text("code"),
        label=row.text("label"),
        under=row.texts("under"),
        aliases=row.texts("aliases"),
        unit=row.text("unit", unit),
        kind=cell_kind,  # type: ignore[arg-type]  # checked against KINDS above
        optional=row.flag("optional"),
        indent=row.integer("indent", 0),
    )
    row.done()
    return made


def _table(row: Row) -> FormTable:
    layout = row.text("layout")
    if layout not in LAYOUTS:
        raise row.fail("layout", f"只能是 {'、'.join(LAYOUTS)}")
    unit = row.text("unit", required=False)
    blocks = []
    for entry in row.rows("block", required=True):
        columns = tuple(_label(column, "count", "") for column in entry.rows("column", required=True))
        rows = tuple(_label(line, "count", "") for line in entry.rows("row", required=True))
        blocks.append(Block(entry.text("caption", required=False), entry.text("stub", required=False), rows, columns))
        entry.done()
    made = FormTable(
        id=row.text("id"),
        section=row.text("section"),
        title=row.text("title"),
        aliases=row.texts("aliases"),
        unit=unit,
        layout=layout,  # type: ignore[arg-type]  # checked against LAYOUTS above
        corner=row.text("corner", required=False),
        blocks=tuple(blocks),
    )
    row.done()
    return made


def _section(row: Row) -> Section:
    parts = []
    for entry in row.rows("part"):
        parts.append(Part(entry.text("heading"), entry.texts("aliases"), entry.flag("required")))
        entry.done()
    made = Section(
        id=row.text("id"),
        numeral=row.text("numeral", required=False),
        heading=row.text("heading"),
        aliases=row.texts("aliases"),
        table=row.text("table", required=False),
        required=row.flag("required", True),
        parts=tuple(parts),
        cite=cite_of(row),
    )
    row.done()
    return made


def read_format(file: Path) -> ReportFormat:
    """One format file. Raises LawDataError naming file and key for anything unknown, doubled or unresolved."""
    row = load(file)
    tables = tuple(_table(entry) for entry in row.rows("table", required=True))
    sections = tuple(_section(entry) for entry in row.rows("section", required=True))
    cells: dict[str, CellSpec] = {}
    for table in tables:
        if table.section not in {section.id for section in sections}:
            raise row.fail(f"table {table.id}.section", f"没有名为 {table.section} 的部分")
        for cell in table.cells:
            if cell.id in cells:
                raise row.fail(f"table {table.id}", f"单元格 {cell.id} 写了两次")
            cells[cell.id] = cell
    for section in sections:
        if section.table and section.table not in {table.id for table in tables}:
            raise row.fail(f"section {section.id}.table", f"没有名为 {section.table} 的表")
    form_id = row.text("id")
    made = ReportFormat(
        id=form_id,
        family=row.text("family", form_id),
        title=row.text("title"),
        cite=cite_of(row),
        first_year=row.integer("first_year"),
        last_year=row.integer_or_none("last_year"),
        titles=row.texts("titles", required=True),
        sections=sections,
        tables=tables,
        cells=cells,
        relations=relations_of(row, form_id, {id: cell.kind for id, cell in cells.items()}),
        file=file.name,
    )
    row.day("from")
    row.text("reading", required=False)
    row.done()
    return made


def formats(root: Path = DATA) -> dict[str, ReportFormat]:
    """All formats by id, newest first year first; one format is one object however it is asked for."""
    return _formats(root)


@cache
def _formats(root: Path) -> dict[str, ReportFormat]:
    found: dict[str, ReportFormat] = {}
    for file in files("formats", root):
        made = read_format(file)
        if made.id in found:
            raise load(file).fail("id", f"{made.id} 已在别处登记")
        found[made.id] = made
    return dict(sorted(found.items(), key=lambda item: -item[1].first_year))


def format_for(year: int, *, root: Path = DATA) -> tuple[ReportFormat, ...]:
    """The formats due for reports on that year (before 2019 there were two). Raises UnknownLaw when none is known."""
    fitting = tuple(form for form in formats(root).values() if form.covers(year))
    if not fitting:
        raise UnknownLaw(f"没有登记 {year} 年度的年度报告格式，请先在 formats 中登记。")
    return fitting
