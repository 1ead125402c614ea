"""One agency's years side by side, as the comparison page prints them. No database, no request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.comparing import CellRow, Change, Comparison, Copied, narrative
from gongkai.annual.report import Report
from gongkai.law.checks import plain
from gongkai.law.formats import formats
from gongkai.portal.chart import Chart, bars
from gongkai.portal.remarks import Remark, remark_of

# What the chart shows: requests received and requests dealt with, by the ids every edition since 2019 shares.
CHARTED = ("t3.new_received.total", "t3.outcome_total.total")
TOTAL = "total"
PASSAGES = 12


@dataclass(frozen=True, slots=True)
class YearValue:
    """One figure with its change from the year reported before it; both empty where nothing was read."""

    year: int
    text: str
    change: str


@dataclass(frozen=True, slots=True)
class YearsRow:
    """One cell over the years."""

    label: str
    unit: str
    values: tuple[YearValue, ...]


@dataclass(frozen=True, slots=True)
class YearsTable:
    """The rows of one statutory table, and how many of its cells were nought in every year and are not listed."""

    caption: str
    rows: tuple[YearsRow, ...]
    noughts: int


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """The passages two consecutive years share, as pairs of words; `percent` of the later text; `more` not listed."""

    first: int
    second: int
    percent: str
    pairs: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """Everything the comparison page prints."""

    years: tuple[int, ...]
    chart: Chart | None
    tables: tuple[YearsTable, ...]
    remarks: tuple[tuple[int, Remark], ...]
    copies: tuple[ShownCopy, ...]
    notes: tuple[str, ...]


def show_comparison(comparison: Comparison, reports: Mapping[int, Report]) -> ShownComparison:
    """Arrange a comparison. `reports` are those it was made of, by year."""
    return ShownComparison(
        years=comparison.years,
        chart=_chart(comparison),
        tables=_tables(comparison),
        remarks=tuple(
            (year, remark_of(number, finding, reports[year].form))
            for number, (year, finding) in enumerate(comparison.findings, start=1)
        ),
        copies=tuple(_copy(copied, reports) for copied in comparison.copies if copied.likeness.passages),
        notes=comparison.notes,
    )


def _chart(comparison: Comparison) -> Chart | None:
    rows = {row.cell: row for row in comparison.rows if row.cell in CHARTED}
    known = [year for year in comparison.years if any(year in row.values for row in rows.values())]
    if len(rows) < len(CHARTED) or len(known) < 2:
        return None
    # A year without a report keeps its place, so that a gap is seen as a gap.
    years = range(known[0], known[-1] + 1)
    names = [rows[cell].label.split("·")[0] for cell in CHARTED]
    values = [[rows[cell].values.get(year) for year in years] for cell in CHARTED]
    return bars(f"{years[0]}—{years[-1]}", names, [str(year) for year in years], values)


def _tables(comparison: Comparison) -> tuple[YearsTable, ...]:
    titles = {table.id: table.title for form in reversed(formats().values()) for table in form.tables}
    units: dict[str, list[CellRow]] = {}
    for row in comparison.rows:
        if _listed(row):
            units.setdefault(row.cell.split(".")[0], []).append(row)
    tables = []
    for table, rows in units.items():
        some = [row for row in rows if any(row.values.values())]
        shown = tuple(_row(row, comparison.years) for row in some)
        tables.append(YearsTable(titles.get(table, ""), shown, len(rows) - len(some)))
    return tuple(tables)


def _listed(row: CellRow) -> bool:
    """Of a table by kinds of applicant only the totals; of the other tables everything."""
    table, _, rest = row.cell.partition(".")
    return table != CHARTED[0].split(".")[0] or rest.rpartition(".")[2] == TOTAL


def _row(row: CellRow, years: tuple[int, ...]) -> YearsRow:
    changes = {change.second: change for change in row.changes}
    values = tuple(
        YearValue(year, plain(row.values[year]) if year in row.values else "", _change(changes.get(year)))
        for year in years
    )
    return YearsRow(row.label, row.unit, values)


def _change(change: Change | None) -> str:
    if change is None or change.absolute == 0:
        return ""
    sign = "+" if change.absolute > 0 else "−"
    percent = "" if change.percent is None else f"（{sign}{plain(abs(change.percent))}%）"
    return f"{sign}{plain(abs(change.absolute))}{percent}"


def _copy(copied: Copied, reports: Mapping[int, Report]) -> ShownCopy:
    before, after = narrative(reports[copied.first]), narrative(reports[copied.second])
    passages = sorted(copied.likeness.passages, key=lambda span: span[2] - span[3])
    pairs = tuple((before[a:b].strip(), after[c:d].strip()) for a, b, c, d in passages[:PASSAGES])
    percent = (Decimal(str(copied.likeness.share)) * 100).quantize(Decimal("0.1"))
    return ShownCopy(copied.first, copied.second, plain(percent), pairs, max(0, len(passages) - PASSAGES))
