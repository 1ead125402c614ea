"""The drafters' list: drafts, what came back, what others have, and everything of the unit."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.frame.day import step_of
from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.law.doc_numbers import DocNumberError, parse_doc_number
from gongkai.records import reads, reads_tasks
from gongkai.records.models import Record

PAGE = 20
LISTS = (("drafts", _("我的草稿")), ("returned", _("被退回")), ("others", _("等待他人")), ("unit", _("本单位全部")))


@require_GET
@staff_page
def records(request: HttpRequest) -> HttpResponse:
    """One of the lists, narrowed by words and state; the choice stands in the address."""
    actor, on = actor_in(request), clock.today()
    chosen = request.GET.get("list", "")
    chosen = chosen if chosen in dict(LISTS) else "unit"
    rows = _rows(request, actor, chosen)
    words, state = request.GET.get("q", "").strip()[:100], request.GET.get("state", "")
    if words:
        rows = rows.filter(_matching(words))
    if state in Record.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows.select_related("agency", "drafter", "handler"), PAGE).get_page(request.GET.get("page"))
    context = {
        "lists": LISTS, "chosen": chosen, "q": words, "state": state, "states": Record.State.choices, "page": page,
        "rows": [{"record": one, "step": step_of(one, on) if one.waiting_step else ""} for one in page],
    }  # fmt: skip
    return render(request, "desk/drafting/records.html", context)


def _rows(request: HttpRequest, actor: Actor, chosen: str) -> QuerySet[Record]:
    if chosen == "drafts":
        return reads_tasks.drafts(actor)
    if chosen == "returned":
        return reads_tasks.returned(actor)
    if chosen == "others":
        return reads_tasks.waiting_for_others(actor)
    at = standing.post(request)
    rows = reads.visible(actor).order_by("-changed_at", "-id")
    return rows.filter(agency=at.agency) if at else rows


def _matching(words: str) -> Q:
    """Words in the title, or a document number in any brackets."""
    wanted = Q(title__icontains=words) | Q(doc_number__icontains=words)
    try:
        return wanted | Q(doc_number=parse_doc_number(words).text)
    except DocNumberError:
        return wanted
