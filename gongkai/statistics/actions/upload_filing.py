"""Take a filing's figures from a report that was written elsewhere: Excel, Word, PDF or a web page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.annual.documents import CannotRead
from gongkai.annual.reading import read_report
from gongkai.annual.report import Report
from gongkai.annual.sources.opening import open_document, printable
from gongkai.kit import files
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.statistics.decide_filing import Barrier, read_figure, tidy
from gongkai.statistics.filing_locking import acting_person, keep, lock_filing, may_edit
from gongkai.statistics.filing_values import cells_of, form_of
from gongkai.statistics.models import FiledCell, Filing
from gongkai.units.models import Agency, AgencyName

ACT = "upload_filing"
How = FiledCell.How


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The filing, the cells the file gave no figure for (they stay as they were), and what the reader remarked."""

    filing: Filing
    unread: tuple[str, ...]
    notes: tuple[str, ...]


@action
def upload_filing(
    filing_id: int, name: str, data: bytes, seen: int | None = None, *, actor: Actor, now: datetime
) -> Uploaded:
    """Every figure read becomes the cell's, marked as imported; the file is kept beside it.

    Raises Refused "not-allowed", "not-now", "changed-meanwhile", "rolled-up", "unreadable", "other-form", "other-year",
    "other-unit", "bad-figure".
    """
    filing = lock_filing(filing_id, seen)
    may_edit(filing, actor)
    if filing.rolled_up:
        raise Refused("rolled-up", "汇总数由下级报表相加得出，不能导入，未保存。请退回有误的下级报表，改正后重新汇总。")
    report = _read(filing, name, data)
    form, stored, person = form_of(filing), cells_of(filing), acting_person(actor)
    after = {}
    reason = f"文件导入：{printable(name)}"[:300]
    for cell, value in report.values.items():
        if cell not in form.cells:
            continue
        read = read_figure(form.cells[cell], plain(value))
        if isinstance(read, Barrier):
            raise Refused(read.code, read.sentence)
        known = stored.get(cell)
        if known is not None and tidy(known.value) == read and known.how == How.COUNTED:
            continue
        row = known or FiledCell(filing=filing, cell=cell)
        if known is None or tidy(known.value) != read:
            row.by, row.at = person, now
        row.value, row.how, row.reason = read, How.UPLOADED, reason
        row.save()
        after[cell] = plain(read)
    filing.file_digest, filing.file_name = files.keep(data), printable(name)[:255]
    keep(
        filing, ACT, before={}, after={"file": filing.file_digest, "cells": after}, reason=reason, actor=actor, now=now
    )  # fmt: skip
    return Uploaded(filing, tuple(cell for cell in report.unread if not form.cells[cell].optional), report.notes)


def _read(filing: Filing, name: str, data: bytes) -> Report:
    try:
        report = read_report(open_document(data, name))
    except CannotRead as problem:
        raise Refused("unreadable", problem.sentence) from problem
    wanted = form_of(filing)
    if report.form is None or not report.figures:
        raise Refused("unreadable", f"{printable(name)}：没有认出统计表，没有导入。请核对是不是按格式填写的报告。")
    if report.form.id != wanted.id:
        raise Refused("other-form", f"{printable(name)}用的是“{report.form.title}”，本表是“{wanted.title}”，没有导入。")
    if report.year is not None and report.year != filing.year:
        raise Refused("other-year", f"{printable(name)}是 {report.year} 年的，本表是 {filing.year} 年的，没有导入。")
    others = Agency.objects.filter(name=report.agency) if report.agency else Agency.objects.none()
    borne = AgencyName.objects.filter(agency=filing.agency_id, name=report.agency)
    if others.exclude(pk=filing.agency_id).exists() and not borne.exists():
        raise Refused("other-unit", f"{printable(name)}是“{report.agency}”的报告，不是本单位的，没有导入。请核对文件。")
    return report
