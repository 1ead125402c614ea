"""The wall: what is late by whom, due today, near; the same for a screen in the office; a month; a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.supervision.things import address_of
from gongkai.kit import clock, pulse
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.papers.excel import TextSheet, to_excel
from gongkai.supervision import reads
from gongkai.supervision.actions.export_clocks import export_clocks
from gongkai.units.models import Agency

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_PAGE = 30
# A screen read from some metres away holds so many lines.
ON_SCREEN = 12
SOURCES = {
    "records": gettext_lazy("主动公开"), "requests": gettext_lazy("依申请公开"), "disputes": gettext_lazy("复议诉讼"),
    "delivery": gettext_lazy("送交两馆"), "columns": gettext_lazy("公开事项"), "statistics": gettext_lazy("统计报表"),
    "assurance": gettext_lazy("内容保障"),
}  # fmt: skip
# Seconds; the browser asks again by itself, without script.
RENEWED = "60"
STALE = timedelta(days=1)
URGENT = (reads.LATE, reads.TODAY, reads.NEAR)


@dataclass(frozen=True, slots=True)
class Warning:
    """What is wrong with the watcher, and what helps; `hard` where the wall shows an old day."""

    title: str
    words: str
    hard: bool = True


@require_safe
@staff_page
def wall(request: HttpRequest) -> HttpResponse:
    """The wall; `wall=1`: for a big screen, which renews itself."""
    actor, on, now = actor_in(request), clock.today(), clock.now()
    units, asked = _units(actor, on), _asked(request)
    screen = request.GET.get("wall") == "1"
    found = reads.wall(actor, on, **asked)
    counts = found.units
    totals = {name: sum(getattr(one, name) for one in counts) for name in reads.STATES}
    totals["all"] = sum(totals.values())
    context: dict[str, Any] = {
        "found": found, "on": on, "now": now, "units": units, "asked": asked, "totals": totals,
        "warning": _warning(found, now), "bars": _bars(counts), "narrowed": any(asked.values()),
        "query": "&".join(f"{name}={value}" for name, value in asked.items() if value),
    }  # fmt: skip
    if screen:
        urgent = [line for line in found.lines if line.state in URGENT]
        context |= {"lines": urgent[:ON_SCREEN], "more": max(0, len(urgent) - ON_SCREEN)}
        response = render(request, "desk/supervision/screen.html", context)
        response["Refresh"] = RENEWED
        return response
    page = Paginator(found.lines, A_PAGE).get_page(request.GET.get("page"))
    lines = [(line, address_of(actor, line.watch)) for line in page.object_list]
    return render(request, "desk/supervision/wall.html", context | {"page": page, "lines": lines})


@require_safe
@staff_page
def month(request: HttpRequest) -> HttpResponse:
    """A month: per day what falls due and what of it is late."""
    actor, on = actor_in(request), clock.today()
    units = _units(actor, on)
    year, number = _month(request.GET.get("month", ""), on)
    unit = _asked(request)["unit"]
    found = reads.month(actor, year, number, unit=unit)
    first = date(year, number, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    context = {
        "found": found, "first": first, "before": (first - timedelta(days=1)).strftime("%Y-%m"),
        "after": after.strftime("%Y-%m"), "gap": range(first.weekday()), "on": on, "units": units, "unit": unit,
        "sums": {name: sum(getattr(one, name) for one in found.days) for name in ("due", "late", "met")},
    }  # fmt: skip
    return render(request, "desk/supervision/month.html", context)


@require_POST
@staff_page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a sheet; journalled."""
    actor, on, asked = actor_in(request), clock.today(), _asked(request)
    _units(actor, on)
    head, *rows = reads.export_rows(actor, on, **asked)
    said = " ".join(f"{name}={value}" for name, value in asked.items() if value)
    export_clocks(standing.unit(request).code, said, len(rows), actor=actor, now=clock.now())
    title = _("期限监察") + f"（{on.isoformat()}）"
    sheet = TextSheet(_("期限"), tuple(head), tuple(tuple(row) for row in rows), (16,) * len(head))
    response = HttpResponse(to_excel(title, "", [sheet]), content_type=SHEET)
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx") or "attachment"
    return response


def _units(actor: Actor, on: date) -> list[Agency]:
    units = reads.watched_units(actor, on)
    if not units:
        raise Refused("not-allowed", _("你的职责不包括电子监察。需要时由安全管理员授予职责。"))
    return units


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:64] for name in ("unit", "node", "state")}


def _month(said: str, on: date) -> tuple[int, int]:
    try:
        asked = date.fromisoformat(f"{said}-01")
    except ValueError:
        asked = on
    return asked.year, asked.month


def _bars(counts: Sequence[reads.UnitCount]) -> list[tuple[reads.UnitCount, int, int]]:
    """Each unit with the widths of late and of today and near, in hundredths of the longest."""
    longest = max((one.late + one.today + one.near for one in counts), default=0) or 1
    return [(one, round(one.late * 100 / longest), round((one.today + one.near) * 100 / longest)) for one in counts]


def _warning(found: reads.Wall, now: datetime) -> Warning | None:
    ran = found.ran
    if ran is not None and now - ran.finished_at <= STALE:
        if found.faults:
            words = _("这些来源的期限可能不是最新的：%(names)s。由系统管理员查看原因。")
            return Warning(
                _("有的来源没有读到"),
                words % {"names": "、".join(str(SOURCES.get(one, one)) for one in found.faults)},
                hard=False,
            )
        return None
    alive = pulse.state(now).alive
    todo = (
        _("后台进程在运行，但监察没有完成：请系统管理员在“系统状态”中查看原因并补查。")
        if alive
        else _("后台进程没有运行：由系统管理员启动，启动后自动补查中断期间的每一天，不会漏发提醒。")
    )
    if ran is None:
        return Warning(_("监察还没有运行过，下面没有内容不等于没有逾期。"), todo)
    at = ran.finished_at.astimezone(clock.BEIJING).strftime("%Y-%m-%d %H:%M")
    return Warning(_("监察最近一次完成在 %(at)s，下面显示的是当时的情况。") % {"at": at}, todo)
