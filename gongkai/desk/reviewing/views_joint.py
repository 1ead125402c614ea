"""Documents of other units that mine helped to make: what became of them, seen and with an opinion."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.reviewing import words
from gongkai.kit import clock
from gongkai.records import reads
from gongkai.records.actions.acknowledge_joint import acknowledge_joint
from gongkai.records.models import Record

PAGE = 20


@require_GET
@staff_page
def joint(request: HttpRequest) -> HttpResponse:
    """Those told of, the newest first; the lead unit decides, a co-maker may leave an opinion."""
    asker, on = actor_in(request), clock.today()
    page = Paginator(reads.joint_records(asker), PAGE).get_page(request.GET.get("page"))
    states = dict(Record.State.choices) | {"submitted": gettext("已送审"), "in_review": gettext("已送审")}
    found = [(one, words.label("mark", one.record.mark, on), states.get(one.told_of, one.told_of)) for one in page]
    return render(request, "desk/reviewing/joint.html", {"page": page, "found": found})


@require_POST
@staff_page
def seen(request: HttpRequest, record_id: int) -> HttpResponse:
    """Note that my unit has seen it, with its opinion."""
    opinion = request.POST.get("opinion", "")
    acknowledge_joint(record_id, opinion, actor=actor_in(request), now=clock.now())
    said = gettext("已记下意见，牵头单位可以看到。") if opinion.strip() else gettext("已记为阅过。")
    messages.success(request, said)
    return redirect("desk:joint")
