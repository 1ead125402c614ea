"""The sample reports, read by the real reader and published by the real action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from gongkai import annual
from gongkai.annual.judging import judge
from gongkai.annual.reading import read_report
from gongkai.annual.sources.opening import open_document
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import EVERYWHERE, VISITOR, Actor
from gongkai.law.loading import Row, load
from gongkai.statistics import reads
from gongkai.statistics.actions.publish_annual_report import ACT, publish_annual_report
from gongkai.statistics.original import Original
from gongkai.statistics.rendering import Renderer, render_all
from gongkai.units.models import Agency, AgencyLink

DEMO = Actor("demo", "示例数据", frozenset({(ACT, EVERYWHERE)}))
FOLDER = Path(annual.__file__).parent / "samples"
OPENING = time(9, 0)


def build_demo(progress: Callable[[str], None], *, render: Renderer = render_all) -> int:
    """Publish every sample that is not yet public; gives how many were. Safe to run again.

    `progress` is told one line a report. Raises CannotRead or Refused where a sample cannot be read or published.
    """
    rows = sorted(load(FOLDER / "index.toml").rows("sample", required=True), key=lambda row: row.integer("year"))
    _agencies(rows)
    return sum(_publish(row, progress, render) for row in rows)


def _publish(row: Row, progress: Callable[[str], None], render: Renderer) -> int:
    agency = Agency.objects.get(code=row.text("agency"))
    year = row.integer("year")
    if reads.current(VISITOR, agency.code, year) is not None:
        progress(f"{agency.short} {year} 年度：已有，不重复发布。")
        return 0
    file = FOLDER / row.text("file")
    document = open_document(file, file.name)
    report = judge(read_report(document), reads.last_year(VISITOR, agency, year), document=document)
    words = report.form.titles[0] if report.form else ""
    made = publish_annual_report(
        report,
        agency=agency,
        original=Original(file.name, file.read_bytes()),
        actor=DEMO,
        now=_moment(row.day("published")),
        title=f"{agency.short}{year}年度{words}",
        render=render,
    )
    progress(f"{agency.short} {year} 年度：已发布，{made.errors} 处错误，{made.warnings} 条提醒，{made.hints} 条提示。")
    return 1


def _agencies(rows: list[Row]) -> None:
    """The samples' agencies, each linked to the one above it where that is among the samples too."""
    for row in rows:
        names = {"name": row.text("name"), "short": row.text("short"), "level": row.text("level")}
        Agency.objects.get_or_create(code=row.text("agency"), defaults=names)
    for row in rows:
        upper = Agency.objects.filter(code=row.text("parent", required=False)).first()
        lower = Agency.objects.get(code=row.text("agency"))
        if upper is not None:
            AgencyLink.objects.get_or_create(upper=upper, lower=lower, kind=AgencyLink.Kind.ADMINISTERS, begins=None)


def _moment(day: date) -> datetime:
    return datetime.combine(day, OPENING, tzinfo=BEIJING)
