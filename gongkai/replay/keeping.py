"""Write down how a replayed year stands to the published report: one holding with its cells and its story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import action, require
from gongkai.kit.who import Actor
from gongkai.replay.holding import DIFFERENT, EQUAL, EXPLAINED, Compared
from gongkai.statistics.models import Filing, HeldCell, HeldReport
from gongkai.units.models import Agency
from gongkai.units.powers import COMPILE_REPORT

ACT, WORDS = "hold_report", "对照公布的年度报告"


@action
def hold_report(
    agency: Agency, year: int, edition: str, cells: Sequence[Compared], *, filing: Filing, source: str,
    story: Mapping[str, Any], actor: Actor, now: datetime,
) -> HeldReport:  # fmt: skip
    """Replaces an earlier holding of that year, worked out anew from the same facts. Raises Refused "not-allowed"."""
    require(actor, COMPILE_REPORT, agency.code, WORDS)
    before = HeldReport.objects.filter(agency=agency, year=year).first()
    was = _counts(before) if before is not None else {}
    if before is not None:
        before.delete()
    count = {verdict: sum(one.verdict == verdict for one in cells) for verdict in (EQUAL, EXPLAINED, DIFFERENT)}
    held = HeldReport.objects.create(
        agency=agency,
        year=year,
        edition=edition,
        filing=filing,
        source=source[:300],
        story=dict(story),
        at=now,
        **count,
    )
    HeldCell.objects.bulk_create(
        HeldCell(
            held=held, cell=one.cell, published=one.published, computed=one.computed, verdict=one.verdict,
            reason=one.reason[:400],
        )
        for one in cells
    )  # fmt: skip
    journal.write(
        agency.code, act=ACT, subject=f"held-report {agency.code} {year}", before=was, after=_counts(held),
        reason=WORDS, actor=actor, now=now,
    )  # fmt: skip
    return held


def _counts(held: HeldReport) -> dict[str, int]:
    return {EQUAL: held.equal, EXPLAINED: held.explained, DIFFERENT: held.different}
