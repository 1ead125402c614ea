"""Withdraw a published annual report: its text, figures and files go, a stub with number, date and reason stays."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from gongkai.kit import files, journal, outward
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.statistics.actions.publish_annual_report import KIND
from gongkai.statistics.indexing import index_report
from gongkai.statistics.models import AnnualReport
from gongkai.units.models import Agency

ACT = "withdraw_annual_report"
State = AnnualReport.State


@action
def withdraw_annual_report(*, agency: Agency, year: int, reason: str, actor: Actor, now: datetime) -> AnnualReport:
    """Turn the public version into a stub and empty every earlier version of that year; files nobody else needs go.

    Raises Refused "no-reason" without a reason, "not-published" when there is nothing public for that year.
    """
    require(actor, ACT, agency.code, "撤回年度报告")
    if not reason.strip():
        raise Refused("no-reason", "撤回须写明原因，未撤回。原因会显示在原网址上。")
    Agency.objects.select_for_update().get(pk=agency.pk)
    versions = AnnualReport.objects.filter(agency=agency, year=year)
    current = versions.filter(state=State.PUBLISHED).first()
    if current is None:
        raise Refused("not-published", f"{agency.short}没有已发布的 {year} 年度报告，无可撤回。")
    digests = {digest for row in versions for digest in _digests(row)}
    before = {"version": current.version, "content": current.content_hash, "original": current.original_digest}
    empty = {"content": {}, "files": {}, "original_digest": "", "original_name": "", "original_size": 0}
    counts = {"errors": 0, "warnings": 0, "hints": 0}
    versions.update(**empty, **counts)
    versions.filter(pk=current.pk).update(state=State.WITHDRAWN, withdrawn_at=now, withdrawn_reason=reason.strip())
    journal.write(
        agency.code,
        act=ACT,
        subject=f"annual-report {agency.code} {year}",
        before=before,
        after={"version": current.version, "state": State.WITHDRAWN.value},
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    outward.tell(KIND, f"{agency.code}/{year}", agency=agency.code, gone=True, detail={"year": [year]}, now=now)
    transaction.on_commit(partial(_remove, digests))
    current.refresh_from_db()
    index_report(current)
    return current


def _digests(row: AnnualReport) -> set[str]:
    found = {entry["digest"] for entry in row.files.values()}
    return found | ({row.original_digest} if row.original_digest else set())


def _remove(digests: set[str]) -> None:
    """Only after the commit, and only what no other report holds: two agencies may have filed the same bytes."""
    holding = AnnualReport.objects.exclude(content={}).only("files", "original_digest").iterator()
    needed = {digest for row in holding for digest in _digests(row)}
    for digest in digests - needed:
        files.discard(digest)
