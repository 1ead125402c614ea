"""Dynamic adjustment on the desk: rounds, the records in one, and decisions one by one or many at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.publicity import marks
from gongkai.records import reads_adjustment
from gongkai.records.actions.close_adjustment_round import close_adjustment_round
from gongkai.records.actions.decide_adjustment import decide_adjustment
from gongkai.records.actions.open_adjustment_round import open_adjustment_round
from gongkai.records.models import AdjustmentItem, CannedPhrase
from gongkai.records.naming import label
from gongkai.records.reads import phrases
from gongkai.records.reads_adjustment import ItemSeen, RoundSeen
from gongkai.units.powers import ADJUST

PAGE = 50
NONE = "none"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def adjustment(request: HttpRequest) -> HttpResponse:
    """The unit's rounds and how much is due; the form opens a round."""
    actor, unit, on = actor_in(request), standing.unit(request), clock.today()
    fault = ""
    if request.method == "POST":
        try:
            return _open(request)
        except Refused as refusal:
            if refusal.code == "not-allowed":
                raise
            fault = refusal.sentence
    context = {
        "unit": unit,
        "rounds": reads_adjustment.rounds(actor, unit, on),
        "due": reads_adjustment.due_count(actor, unit, on),
        "may": actor.may(ADJUST, unit.code),
        "on": on,
        "fault": fault,
        "given": request.POST,
    }
    return render(request, "desk/ledger/adjustment.html", context, status=422 if fault else 200)


def _open(request: HttpRequest) -> HttpResponse:
    made = open_adjustment_round(
        standing.unit(request),
        name=request.POST.get("name", ""),
        until=_day(request.POST.get("until", ""), gettext("评估截止日期")),
        due_on=_day(request.POST.get("due_on", ""), gettext("完成期限")),
        actor=actor_in(request),
        now=clock.now(),
    )
    messages.success(request, gettext("已开展“%(name)s”") % {"name": made.name})
    return redirect("desk:adjustment-round", made.pk)


def _day(text: str, words: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = gettext("没有填写%(words)s或者日期无效，未开展。选定日期后再提交。") % {"words": words}
        raise Refused("adjust-day", said) from None


@dataclass(frozen=True, slots=True)
class Shown:
    """One record of a round with the words for its codes."""

    seen: ItemSeen
    mark: str
    ground: str
    category: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one record when many were decided at once; an empty sentence is success."""

    title: str
    sentence: str


def _found(request: HttpRequest, round_id: int) -> RoundSeen:
    found = reads_adjustment.round_of(actor_in(request), round_id, clock.today())
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def one_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """One round: what is undecided by ground, ended secrets first; the form decides on the ticked ones."""
    found = _found(request, round_id)
    actor, on = actor_in(request), clock.today()
    answers: list[Answer] = []
    if request.method == "POST":
        answers = _decide(request)
        if answers and not any(one.sentence for one in answers):
            messages.success(request, gettext("已决定 %(count)s 件") % {"count": len(answers)})
            return redirect(request.get_full_path())
        found = _found(request, round_id)
    show = request.GET.get("show", "open" if found.round.closed_at is None else "all")
    ground = request.GET.get("ground", "")
    page = Paginator(reads_adjustment.items(actor, found.round, ground=ground, show=show), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "found": found,
        "page": page,
        "rows": [_shown(one, on) for one in reads_adjustment.seen(list(page), on)],
        "ended": [_shown(one, on) for one in reads_adjustment.overdue_secrets(actor, found.round, on)],
        "grounds": [
            (code or NONE, label("ground", code, on) or gettext("未写情形"), count)
            for code, count in reads_adjustment.by_ground(actor, found.round)
        ],
        "ground": ground,
        "show": show,
        "outcomes": _outcomes(on),
        "answers": answers,
        "done": sum(not one.sentence for one in answers),
        "given": request.POST,
        "ticked": request.POST.getlist("item"),
        "phrases": phrases(actor, found.round.agency, (CannedPhrase.Use.MARK,)),
        "may": actor.may(ADJUST, found.round.agency.code) and found.round.closed_at is None,
    }
    return render(request, "desk/ledger/round.html", context, status=422 if answers else 200)


def _outcomes(on: date) -> list[tuple[str, str, str]]:
    known = {one.code: one.label for one in marks(on)}
    told = {
        AdjustmentItem.Outcome.KEEP: gettext("属性不变，到下次评估日期再看"),
        AdjustmentItem.Outcome.PROACTIVE: gettext("退回起草，重新走完审核后发布"),
        AdjustmentItem.Outcome.ON_REQUEST: gettext("退回起草，重新走完审核后登记"),
    }
    return [
        (code, str(words), told[AdjustmentItem.Outcome(code)])
        for code, words in AdjustmentItem.Outcome.choices
        if code == AdjustmentItem.Outcome.KEEP or code in known
    ]


def _shown(one: ItemSeen, on: date) -> Shown:
    record = one.record
    return Shown(
        one,
        label("mark", record.mark, on),
        label("ground", record.ground, on),
        label("category", record.category, on) or label("class_code", record.class_code, on),
    )


def _decide(request: HttpRequest) -> list[Answer]:
    """One decision and one reason for each ticked record; every record is told for itself."""
    chosen = request.POST.getlist("item")
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "")
    if not chosen:
        raise Refused("adjust-none", gettext("没有选中任何一件，未记录。勾选后再提交。"))
    answers = []
    for one in chosen[:PAGE]:
        item_id, _, seen_hash = one.partition(":")
        title = request.POST.get(f"title-{item_id}", item_id)
        try:
            decide_adjustment(
                int(item_id) if item_id.isascii() and item_id.isdigit() and len(item_id) < 16 else 0,
                outcome,
                reason,
                seen_hash,
                actor=actor_in(request),
                now=clock.now(),
            )
            answers.append(Answer(title, ""))
        except Refused as refusal:
            answers.append(Answer(title, refusal.sentence))
    return answers


@require_POST
@staff_page
def close(request: HttpRequest, round_id: int) -> HttpResponse:
    """Close a round in which everything is decided."""
    found = _found(request, round_id)
    close_adjustment_round(round_id, actor=actor_in(request), now=clock.now())
    messages.success(request, gettext("已办结“%(name)s”") % {"name": found.round.name})
    return redirect(reverse("desk:adjustment"))
