"""What a drafter does with a record: send it on its way, take it back, put it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.records import reads
from gongkai.records.actions.discard_record import discard_record
from gongkai.records.actions.recall_record import recall_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Record


@dataclass(frozen=True, slots=True)
class Act:
    """One act with a reason: its verb, what cannot be undone, what is said afterwards."""

    verb: str | Promise
    question: str | Promise
    consequence: str | Promise
    done: str | Promise
    do: Callable[..., Record]


DISCARD = Act(
    _("作废"),
    _("作废"),
    _("作废后不能恢复，各稿和理由仍留在台账中。已发布、已登记或者原属历史台账的信息只放弃这次修改，原来的版本不变。"),
    _("已作废。"),
    discard_record,
)
RECALL = Act(
    _("收回"),
    _("收回"),
    _("收回后成为草稿，已有的审核意见作废，改好后须重新提交。"),
    _("已收回，现为草稿。"),
    recall_record,
)


@require_POST
@staff_page
def submit(request: HttpRequest, record_id: int) -> HttpResponse:
    """Send the record along its unit's chain."""
    note = request.POST.get("note", "")[:500]
    submit_record(record_id, _edition(request), note, actor=actor_in(request), now=clock.now())
    messages.success(request, _("已提交审核。"))
    return redirect("desk:record", record_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def recall(request: HttpRequest, record_id: int) -> HttpResponse:
    """Take a submitted record back."""
    return _with_reason(request, record_id, RECALL)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def discard(request: HttpRequest, record_id: int) -> HttpResponse:
    """Put a draft away for good."""
    return _with_reason(request, record_id, DISCARD)


def _with_reason(request: HttpRequest, record_id: int, act: Act) -> HttpResponse:
    actor, now = actor_in(request), clock.now()
    if request.method == "POST":
        act.do(record_id, _edition(request), request.POST.get("reason", "")[:500], actor=actor, now=now)
        messages.success(request, str(act.done))
        return redirect("desk:record", record_id)
    record = reads.record(actor, record_id)
    if record is None:
        raise Http404
    return render(request, "desk/drafting/confirm.html", {"record": record, "act": act})


def _edition(request: HttpRequest) -> int:
    """The edition the person saw; 0, which none has, where the form does not say."""
    typed = request.POST.get("edition", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
