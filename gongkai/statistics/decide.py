"""Whether a report may be published as it stands: from facts to a decision with its reason, without the database."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annual.report import Report
from gongkai.statistics.original import Original

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why it cannot be published: a stable code and one sentence saying what to do."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Ready:
    """It may be published, as the report on `year` in the format `edition`, listed under `title`."""

    year: int
    edition: str
    title: str


def decide_publishing(report: Report, original: Original, title: str) -> Ready | Barrier:
    """Whether the report is complete enough to stand in public; else the first reason against it.

    `title` is the publisher's own, for a report that bears none. Findings are no barrier: a published report is
    evidence and is shown as issued, with its findings beside it.
    """
    if report.form is None:
        return Barrier("no-form", "没有认出年度报告的格式，不能发布。请对照格式文本核对各部分标题和表头。")
    if report.year is None:
        return Barrier("no-year", "没有认出报告年度，不能发布。请在标题中写明“××××年度”。")
    listed = report.title.strip() or title.strip()
    if not listed:
        return Barrier("no-title", "没有认出报告标题，不能发布。请补写标题。")
    if not report.figures:
        return Barrier("no-figures", "一个数据也没有读出，不能发布。请检查表格是否为图片。")
    if not original.data:
        return Barrier("no-original", "没有附上原件，不能发布。请上传印发的原件。")
    if not original.name or len(original.name) > NAME_LENGTH or "/" in original.name or "\\" in original.name:
        return Barrier("bad-name", f"原件的文件名不能为空、不能带路径，且不超过 {NAME_LENGTH} 个字符，请改名后再发布。")
    return Ready(report.year, report.form.id, listed)


def decide_replacing(current_hash: str, new_hash: str) -> Barrier | None:
    """Whether a new version says anything new. `current_hash` is empty where nothing is public for that year."""
    if current_hash == new_hash:
        return Barrier("already-published", "同样内容的报告已经发布，没有可以更正之处，未重复发布。")
    return None
