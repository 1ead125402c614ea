"""A holding as lines for a terminal: what differs and why, and the counts as the last line."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.checks import plain
from gongkai.law.formats import formats
from gongkai.statistics.decide_filing import tidy
from gongkai.statistics.models import HeldCell, HeldReport


def shown(agency: str, year: int) -> HeldReport | None:
    """The holding of that agency and year, if there is one."""
    return HeldReport.objects.select_related("agency").filter(agency__code=agency, year=year).first()


def lines(held: HeldReport) -> Iterator[str]:
    """What the playing was, every cell that is not equal, and the counts."""
    for name, value in held.story.items():
        if isinstance(value, dict):
            yield f"{name}：" + "，".join(f"{one} {count}" for one, count in value.items())
        elif not isinstance(value, list):
            yield f"{name}：{value}"
    form = formats()[held.edition]
    for one in held.cells.exclude(verdict=HeldCell.Verdict.EQUAL).order_by("id"):
        published = plain(tidy(one.published)) if one.published is not None else "读不出"
        label = form.cells[one.cell].label
        yield f"{one.get_verdict_display()}　{label}　公布 {published}，平台 {plain(tidy(one.computed))}　{one.reason}"
    yield f"cells equal {held.equal}, explained {held.explained}, different {held.different}"
