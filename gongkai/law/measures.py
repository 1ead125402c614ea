"""How every cell of every report format is counted: one named definition each (条例第五十条).

A definition names its `source` and what it takes from it; a sum names the cells it adds up. Rows are data/measures, one
file a format; what other registers give is listed in `tallies.toml`, figures for the text in `named.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from gongkai.law.editions import one_of
from gongkai.law.errors import UnknownLaw
from gongkai.law.formats import Block, ReportFormat, formats
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, load

SUM, TALLY, TYPED = "sum", "tally", "typed"
# What can be counted on the platform; gongkai/statistics has a counter for each.
COUNTED = ("requests", "disputes", "records", "publications", "fees", "complaints", "visits")
SOURCES = (*COUNTED, TALLY, TYPED, SUM)
NUMBERS = ("count", "signed", "amount")
# A file of definitions is named after the file of its format.
FOLDER, TALLIES, NAMED = "measures", "tallies.toml", "named.toml"


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken from a source: facts of `event` whose marks are among those of `where`."""

    source: str
    event: str
    where: Mapping[str, tuple[str, ...]]

    def takes(self, marks: Mapping[str, str]) -> bool:
        """Whether a fact with these marks counts."""
        return all(marks.get(name, "") in allowed for name, allowed in self.where.items())


@dataclass(frozen=True, slots=True)
class Measure:
    """One definition. `cells` are its cells in printed order; `by_row` and `by_column` the marks that tell them apart.

    `complete`: every fact of the event must fall into one of the cells. `adds`: for a sum, what each cell adds up.
    `words` is the definition as people read it.
    """

    code: str
    title: str
    words: str
    taking: Taking
    cells: tuple[str, ...]
    by_row: str
    by_column: str
    complete: bool
    adds: Mapping[str, tuple[str, ...]]
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class TallyKind:
    """A figure that is kept elsewhere. `number`: count, signed or amount; `stock`: changes of a number that goes on."""

    code: str
    title: str
    unit: str
    number: str
    stock: bool
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class NamedMeasure:
    """A figure for the text. `taking` counts it in the period or, `last_year`, in the same period a year earlier;
    otherwise it is the share of `part` in `whole`, or the change from `whole` to `part`, in percent, not rounded."""

    code: str
    title: str
    words: str
    unit: str
    taking: Taking | None
    last_year: bool
    kind: str
    part: str
    whole: str
    cite: str
    reading: str


def measures(format_id: str, root: Path = DATA) -> tuple[Measure, ...]:
    """The definitions of a format, its sums last. Raises UnknownLaw for a format without definitions."""
    try:
        return _measures(root)[format_id]
    except KeyError:
        raise UnknownLaw(f"没有登记“{format_id}”格式各项数字的统计口径；请在 measures 中补登。") from None


def measure_of(format_id: str, cell: str, root: Path = DATA) -> Measure:
    """The one definition of a cell. Raises UnknownLaw."""
    for one in measures(format_id, root):
        if cell in one.cells:
            return one
    raise UnknownLaw(f"“{format_id}”格式没有 {cell} 这一项。")


def tally_kind(code: str, root: Path = DATA) -> TallyKind:
    """One kind of registered figure. Raises UnknownLaw."""
    try:
        return tally_kinds(root)[code]
    except KeyError:
        raise UnknownLaw(f"没有登记“{code}”这种登记数，请从列出的种类中选择。") from None


@cache
def tally_kinds(root: Path = DATA) -> dict[str, TallyKind]:
    """All kinds of registered figures by code, in their order."""
    row = load(root / FOLDER / TALLIES)
    found: dict[str, TallyKind] = {}
    for form in row.rows("form", required=True):
        form.day("from")
        cite, reading = cite_of(form), form.text("reading")
        for entry in form.rows("kind", required=True):
            made = TallyKind(
                entry.text("code"), entry.text("title"), entry.text("unit"), one_of(entry, "number", NUMBERS),
                entry.flag("stock"), cite, reading,
            )  # fmt: skip
            entry.done()
            if made.code in found:
                raise entry.fail("code", f"{made.code} 写了两次")
            found[made.code] = made
        form.done()
    row.done()
    return found


@cache
def named_measures(root: Path = DATA) -> dict[str, NamedMeasure]:
    """All figures for the text by code. Raises LawDataError where a share names what stands nowhere before it."""
    row = load(root / FOLDER / NAMED)
    row.day("from")
    cite_of(row)
    found: dict[str, NamedMeasure] = {}
    for entry in row.rows("named", required=True):
        kind = one_of(entry, "kind", ("counted", "share", "change"))
        made = NamedMeasure(
            entry.text("code"), entry.text("title"), entry.text("words"), entry.text("unit"),
            _taking(entry, root) if kind == "counted" else None, entry.flag("last_year"), kind,
            entry.text("part", required=kind != "counted"), entry.text("whole", required=kind != "counted"),
            cite_of(entry), entry.text("reading", required=False),
        )  # fmt: skip
        entry.done()
        if made.code in found:
            raise entry.fail("code", f"{made.code} 写了两次")
        if missing := {made.part, made.whole} - {"", *found}:
            raise entry.fail("part", f"前面没有名为 {'、'.join(sorted(missing))} 的数")
        found[made.code] = made
    row.done()
    return found


@cache
def _measures(root: Path) -> dict[str, tuple[Measure, ...]]:
    return {form.id: _of_format(form, root) for form in formats(root).values()}


def _of_format(form: ReportFormat, root: Path) -> tuple[Measure, ...]:
    row = load(root / FOLDER / form.file)
    if row.text("format") != form.id:
        raise row.fail("format", f"应为 {form.id}")
    row.day("from")
    cite_of(row)
    owner: dict[str, str] = {}
    found: list[Measure] = []
    for entry in row.rows("measure", required=True):
        made = _measure(entry, form, root)
        if any(made.code == other.code for other in found):
            raise entry.fail("code", f"{made.code} 写了两次")
        for cell in made.cells:
            if cell in owner:
                raise entry.fail("rows", f"{cell} 已由 {owner[cell]} 定义")
            owner[cell] = made.code
        found.append(made)
    if missing := [cell for cell in form.cells if cell not in owner]:
        raise row.fail("measure", f"没有定义 {'、'.join(missing[:5])}（共 {len(missing)} 项）")
    row.done()
    return tuple(sorted(found, key=lambda one: one.taking.source == SUM))


def _measure(row: Row, form: ReportFormat, root: Path) -> Measure:
    table = row.text("table")
    rows, columns = row.texts("rows", required=True), row.texts("columns", required=True)
    cells = _cells(row, form, table, rows, columns)
    add_rows, add_columns = row.texts("sum_of_rows"), row.texts("sum_of_columns")
    taking = _taking(row, root)
    adds: dict[str, tuple[str, ...]] = {}
    if (taking.source == SUM) != bool(add_rows or add_columns) or (add_rows and add_columns):
        raise row.fail("source", "合计项须写 sum_of_rows 或 sum_of_columns 之一，其他来源不写")
    for cell in cells if taking.source == SUM else ():
        spec = form.cells[cell]
        adds[cell] = _cells(row, form, table, add_rows or (spec.row.code,), add_columns or (spec.column.code,))
        if cell in adds[cell]:
            raise row.fail("sum_of_rows", f"{cell} 不能加自己")
    made = Measure(
        row.text("code"), row.text("title"), row.text("words"), taking, cells,
        row.text("by_row", required=False), row.text("by_column", required=False), row.flag("complete"), adds,
        cite_of(row), row.text("reading", required=False),
    )  # fmt: skip
    row.done()
    return made


def _cells(row: Row, form: ReportFormat, table: str, rows: Iterable[str], columns: Iterable[str]) -> tuple[str, ...]:
    """The cells whose row and column fit the patterns. Each pattern must fit something."""
    if table not in {one.id for one in form.tables}:
        raise row.fail("table", f"{form.id} 没有 {table}")
    blocks = form.table(table).blocks
    for key, wanted, having in (
        ("rows", tuple(rows), {one.code for block in blocks for one in block.rows}),
        ("columns", tuple(columns), {one.code for block in blocks for one in block.columns}),
    ):
        for pattern in wanted:
            if not any(fnmatchcase(code, pattern) for code in having):
                raise row.fail(key, f"{table} 没有 {pattern}")
    return tuple(cell for block in blocks for cell in _crossed(block, table, tuple(rows), tuple(columns)))


def _crossed(block: Block, table: str, rows: tuple[str, ...], columns: tuple[str, ...]) -> Iterable[str]:
    for line in block.rows:
        for column in block.columns:
            if _fits(line.code, rows) and _fits(column.code, columns):
                yield f"{table}.{line.code}.{column.code}"


def _fits(code: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(code, pattern) for pattern in patterns)


def _taking(row: Row, root: Path) -> Taking:
    source = one_of(row, "source", SOURCES)
    event = row.text("event", required=source not in (SUM, TYPED))
    if source == TALLY and event not in tally_kinds(root):
        raise row.fail("event", f"没有登记 {event} 这种登记数")
    where = row.table("where")
    marks = {name: where.texts(name, required=True) for name in where.keys()} if where else {}
    return Taking(source, event, marks)
