"""Publish an annual report: the one way by which a report reaches the public faces (《条例》第四十九条、第五十条)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from gongkai.annual.report import Report
from gongkai.kit import files, journal, outward
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.statistics.decide import Barrier, Ready, decide_publishing, decide_replacing
from gongkai.statistics.indexing import index_report
from gongkai.statistics.models import AnnualReport
from gongkai.statistics.original import Original
from gongkai.statistics.rendering import Renderer, render_all
from gongkai.statistics.snapshot import freeze, hash_of
from gongkai.units.models import Agency

ACT = "publish_annual_report"
# Under this word the public side is told of reports, with the key code/year.
KIND = "annual_report"
State = AnnualReport.State


@action
def publish_annual_report(
    report: Report,
    *,
    agency: Agency,
    original: Original,
    actor: Actor,
    now: datetime,
    title: str = "",
    render: Renderer = render_all,
) -> AnnualReport:
    """Freeze the report with its findings, keep the original and the rendered files, and make it the public version.

    `title` lists a report that bears none itself. An earlier version of the same year, published or withdrawn, becomes
    replaced. Raises Refused with the barrier's code and sentence.
    """
    require(actor, ACT, agency.code, "发布年度报告")
    verdict = decide_publishing(report, original, title)
    if isinstance(verdict, Barrier):
        raise Refused(verdict.code, verdict.sentence)
    Agency.objects.select_for_update().get(pk=agency.pk)
    frozen = freeze(report)
    new_hash = hash_of(frozen)
    versions = AnnualReport.objects.filter(agency=agency, year=verdict.year)
    current = versions.exclude(state=State.REPLACED).first()
    public_hash = current.content_hash if current is not None and current.state == State.PUBLISHED else ""
    barrier = decide_replacing(public_hash, new_hash)
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    before = {"version": current.version, "state": current.state, "content": current.content_hash} if current else {}
    if current is not None:
        versions.filter(pk=current.pk).update(state=State.REPLACED, withdrawn_at=None)
    made = _row(report, verdict, agency, original, now)
    made.version = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    made.content, made.content_hash = frozen, new_hash
    made.original_digest = files.keep(original.data)
    made.files = {kind: {"digest": files.keep(data), "size": len(data)} for kind, data in render(report).items()}
    made.save(force_insert=True)
    journal.write(
        agency.code,
        act=ACT,
        subject=f"annual-report {agency.code} {made.year}",
        before=before,
        after={
            "version": made.version, "title": made.title, "edition": made.edition, "content": new_hash,
            "original": made.original_digest, "files": {kind: row["digest"] for kind, row in made.files.items()},
        },
        reason="发布" if current is None else "更正后重新发布",
        actor=actor,
        now=now,
    )  # fmt: skip
    outward.tell(KIND, f"{agency.code}/{made.year}", agency=agency.code, detail={"year": [made.year]}, now=now)
    index_report(made)
    return made


def _row(report: Report, ready: Ready, agency: Agency, original: Original, now: datetime) -> AnnualReport:
    levels = [finding.level for finding in report.findings]
    return AnnualReport(
        agency=agency,
        year=ready.year,
        edition=ready.edition,
        title=ready.title,
        number=report.number,
        issued=report.issued,
        published_at=now,
        errors=levels.count("error"),
        warnings=levels.count("warning"),
        hints=levels.count("hint"),
        original_name=original.name,
        original_size=len(original.data),
    )
