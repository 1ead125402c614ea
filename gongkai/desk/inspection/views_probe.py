"""Inspection: the schemes applied to today, runs of the probe, and what was found, unit by unit."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.inspection.forms import FindingsFilter, ReasonForm
from gongkai.desk.ledger import chart
from gongkai.desk.people.asking import Question, ask
from gongkai.inspection import reads_probe as reads
from gongkai.inspection.actions.dismiss_finding import dismiss_finding, reopen_finding
from gongkai.inspection.models import ProbeFinding
from gongkai.kit import clock

PAGE, LATEST = 50, 10
State = ProbeFinding.State


@require_safe
@staff_page
def inspections(request: HttpRequest) -> HttpResponse:
    """Which items would fail the site or cost points today; the front page's times; the latest rounds."""
    actor, on = actor_in(request), clock.today()
    schemes = reads.schemes(actor, on)
    days = reads.days(actor, on)
    units = reads.unit_counts(actor, on)
    context = {
        "schemes": schemes, "vetoes": sum(one.vetoes for one in schemes), "points": sum(one.points for one in schemes),
        "days": days, "chart": chart.drawn([(f"{one.on:%m-%d}", one.usual_ms, one.worst_ms) for one in days]),
        "rounds": reads.rounds(actor)[:LATEST], "units": units, "open": sum(number for _, _, number in units), "on": on,
    }  # fmt: skip
    return render(request, "desk/inspection/inspections.html", context)


@require_safe
@staff_page
def probe(request: HttpRequest, probe_id: int) -> HttpResponse:
    """One run."""
    actor, on = actor_in(request), clock.today()
    row = reads.probe(actor, probe_id)
    if row is None:
        raise Http404
    fresh, mended = reads.found_in(actor, row, on)
    context = {
        "row": row, "slowest": reads.slowest(actor, row), "fresh": fresh, "mended": mended, "kinds": reads.kind_words(),
    }  # fmt: skip
    return render(request, "desk/inspection/probe.html", context)


@require_safe
@staff_page
def findings(request: HttpRequest) -> HttpResponse:
    """The findings of the units the asker sees."""
    actor, on = actor_in(request), clock.today()
    kinds, units = reads.kind_words(), reads.unit_counts(actor, on)
    form = FindingsFilter(request.GET if "state" in request.GET else None, initial={"state": State.OPEN})
    form.choose("unit", [(code, f"{name}（{number}）") for code, name, number in units], none=gettext("全部单位"))
    form.choose("kind", kinds.items(), none=gettext("全部种类"))
    form.choose("state", State.choices, none=gettext("全部状态"))
    given = form.cleaned_data if form.is_valid() else {}
    unit = str(given.get("unit") or request.GET.get("unit", ""))
    wanted = reads.Wanted(unit, str(given.get("kind", "")), str(given.get("state", State.OPEN)))
    page = Paginator(reads.findings(actor, wanted, on), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "form": form, "kinds": kinds, "names": reads.names_of({one.agency_code for one in page}),
        "wanted": wanted, "inspects": reads.may_inspect(actor),
    }  # fmt: skip
    return render(request, "desk/inspection/findings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One finding; whoever inspects may say that it is none, or take that back."""
    actor, on = actor_in(request), clock.today()
    row = reads.finding(actor, finding_id, on)
    if row is None:
        raise Http404
    dismissed = row.state == State.DISMISSED

    def do(given: dict[str, Any]) -> str:
        act = reopen_finding if dismissed else dismiss_finding
        act(row.pk, given["reason"], actor=actor, now=clock.now())
        return gettext("已重新列为待处理。") if dismissed else gettext("已认定不是问题。")

    may = reads.may_decide(actor, row, on) and row.state != State.MENDED
    verb = gettext("重新列为待处理") if dismissed else gettext("认定不是问题")
    kinds = reads.kind_words()
    question = Question(
        kinds.get(row.kind, row.kind), verb, reverse("desk:inspection-findings"), gettext("问题清单"),
        more={"row": row, "may": may, "unit": reads.names_of({row.agency_code}).get(row.agency_code, row.agency_code)},
    )  # fmt: skip
    if request.method != "POST":
        context = {"form": ReasonForm(), "question": question, **question.more}
        return render(request, "desk/inspection/finding.html", context)
    return ask(request, ReasonForm(request.POST), question, do)
