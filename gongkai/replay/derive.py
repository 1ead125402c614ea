"""From a report as read to the facts of its year: nothing is drawn here, nothing is asked but the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from gongkai.annual.report import Report
from gongkai.law.formats import CellSpec, ReportFormat
from gongkai.replay.facts import Asked, CannotReplay, Contested, YearFacts

REQUESTS, DISPUTES, PUBLISHED = "t3", "t4", "t2"
TOTAL, RECEIVED, IN, OUT, OUTCOMES = "total", "new_received", "carried_in", "carried_out", "outcome_total"
BALANCE = frozenset({RECEIVED, IN, OUT, OUTCOMES})
# What the narrative of a report says about single requests, by the words of the claim (law/data/claims).
WITHDRAWN, RESIDUAL = "申请人撤回申请", ("other.other", "other")
CHANNELS = {"当面申请": "in_person", "网上申请": "online", "信函申请": "post_signed", "传真申请": "fax"}
IMPLIED = "implied-last-year"


def derive(report: Report) -> YearFacts:
    """The facts. Raises CannotReplay for a report without year or tables of requests, or with a part of a thing."""
    refuse_unplayable(report)
    form = report.form
    assert form is not None and report.year is not None
    values = mended(report)
    asked = _told(report, list(_asked(form, values)))
    said = [f"表三：{len(asked)} 件申请，按申请人类别和办理结果逐件还原。"]
    contested = tuple(_contested(form, values))
    said.append(f"表四：{len(contested)} 件复议、诉讼，按结果逐件还原。")
    counted = {cell: value for cell, value in values.items() if cell.startswith(f"{PUBLISHED}.")}
    return YearFacts(
        report.agency, report.year, form.id, tuple(asked), contested, counted, _before(report), tuple(said)
    )


def refuse_unplayable(report: Report) -> None:
    """Raise CannotReplay for a report without year, format or tables of requests, or with none of their figures."""
    if report.form is None or report.year is None:
        raise CannotReplay("没有认出报告的格式或者年度，不能演练。请先用 gongkai report read 核对。")
    if not any(one.id == REQUESTS for one in report.form.tables):
        raise CannotReplay(f"{report.year} 年度报告的格式没有“收到和处理申请”表，不能演练。请换 2019 年度以后的报告。")
    if not any(cell.startswith(f"{REQUESTS}.") for cell in report.values):
        raise CannotReplay("报告的“收到和处理申请”表一格也没有读出，不能演练。请换有文字的原件。")


def mended(report: Report) -> dict[str, Decimal]:
    """The figures, put right where the checks of the library say they are slips; a broken relation is mended once."""
    values, done = report.values, set[str]()
    for mend in report.mends:
        if not done & set(mend.relations):
            values[mend.cell] = mend.proposed
            done |= set(mend.relations)
    return values


def added(facts: YearFacts, form: ReportFormat) -> dict[str, Decimal]:
    """The cells of tables three and four that the facts make: what `derive` gives must come out again."""
    found: Counter[str] = Counter()
    for one in facts.asked:
        rows = [IN if one.carried_in else RECEIVED, *([one.leaf, OUTCOMES] if one.leaf else [OUT])]
        found.update(f"{REQUESTS}.{row}.{column}" for row in rows for column in (one.kind, TOTAL))
    for case in facts.contested:
        found.update(f"{DISPUTES}.{case.block}.{column}" for column in (case.column, TOTAL))
    tables = (REQUESTS, DISPUTES)
    return {cell.id: Decimal(found[cell.id]) for one in form.tables if one.id in tables for cell in one.cells}


def _asked(form: ReportFormat, values: Mapping[str, Decimal]) -> Iterator[Asked]:
    """By kind of applicant: every closing is one request; what was carried in takes the first of them."""
    for kind in _columns(form, REQUESTS):
        leaves = [row for row in _rows(form, REQUESTS) if row not in BALANCE]
        ends = [leaf for leaf in leaves for _ in range(_whole(values, f"{REQUESTS}.{leaf}.{kind}"))]
        ends += [""] * _whole(values, f"{REQUESTS}.{OUT}.{kind}")
        carried = _whole(values, f"{REQUESTS}.{IN}.{kind}")
        for place, leaf in enumerate(ends):
            yield Asked(kind, leaf, carried_in=place < carried)


def _contested(form: ReportFormat, values: Mapping[str, Decimal]) -> Iterator[Contested]:
    for block in _rows(form, DISPUTES):
        for column in _columns(form, DISPUTES):
            for _ in range(_whole(values, f"{DISPUTES}.{block}.{column}")):
                yield Contested(block, column)


def _told(report: Report, asked: list[Asked]) -> list[Asked]:
    """What the narrative adds: how many were withdrawn, and by which way they came."""
    claims = {claim.what: int(claim.value) for claim in report.claims if claim.kind == "count"}
    residual = [place for place, one in enumerate(asked) if one.leaf in RESIDUAL]
    for place in residual[: claims.get(WITHDRAWN, 0)]:
        asked[place] = _with(asked[place], decision="withdrawn")
    ways = [code for what, code in CHANNELS.items() for _ in range(claims.get(what, 0))]
    if len(ways) == len(asked):
        asked = [_with(one, channel=way) for one, way in zip(asked, ways, strict=True)]
    return asked


def _with(one: Asked, *, decision: str = "", channel: str = "") -> Asked:
    return Asked(one.kind, one.leaf, one.carried_in, decision or one.decision, channel or one.channel)


def _before(report: Report) -> int | None:
    cell = f"{REQUESTS}.{RECEIVED}.{TOTAL}"
    found = [one.computed for one in report.findings if one.code == IMPLIED and one.cells[:1] == (cell,)]
    return int(found[0]) if found and found[0] is not None else None


def _rows(form: ReportFormat, table: str) -> list[str]:
    return list(dict.fromkeys(cell.row.code for cell in _cells(form, table)))


def _columns(form: ReportFormat, table: str) -> list[str]:
    return [code for code in dict.fromkeys(cell.column.code for cell in _cells(form, table)) if code != TOTAL]


def _cells(form: ReportFormat, table: str) -> list[CellSpec]:
    return [cell for one in form.tables if one.id == table for cell in one.cells]


def _whole(values: Mapping[str, Decimal], cell: str) -> int:
    value = values.get(cell, Decimal(0))
    if value != int(value) or value < 0:
        raise CannotReplay(f"“{cell}”为 {value}，不是件数，不能还原成一件件的事。请核对报告。")
    return int(value)
