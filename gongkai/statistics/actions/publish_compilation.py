"""Publish an issued report: column, halls and the filing above by one act (《条例》第四十九条、第二十五条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.actions.add_extra_item import add_extra_item
from gongkai.kit import files, journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.statistics.actions.publish_annual_report import publish_annual_report
from gongkai.statistics.compiling_acting import State, lock, said_of, subject_of
from gongkai.statistics.compiling_issue import PDF
from gongkai.statistics.models import Compilation, Filing
from gongkai.statistics.original import Original
from gongkai.statistics.rendering import Renderer, render_all
from gongkai.statistics.snapshot import thaw
from gongkai.units.acting import person_of
from gongkai.units.powers import PUBLISH_REPORT

ACT = "publish_compilation"
KNOWN = "extra-known"


@action
def publish_compilation(
    compilation_id: int, *, actor: Actor, now: datetime, render: Renderer = render_all
) -> Compilation:
    """Make what was issued public through the one publishing action, with the issued PDF as the original.

    It goes with the next batch to the halls, and the filing bears it as sent upward. Raises Refused "no-compilation",
    "not-allowed", "not-issued" and whatever publishing and delivering refuse.
    """
    row = lock(compilation_id, actor)
    require(actor, PUBLISH_REPORT, row.agency.code, "发布年度报告")
    person_of(actor)
    if row.state != State.ISSUED or row.issued_on is None:
        raise Refused("not-issued", "报告还没有印发或者已经公开，不能发布。")
    before, said = said_of(row), row.files[PDF]
    report, pdf = thaw(row.issue["report"]), files.take(said["digest"])
    row.published = publish_annual_report(
        report, agency=row.agency, original=Original(said["name"], pdf), actor=actor, now=now, render=render
    )
    row.state = State.PUBLISHED
    row.save(update_fields=["published", "state"])
    _to_the_halls(row, report.title, pdf, actor, now)
    Filing.objects.filter(pk=row.filing_id).update(file_digest=said["digest"], file_name=said["name"])
    journal.write(
        row.agency.code, act=ACT, subject=subject_of(row), before=before,
        after=said_of(row) | {"published": row.published.version, "filing": row.filing_id, "file": said["digest"]},
        reason="公开并随报表报送上级", actor=actor, now=now,
    )  # fmt: skip
    return row


def _to_the_halls(row: Compilation, title: str, pdf: bytes, actor: Actor, now: datetime) -> None:
    """With the next batch; a report that was handed to them by hand before is left as it is."""
    try:
        add_extra_item(
            agency=row.agency, key=f"annual-report-{row.year}", title=title, pdf=pdf, formed_on=row.issued_on,
            doc_number=row.number, actor=actor, now=now,
        )  # fmt: skip
    except Refused as refusal:
        if refusal.code != KNOWN:
            raise
