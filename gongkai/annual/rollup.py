"""A government's report against the reports of its units: sums, differences, who could explain them, who is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.report import Report
from gongkai.annual.text_findings import relation_of
from gongkai.law.agency_kinds import kind_of
from gongkai.law.checks import Finding, plain
from gongkai.law.formats import CellSpec, ReportFormat
from gongkai.law.relations import Relation

Number = Decimal | int


@dataclass(frozen=True, slots=True)
class Sums:
    """`totals` by cell over `filings` filings; `unread` counts by cell the filings without it (lower bounds then)."""

    totals: dict[str, Decimal]
    unread: dict[str, int]
    filings: int


@dataclass(frozen=True, slots=True)
class RollUp:
    """Sums of the units, the cells whose sum is only a lower bound with the units that lack them, and the findings."""

    sums: Sums
    lower_bounds: dict[str, tuple[str, ...]]
    missing_units: tuple[str, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def sum_values(filings: Iterable[Mapping[str, Number]], cells: Collection[str] = ()) -> Sums:
    """Add filings up as they stream by, holding none of them. With `cells`, what a filing lacks of them is counted."""
    totals: dict[str, Number] = dict.fromkeys(cells, 0)
    unread: dict[str, int] = {}
    count = 0
    wanted = len(cells)
    for values in filings:
        count += 1
        for cell, value in values.items():
            if value:
                totals[cell] = totals.get(cell, 0) + value
            elif cell not in totals:
                totals[cell] = 0
        if len(values) < wanted:
            for cell in cells:
                if cell not in values:
                    unread[cell] = unread.get(cell, 0) + 1
    return Sums({cell: Decimal(value) for cell, value in totals.items()}, unread, count)


def roll_up(parent: Report | None, units: Sequence[Report], *, expected: Sequence[str] = ()) -> RollUp:
    """Add the units up and hold the parent's figures against the sums (R15), row by row.

    `expected` names the units that should have reported. Units in another edition than the parent count as not having
    read the cells they lack. Without a parent there are only sums and hints.
    """
    form = parent.form if parent and parent.form else next((unit.form for unit in units if unit.form), None)
    if form is None:
        return RollUp(
            Sums({}, {}, len(units)), {}, _absent(units, expected), (), ("没有一份报告能确定格式，无法汇总。",)
        )
    cells = tuple(form.cells)
    sums = sum_values(({cell: unit.values[cell] for cell in cells if cell in unit.values} for unit in units), cells)
    bounds = {
        cell: tuple(_name(unit) for unit in units if cell not in unit.values)
        for cell in cells
        if sums.unread.get(cell) and not form.cells[cell].optional
    }
    missing = _absent(units, expected)
    findings: list[Finding] = []
    relation = relation_of(form, "sum_of_units")
    if parent is not None and relation is not None:
        findings.extend(_differences(form, relation, parent, units, sums, bounds, missing))
    if relation is not None:
        findings.extend(_doubles(form, relation, parent, units))
    notes = []
    if bounds:
        lacking = sorted({name for names in bounds.values() for name in names})
        notes.append(f"{'、'.join(lacking)}有 {len(bounds)} 格未读出，这些格的合计只是下限。")
    if missing:
        notes.append(f"未收到 {len(missing)} 个单位的报告：{'、'.join(missing)}。")
    return RollUp(sums, bounds, missing, tuple(findings), tuple(notes))


def _name(report: Report) -> str:
    return report.agency or report.file


def _absent(units: Sequence[Report], expected: Sequence[str]) -> tuple[str, ...]:
    have = {unit.agency for unit in units}
    return tuple(name for name in expected if name not in have)


def _differences(
    form: ReportFormat,
    relation: Relation,
    parent: Report,
    units: Sequence[Report],
    sums: Sums,
    bounds: Mapping[str, tuple[str, ...]],
    missing: tuple[str, ...],
) -> Iterator[Finding]:
    """One finding a row: its total column where that differs, else the first column that does."""
    rows: dict[tuple[str, str], list[CellSpec]] = {}
    for spec in form.cells.values():
        rows.setdefault((spec.table, spec.row.code), []).append(spec)
    for specs in rows.values():
        differing = [spec for spec in specs if _differs(spec.id, parent, sums, bounds)]
        if not differing:
            continue
        spec = next((spec for spec in differing if spec.column.code == "total"), differing[0])
        reported, total = parent.values[spec.id], sums.totals[spec.id]
        gap = reported - total
        at_least = "至少" if spec.id in bounds else ""
        yield Finding(
            relation.code,
            relation.level,
            tuple(one.id for one in differing),
            reported,
            total,
            (),
            f"“{spec.label}”：{_name(parent)}报告为 {plain(reported)}，"
            f"{sums.filings} 个单位合计{at_least} {plain(total)}，"
            f"相差 {plain(abs(gap))}。{_explained(spec.id, gap, units, missing)}{relation.say}",
            relation.cite,
            relation.id,
            relation.advice,
        )


def _differs(cell: str, parent: Report, sums: Sums, bounds: Mapping[str, tuple[str, ...]]) -> bool:
    reported = parent.values.get(cell)
    if reported is None:
        return False
    total = sums.totals.get(cell, Decimal(0))
    return reported < total if cell in bounds else reported != total


def _explained(cell: str, gap: Decimal, units: Sequence[Report], missing: tuple[str, ...]) -> str:
    if gap > 0:
        return f"可能出自未收到报告的{'、'.join(missing)}。" if missing else "可能有单位漏报。"
    alone = [_name(unit) for unit in units if unit.values.get(cell) == -gap]
    if alone:
        return f"{'、'.join(alone[:5])}的数字恰为 {plain(-gap)}，可能没有汇入，或与政府本级重复计算。"
    return ""


def _doubles(
    form: ReportFormat, relation: Relation, parent: Report | None, units: Sequence[Report]
) -> Iterator[Finding]:
    """The same figures filed twice: one agency twice, or an office that files its government's figures."""
    names = [_name(unit) for unit in units]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield _double(relation, (), f"“{name}”有 {names.count(name)} 份报告计入合计。")
    seen: dict[tuple[tuple[str, Decimal], ...], str] = {}
    for unit in units:
        nonzero = tuple(sorted((cell, value) for cell, value in unit.values.items() if value and cell in form.cells))
        if not any(cell.startswith("t3.") for cell, _ in nonzero):
            continue
        other = seen.setdefault(nonzero, _name(unit))
        if other != _name(unit) and _related(other, _name(unit)):
            cells = tuple(cell for cell, _ in nonzero)
            yield _double(relation, cells, f"“{other}”与“{_name(unit)}”各项数字完全相同，疑似同一批申请报了两次。")
    for unit in units:
        marked = any(finding.code == "scope" for finding in unit.findings)
        kind = kind_of(unit.agency) if unit.agency else None
        same = parent is not None and unit.agency == parent.agency
        if marked or same or (kind is not None and kind.report == "government_report" and parent is not None):
            yield _double(relation, (), f"“{_name(unit)}”的报告似含政府本级的数字，与其他单位相加可能重复。")


def _related(one: str, other: str) -> bool:
    """Whether two names belong to one place: the shorter without 人民政府 begins the longer."""
    short, long = sorted((one.replace("人民政府", ""), other.replace("人民政府", "")), key=len)
    return long.endswith(short) or long.startswith(short) or short[:3] in long


def _double(relation: Relation, cells: tuple[str, ...], sentence: str) -> Finding:
    return Finding(
        "double-counting",
        "hint",
        cells,
        None,
        None,
        (),
        f"{sentence}请核对后只计一次。",
        relation.cite,
        relation.id,
        relation.advice,
    )
