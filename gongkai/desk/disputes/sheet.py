"""The list of disputes as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.disputes.reads import Line
from gongkai.law.dispute_words import subjects
from gongkai.law.disputes import decisions_on, outcomes
from gongkai.papers.excel import TextSheet, to_excel

HEAD = (
    "单位", "申请编号", "类型", "案号", "复议机关或者人民法院", "针对的行为", "提出", "受理", "提交答辩", "作出",
    "决定种类", "报告栏目", "责令履行截止", "履行完毕", "状态",
)  # fmt: skip
WIDTHS = (28, 16, 10, 24, 28, 16, 12, 12, 12, 12, 24, 12, 14, 12, 10)


def disputes_sheet(lines: Sequence[Line], on: date) -> bytes:
    """One row a case and instance; nothing that tells who the applicant is."""
    rows = tuple(_row(line) for line in lines)
    return to_excel(f"行政复议行政诉讼（{on.isoformat()}）", "", [TextSheet("复议诉讼", HEAD, rows, WIDTHS)])


def _row(line: Line) -> tuple[str, ...]:
    row = line.row
    subject = subjects().get(row.about)
    days = (row.filed_on, row.accepted_on, row.defended_on, row.decided_on)
    return (
        row.agency.name, row.request.number or row.request.receipt_number, row.get_kind_display(), row.case_number,
        row.body, subject.label if subject else row.about, *(_day(one) for one in days), decision_label(row.kind,
        row.decided_on, row.instance, row.decision), outcomes().get(row.outcome, ""), _day(row.orders_due_on),
        _day(row.orders_done_on), row.get_state_display(),
    )  # fmt: skip


def decision_label(kind: str, on: date | None, instance: int, code: str) -> str:
    """The words of a decision; empty while there is none."""
    return decisions_on(kind, on, instance)[code].label if on is not None and code else ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
