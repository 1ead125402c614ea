"""Begin a unit's annual report on a year from its accepted figures (《条例》第四十九条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.statistics.compiling import compose, content_hash, drafted, figures_now
from gongkai.statistics.compiling_acting import said_of, subject_of
from gongkai.statistics.compiling_facts import filing_for
from gongkai.statistics.models import Compilation, CompilationVersion
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import COMPILE_REPORT

ACT = "start_compilation"


@action
def start_compilation(agency: Agency, year: int, *, actor: Actor, now: datetime) -> Compilation:
    """Make the report with its drafted text. Raises Refused "not-allowed", "compilation-there", "no-filing",
    "no-narrative"."""
    require(actor, COMPILE_REPORT, agency.code, "编写年度报告")
    person = person_of(actor)
    if Compilation.objects.filter(agency=agency, year=year).exists():
        raise Refused("compilation-there", f"{agency.short} {year} 年度报告已经开始编写，未重复建立。")
    filing = filing_for(agency, year)
    if filing is None:
        raise Refused(
            "no-filing", f"{agency.short} {year} 年度统计报表还没有通过审核，不能编写报告。请先在“统计报表”中报送。"
        )
    row = Compilation(agency=agency, year=year, edition=filing.edition, filing=filing, made_by=person, made_at=now)
    lead, sections = drafted(row)
    row.save(force_insert=True)
    version = CompilationVersion(
        compilation=row, number=1, lead=lead, sections=sections, content_hash=content_hash(lead, sections),
        made_by=person, at=now,
    )  # fmt: skip
    version.figures = figures_now(compose(row, version))
    version.save(force_insert=True)
    journal.write(
        agency.code, act=ACT, subject=subject_of(row), before={}, after=said_of(row) | {"text": version.content_hash},
        reason="开始编写年度报告", actor=actor, now=now,
    )  # fmt: skip
    return row
