"""The list of requests as a sheet: applicants masked, no address, no number that reaches anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.law.applicants import applicant_columns
from gongkai.law.procedure import procedure_on
from gongkai.law.receipt import channels
from gongkai.papers.excel import TextSheet, to_excel
from gongkai.requests.alike import leaf_label
from gongkai.requests.applicants import masked, opened
from gongkai.requests.models import Request

HEAD = (
    "编号", "受理编号", "渠道", "收到日期", "申请人类别", "申请人", "所需信息", "承办人", "承办科室", "状态",
    "答复期限", "办结日期", "办理结果", "按时",
)  # fmt: skip
WIDTHS = (14, 20, 18, 12, 16, 12, 50, 12, 16, 12, 12, 12, 40, 8)


def requests_sheet(rows: Sequence[Request], unit: str, on: date) -> bytes:
    """One row a request, in the order given."""
    known = {code: one.title for code, one in channels().items()}
    kinds = {one.code: one.label for one in applicant_columns(max(on.year, 2019)).kinds}
    lines = tuple(_line(row, known, kinds) for row in rows)
    return to_excel(f"{unit}依申请公开办理情况（{on.isoformat()}）", unit, [TextSheet("申请", HEAD, lines, WIDTHS)])


def _line(row: Request, known: dict[str, str], kinds: dict[str, str]) -> tuple[str, ...]:
    in_time = {True: "是", False: "否", None: ""}[row.in_time]
    return (
        row.number, row.receipt_number, known.get(row.channel, row.channel), _day(row.received_on),
        kinds.get(row.applicant_kind, row.applicant_kind), masked(opened(row)).name, row.subject,
        row.handler.name if row.handler else "", row.section, procedure_on(row.law_day).states[row.state].label,
        _day(row.due_on), _day(row.closed_on), leaf_label(row), in_time,
    )  # fmt: skip


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
