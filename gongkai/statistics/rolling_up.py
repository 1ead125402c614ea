"""The filings below added up, one after another, and what is to be said of the sum (docs/decisions D-329)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from gongkai.annual import rollup
from gongkai.annual.documents import Place
from gongkai.annual.report import Figure, Report
from gongkai.annual.rollup import Sums
from gongkai.law.checks import plain
from gongkai.law.filing_schedule import Span
from gongkai.law.formats import ReportFormat
from gongkai.statistics.decide_filing import tidy
from gongkai.statistics.filing_tree import Tree
from gongkai.statistics.filing_values import corrections_of
from gongkai.statistics.measured import Measured
from gongkai.statistics.models import FiledCell, Filing
from gongkai.units.models import Agency

KEPT = (Filing.State.ACCEPTED, Filing.State.LOCKED)
REQUESTS = "t3."
LEFT_OUT = "sum-left-out"
CHUNK = 5000
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into the sum: the filings by primary key, the units without one, those that gave only their own part,
    and filings of units that a successor has filed for."""

    filings: tuple[Filing, ...]
    missing: tuple[Agency, ...]
    partial: tuple[Agency, ...]
    doubled: tuple[Filing, ...]


@dataclass(slots=True)
class Streamed:
    """What was noted while the filings went by: the filings behind each cell, and a mark of each one's requests."""

    things: dict[str, list[list[object]]] = field(default_factory=dict)
    marks: dict[str, list[int]] = field(default_factory=dict)
    requests: dict[int, Decimal] = field(default_factory=dict)


def left_out_of(filing: Filing) -> dict[int, str]:
    """The filings that were left out when this sum was made, each with its reason."""
    return {int(one["filing"]): str(one["reason"]) for one in filing.findings if one["code"] == LEFT_OUT}


def parts_of(receiver: Agency, of: Span, tree: Tree, left_out: Iterable[int] = ()) -> Parts:
    """Who goes into the receiver's sum. Only accepted and locked filings do; `left_out` are primary keys."""
    known = {one.pk: one for one, _ in tree.expected(receiver.pk)}
    gone = [lower for one in known for lower in tree.taken.get(one, ())]
    rows = Filing.objects.filter(
        agency_id__in=[*known, *gone], period=of.kind.code, year=of.year, number=of.number, state__in=KEPT
    ).select_related("agency")
    found = {(one.agency_id, one.rolled_up): one for one in rows}
    out = set(left_out)
    filings, missing, partial = [], [], []
    for agency, rolled in tree.expected(receiver.pk):
        one = found.get((agency.pk, rolled))
        if one is None and rolled:
            one = found.get((agency.pk, False))
            if one is not None:
                partial.append(agency)
        if one is None:
            missing.append(agency)
        elif one.pk not in out:
            filings.append(one)
    doubled = [one for (agency, _), one in found.items() if agency in gone]
    return Parts(tuple(filings), tuple(missing), tuple(partial), tuple(doubled))


def add_up(filings: Sequence[Filing], form: ReportFormat) -> tuple[Sums, Streamed]:
    """The sum over the filings, read as a stream: only one filing's figures are held at a time."""
    seen = Streamed()
    return rollup.sum_values(_figures(filings, form, seen), tuple(form.cells)), seen


def _figures(filings: Sequence[Filing], form: ReportFormat, seen: Streamed) -> Iterator[Mapping[str, Decimal]]:
    codes = {one.pk: one.agency.code for one in filings}
    right = corrections_of(codes)
    rows = FiledCell.objects.filter(filing__in=codes).order_by("filing_id", "id")
    stream = rows.values_list("filing_id", "cell", "value").iterator(chunk_size=CHUNK)
    empty = set(codes)
    for pk, group in groupby(stream, key=itemgetter(0)):
        empty.discard(pk)
        values = {cell: tidy(value) for _, cell, value in group if cell in form.cells}
        values |= {cell: value for cell, value in right.get(pk, {}).items() if cell in form.cells}
        _note(pk, codes[pk], values, seen)
        yield values
    for _ in empty:
        yield {}


def _note(pk: int, code: str, values: Mapping[str, Decimal], seen: Streamed) -> None:
    requests = []
    for cell, value in values.items():
        if value:
            seen.things.setdefault(cell, []).append(["filing", pk, code, plain(value)])
            if cell.startswith(REQUESTS):
                requests.append(f"{cell}={plain(value)}")
    if requests:
        mark = sha256("|".join(sorted(requests)).encode()).hexdigest()
        seen.marks.setdefault(mark, []).append(pk)
        seen.requests[pk] = sum((value for cell, value in values.items() if cell.startswith(REQUESTS)), Decimal(0))


def said_of_sum(
    form: ReportFormat, parts: Parts, sums: Sums, seen: Streamed, measured: Mapping[str, Measured],
    left_out: Mapping[Filing, str],
) -> list[Said]:  # fmt: skip
    """What must be known of the sum: who is missing, where it is a lower bound, what may count twice, what differs
    from what the platform counts over all units."""
    found: list[Said] = []
    if parts.missing:
        named = "、".join(one.short for one in parts.missing)
        words = f"没有收到 {len(parts.missing)} 个单位已通过的报表：{named}。合计只是下限。"
        found.append(_said("sum-missing", "warning", (), words))
    if parts.partial:
        named = "、".join(one.short for one in parts.partial)
        found.append(_said("sum-partial", "warning", (), f"{named}只报了本级数，没有报汇总数。合计只是下限。"))
    lacking = tuple(cell for cell in sums.unread if not form.cells[cell].optional)
    if lacking:
        found.append(
            _said("sum-lower", "warning", lacking, f"有 {len(lacking)} 格至少一个单位没有数字，这些格的合计只是下限。")
        )
    for one in parts.doubled:
        found.append(
            _said("sum-succeeded", "hint", (), f"{one.agency.name}已由承继单位一并填报，它单独报的一份没有计入合计。")
        )
    for one, reason in left_out.items():
        words = f"{one.agency.name}的报表没有计入合计：{reason}。"
        found.append(_said(LEFT_OUT, "hint", (), words) | {"filing": one.pk, "reason": reason})
    found += _doubles(form, parts, sums, seen)
    found += _differing(form, sums, measured)
    return found


def _doubles(form: ReportFormat, parts: Parts, sums: Sums, seen: Streamed) -> list[Said]:
    """The same figures filed twice, by the library's own rule; and one filing that equals all others together."""
    by = {one.pk: one for one in parts.filings}
    found: list[Said] = []
    for same in seen.marks.values():
        if len(same) < 2:
            continue
        reports = [_report(by[pk], form) for pk in same]
        for finding in rollup.roll_up(None, reports).findings:
            found.append(_said("sum-double", "warning", finding.cells, finding.sentence))
    everything = sum(seen.requests.values(), Decimal(0))
    if len(seen.requests) > 2:
        for pk, value in seen.requests.items():
            if value * 2 == everything and _is_half(by[pk], sums):
                name = by[pk].agency.name
                words = f"{name}报的申请数等于其他单位的合计，可能报的是整个政府的数字。请核对后只计一次。"
                found.append(_said("sum-double", "warning", (), words))
    return found


def _is_half(filing: Filing, sums: Sums) -> bool:
    """Whether the filing has in every cell of the requests' table as much as all others together."""
    rows = dict(filing.cells.filter(cell__startswith=REQUESTS).values_list("cell", "value"))
    return all(rows.get(cell, 0) * 2 == total for cell, total in sums.totals.items() if cell.startswith(REQUESTS))


def _differing(form: ReportFormat, sums: Sums, measured: Mapping[str, Measured]) -> list[Said]:
    """One line a row whose sum is not what the platform counts over all these units."""
    rows: dict[tuple[str, str], list[str]] = {}
    for cell, one in measured.items():
        if one.counted and cell in sums.totals and sums.totals[cell] != one.value:
            spec = form.cells[cell]
            rows.setdefault((spec.table, spec.row.code), []).append(cell)
    found = []
    for cells in rows.values():
        cell = cells[-1]
        total, counted = sums.totals[cell], tidy(measured[cell].value)
        words = (
            f"“{form.cells[cell].label}”：下级合计 {plain(total)}，平台对全部单位统计为 {plain(counted)}，"
            f"相差 {plain(abs(total - counted))}。打开这一格看是哪些单位的。"
        )
        found.append(_said("sum-differs", "hint", tuple(cells), words))
    return found


def _report(filing: Filing, form: ReportFormat) -> Report:
    rows = filing.cells.values_list("cell", "value")
    figures = {cell: Figure(tidy(value), plain(tidy(value)), Place()) for cell, value in rows if cell in form.cells}
    return Report(filing.agency.code, "", filing.agency.name, filing.year, form, figures, ())


def _said(code: str, level: str, cells: Sequence[str], sentence: str) -> Said:
    return {
        "code": code, "level": level, "cells": list(cells), "sentence": sentence, "advice": "", "cite": "",
        "relation": "",
    }  # fmt: skip
