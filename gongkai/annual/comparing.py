"""One unit over the years: the tables side by side, the relations between years, and text taken over unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from gongkai.annual.figure_findings import facts_of
from gongkai.annual.likeness import Likeness, likeness
from gongkai.annual.report import Report
from gongkai.law.checks import Finding, check
from gongkai.law.claim_rules import claim_rules
from gongkai.law.errors import UnknownLaw
from gongkai.law.formats import ReportFormat

_HUNDRED = Decimal(100)
_PLACES = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Change:
    """From one year to the next one reported: absolute, and in percent to one place (None where the first is 0)."""

    first: int
    second: int
    absolute: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell over the years. A year without the figure is absent from `values`, never 0."""

    cell: str
    label: str
    unit: str
    values: dict[int, Decimal]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """How much of a year's text was taken over from the year before; offsets of the passages in both narratives."""

    first: int
    second: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Comparison:
    """`gaps` are years between the first and the last without a report; `findings` by the later year."""

    years: tuple[int, ...]
    gaps: tuple[int, ...]
    rows: tuple[CellRow, ...]
    findings: tuple[tuple[int, Finding], ...]
    copies: tuple[Copied, ...]
    notes: tuple[str, ...]


def narrative(report: Report) -> str:
    """The text that a unit writes itself: all sections, without the opening paragraph."""
    return "\n".join(section.text for section in report.sections if section.text)


def common_values(report: Report, forms: Iterable[ReportFormat]) -> dict[str, Decimal]:
    """The figures by the ids that all the forms share: rows one edition splits are added up where another has one row.

    A group with an unread member has no sum.
    """
    groups = _groups(forms)
    values: dict[str, Decimal] = {}
    broken: set[str] = set()
    if report.form is None:
        return values
    for cell in report.form.cells:
        shared = groups.get(cell, cell)
        value = report.values.get(cell)
        if value is None:
            broken.add(shared)
        else:
            values[shared] = values.get(shared, Decimal(0)) + value
    return {cell: value for cell, value in values.items() if cell not in broken}


def _groups(forms: Iterable[ReportFormat]) -> dict[str, str]:
    """Split cells to the one cell another edition has: `t3.other.fee_lapsed.total` to `t3.other.total`."""
    every = {cell for form in forms for cell in form.cells}
    found: dict[str, str] = {}
    for cell in every:
        table, _, rest = cell.partition(".")
        row, _, column = rest.rpartition(".")
        parent = f"{table}.{row.partition('.')[0]}.{column}"
        if "." in row and parent in every:
            found[cell] = parent
    return found


def compare(reports: Mapping[int, Report]) -> Comparison:
    """Reports of one unit by report year, in any order and of any edition."""
    years = tuple(sorted(reports))
    gaps = tuple(year for year in range(years[0], years[-1]) if year not in reports) if years else ()
    forms = list({report.form.id: report.form for report in reports.values() if report.form}.values())
    shared = {year: common_values(report, forms) for year, report in reports.items()}
    notes = [_gap_note(first, last) for first, last in _runs(gaps)]
    findings: list[tuple[int, Finding]] = []
    copies: list[Copied] = []
    for first, second in pairwise(years):
        if second == first + 1:
            findings.extend((second, finding) for finding in between(reports[second], reports[first]))
            if reports[first].form and reports[second].form and reports[first].form != reports[second].form:
                notes.append(f"{first} 与 {second} 年度格式不同，只比较共有的项目，细分的项目按合计比较。")
            copied = likeness(narrative(reports[first]), narrative(reports[second]))
            copies.append(Copied(first, second, copied))
            found = _copied(second, copied)
            if found:
                findings.append((second, found))
    return Comparison(years, gaps, _rows(years, reports, shared, forms), tuple(findings), tuple(copies), tuple(notes))


def _runs(gaps: tuple[int, ...]) -> list[tuple[int, int]]:
    """Years that follow one another taken together: first and last of each run."""
    runs: list[tuple[int, int]] = []
    for gap in gaps:
        if runs and runs[-1][1] == gap - 1:
            runs[-1] = (runs[-1][0], gap)
        else:
            runs.append((gap, gap))
    return runs


def _gap_note(first: int, last: int) -> str:
    if first == last:
        return f"缺少 {first} 年度的报告，该年前后不能衔接核对。"
    return f"缺少 {first} 至 {last} 年度的报告，其前后不能衔接核对。"


def between(report: Report, last: Report) -> tuple[Finding, ...]:
    """What the relations over two years find (carry-over, stock, cumulative figures, pending cases)."""
    form = report.form
    if form is None:
        return ()
    checked = check(form, report.values, last=last.values, facts=facts_of(report.agency, report.year, form))
    across = {relation.id for relation in form.relations if relation.across_years}
    return tuple(finding for finding in checked.findings if finding.relation in across)


def _copied(year: int, copied: Likeness) -> Finding | None:
    """A finding above the threshold of that year; years before there was one are shown with their share only."""
    try:
        threshold = claim_rules().likeness.threshold(date(year, 12, 31))
    except UnknownLaw:
        return None
    percent = Decimal(str(copied.share)) * _HUNDRED
    if percent <= threshold.percent:
        return None
    shown = percent.quantize(_PLACES)
    return Finding(
        "near-copy",
        "warning",
        (),
        shown,
        Decimal(threshold.percent),
        (),
        f"{year} 年度报告正文有 {shown}% 与上年相同（已不计数字、年份和固定用语），"
        f"超过 {threshold.percent}%，属内容雷同。",
        threshold.cite,
        "",
        "请按本年实际情况改写标出的段落。",
    )


def _rows(
    years: tuple[int, ...],
    reports: Mapping[int, Report],
    shared: Mapping[int, Mapping[str, Decimal]],
    forms: list[ReportFormat],
) -> tuple[CellRow, ...]:
    order: dict[str, tuple[str, str]] = {}
    groups = _groups(forms)
    for form in sorted(forms, key=lambda form: form.first_year):
        for cell, spec in form.cells.items():
            order.setdefault(groups.get(cell, cell), (spec.label, spec.unit))
    out = []
    for cell, (label, unit) in order.items():
        values = {year: shared[year][cell] for year in years if cell in shared[year]}
        if values:
            out.append(CellRow(cell, label, unit, values, _changes(values)))
    return tuple(out)


def _changes(values: Mapping[int, Decimal]) -> tuple[Change, ...]:
    out = []
    years = sorted(values)
    for first, second in pairwise(years):
        before, after = values[first], values[second]
        percent = ((after - before) * _HUNDRED / before).quantize(_PLACES) if before else None
        out.append(Change(first, second, after - before, percent))
    return tuple(out)
