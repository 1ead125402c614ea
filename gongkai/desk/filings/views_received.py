"""What a receiver has before him: who has filed, who not, who late; locking, adding up, and the periods in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.filings.forms import ReasonForm, UseForm
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.law.filing_schedule import Span
from gongkai.papers.excel import TextSheet, to_excel
from gongkai.statistics import reads_filings
from gongkai.statistics.actions.export_filings import export_filings
from gongkai.statistics.actions.lock_period import lock_period
from gongkai.statistics.actions.roll_up import roll_up
from gongkai.statistics.actions.use_period import end_period, use_period
from gongkai.statistics.filing_expected import Awaited
from gongkai.statistics.filing_values import form_of
from gongkai.statistics.rolling_up import left_out_of
from gongkai.units.models import Agency

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# In the order in which a filing goes, with the icon and tone of each.
STATES = (
    ("none", "noc", "stop"), ("draft", "pen", ""), ("returned", "back", "care"), ("submitted", "clock", "main"),
    ("accepted", "okc", ""), ("locked", "okc", "past"),
)  # fmt: skip
WIDTH, HIGH = 720, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One state in the drawing: its words, how many, how wide, and where it stands."""

    words: str
    count: int
    width: float
    y: int
    middle: int
    end: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks about which receiver and period; `span` None where none is awaited."""

    actor: Actor
    unit: Agency
    units: list[Agency]
    span: Span | None
    spans: list[Span]


@require_http_methods(["GET", "POST"])
@staff_page
def received(request: HttpRequest) -> HttpResponse:
    """The board; on POST the period is locked or added up, or a kind of period is taken into use."""
    asked, on = _asked(request), clock.today()
    if request.method == "POST":
        return _post(request, asked)
    return _page(request, asked, on=on)


@require_POST
@staff_page
def export(request: HttpRequest) -> HttpResponse:
    """The board and the figures of every filing that was sent, as a workbook."""
    asked, on = _asked(request), clock.today()
    if asked.span is None:
        raise Refused("nothing-awaited", gettext("还没有应报的报表，没有导出。"))
    lines = reads_filings.received(asked.actor, asked.unit, asked.span, on)
    sheets = [TextSheet(gettext("报送情况"), HEAD, tuple(_row(one, on) for one in lines), (34, 10, 10, 12, 12, 8))]
    sent = [one for one in lines if one.sent and one.filing is not None]
    if sent and sent[0].filing is not None:
        form = form_of(sent[0].filing)
        figures = reads_filings.figures(asked.actor, [one.filing for one in sent if one.filing is not None])
        head = (gettext("单元格"), *(one.agency.short for one in sent))
        rows = tuple((spec.label, *(_figure(figures, one, cell) for one in sent)) for cell, spec in form.cells.items())
        sheets.append(TextSheet(gettext("各单位数字"), head, rows, (52, *(14 for _ in sent))))
    title = gettext("%(unit)s%(period)s报送情况") % {"unit": asked.unit.short, "period": asked.span.title}
    export_filings(asked.unit.code, "received", len(sent), actor=asked.actor, now=clock.now())
    response = HttpResponse(to_excel(title, "", sheets), content_type=SHEET)
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx") or "attachment"
    return response


HEAD = ("单位", "报表", "状态", "截止日", "报送日", "逾期")


def _row(one: Awaited, on: Any) -> tuple[str, ...]:
    sent = one.sent_on.isoformat() if one.sent_on else ""
    kind = gettext("汇总") if one.rolled_up else gettext("本单位")
    return one.agency.name, kind, one.words, one.due_on.isoformat(), sent, gettext("是") if one.late(on) else ""


def _figure(figures: dict[int, dict[str, Any]], one: Awaited, cell: str) -> str:
    value = figures[one.filing.pk].get(cell) if one.filing is not None else None
    return plain(value) if value is not None else ""


def _asked(request: HttpRequest) -> Asked:
    actor, on = actor_in(request), clock.today()
    units = reads_filings.receivers(actor)
    if not units:
        raise Refused("not-allowed", gettext("你的职责不包括接收下级单位的报表。需要时由安全管理员授予职责。"))
    said = request.POST if request.method == "POST" else request.GET
    unit = next((one for one in units if one.code == said.get("unit")), units[0])
    spans = reads_filings.spans_in_use(actor, unit, on)
    wanted = said.get("period", "")
    found = next((one for one in spans if key_of(one) == wanted), spans[0] if spans else None)
    return Asked(actor, unit, units, found, spans)


def key_of(span: Span) -> str:
    """How a period stands in an address."""
    return f"{span.kind.code}-{span.year}-{span.number}"


def _post(request: HttpRequest, asked: Asked) -> HttpResponse:
    by: dict[str, Any] = {"actor": asked.actor, "now": clock.now()}
    do = request.POST.get("do", "")
    use = UseForm(request.POST, periods=_kinds(asked)) if do == "use" else None
    if use is not None and not use.is_valid():
        return _page(request, asked, 422, use=use, on=clock.today())
    try:
        if do == "use" and use is not None:
            use_period(asked.unit.code, use.cleaned_data["period"], use.cleaned_data["begins"], **by)
            messages.success(request, gettext("已启用。"))
        elif do == "end":
            end_period(asked.unit.code, request.POST.get("kind", ""), **by)
            messages.success(request, gettext("已停用。"))
        elif asked.span is not None and do == "lock":
            what = (asked.unit.code, asked.span.kind.code, asked.span.year, asked.span.number)
            count = lock_period(*what, request.POST.get("reason", ""), **by)
            messages.success(request, gettext("已锁定 %d 份报表，此后只能勘误。") % count)
        elif asked.span is not None and do == "sum":
            return redirect("desk:filing", _summed(request, asked, asked.span, by))
        else:
            raise Refused("no-act", gettext("没有说明要办理什么，未执行。请从本页办理。"))
    except Refused as refusal:
        if refusal.code == "not-allowed":
            raise
        return _page(request, asked, 409, use=use, refused=refusal, on=clock.today())
    return redirect(f"{request.path}?unit={asked.unit.code}" + (f"&period={key_of(asked.span)}" if asked.span else ""))


def _summed(request: HttpRequest, asked: Asked, span: Span, by: dict[str, Any]) -> int:
    """Add up, without the filings that were ticked."""
    words = request.POST.get("left_out_reason", "")
    aside = {int(one): words for one in request.POST.getlist("left_out") if one.isdecimal()}
    reason = request.POST.get("reason", "")
    return roll_up(
        asked.unit.code, span.kind.code, span.year, span.number, reason=reason, left_out=aside, **by
    ).pk  # fmt: skip


def _kinds(asked: Asked) -> list[tuple[str, str]]:
    periods = reads_filings.periods(asked.actor, asked.unit, clock.today())
    return [(kind.code, kind.label) for kind, row in periods if row is None]


def _page(
    request: HttpRequest, asked: Asked, status: int = 200, *, on: Any, use: UseForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    lines = reads_filings.received(asked.actor, asked.unit, asked.span, on) if asked.span else []
    counts = Counter(one.state for one in lines)
    only = request.GET.get("state", "")
    shown = [one for one in lines if not only or one.state == only or (only == "late" and one.late(on))]
    do = request.POST.get("do", "")
    total = reads_filings.sum_of(asked.actor, asked.unit, asked.span) if asked.span else None
    context = {
        "asked": asked, "here": key_of(asked.span) if asked.span else "", "on": on, "refused": refused,
        "spans": [(key_of(one), f"{one.title}{one.kind.label}") for one in asked.spans], "only": only,
        "lines": [(one, one.late(on), *_look(one.state)) for one in shown], "count": len(lines),
        "sums": [(state, _word(state), counts.get(state, 0), tone) for state, _, tone in STATES],
        "late": sum(one.late(on) for one in lines), "chart": _chart(counts, len(lines)),
        "height": HIGH * len(STATES), "periods": reads_filings.periods(asked.actor, asked.unit, on),
        "use": use or UseForm(periods=_kinds(asked), initial={"begins": on}), "unused": bool(_kinds(asked)),
        "locking": ReasonForm(request.POST if do == "lock" else None, prefix_id="lock"),
        "summing": ReasonForm(request.POST if do == "sum" else None, prefix_id="sum"), "opened": do, "total": total,
        "aside": left_out_of(total) if total else {},
        "waiting": reads_filings.waiting(asked.actor, asked.unit),
        "addable": [one for one in lines if one.state in ("accepted", "locked")],
    }  # fmt: skip
    return render(request, "desk/filings/received.html", context, status=status)


def _look(state: str) -> tuple[str, str]:
    return next((icon, tone) for code, icon, tone in STATES if code == state)


def _word(state: str) -> str:
    words = {code: str(label) for code, label in reads_filings.State.choices}
    return words.get(state, gettext("未开始"))


def _chart(counts: Counter[str], whole: int) -> Sequence[Bar]:
    bars = []
    for at, (state, _, _) in enumerate(STATES):
        width = round(counts[state] / whole * (WIDTH - 200), 1) if whole else 0.0
        y = at * HIGH
        bars.append(Bar(_word(state), counts[state], width, y + 6, y + 20, 100 + width + 8))
    return bars
