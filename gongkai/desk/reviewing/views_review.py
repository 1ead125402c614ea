"""One record under review, and the verdicts on it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.reviewing.page import page_of
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records import reads
from gongkai.records.actions.escalate_record import escalate_record
from gongkai.records.actions.handle_finding import handle_finding
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.release_record import release_record
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.take_record import take_record
from gongkai.records.models import Finding, Record

LINE = "；"


@require_GET
@staff_page
def review(request: HttpRequest, record_id: int) -> HttpResponse:
    """The text with its findings, the verdict form, the trail. A co-maker is shown the record's own page instead."""
    record = reads.open_record(actor_in(request), record_id, clock.now())
    if record is None:
        raise Http404
    if not reads.is_own(actor_in(request), record):
        return redirect("desk:record", record_id)
    return shown(request, record)


def shown(
    request: HttpRequest, record: Record, refused: Refused | None = None, typed: QueryDict | None = None, at: int = 0
) -> HttpResponse:
    """The review page; after a refusal with its sentence and what was typed. `at`: the finding it is about."""
    context: dict[str, Any] = page_of(actor_in(request), record, clock.now())
    context |= {"refused": refused, "typed": typed or QueryDict(), "at": at}
    status = 200 if refused is None else STATUS.get(refused.code, 422)
    return render(request, "desk/reviewing/review.html", context, status=status)


@require_POST
@staff_page
def decide(request: HttpRequest, record_id: int) -> HttpResponse:
    """Pass, return, ask, take or put back, as the button pressed says."""
    record = _own(request, record_id)
    act = request.POST.get("act", "")
    try:
        words = _done(request, record, act)
    except Refused as refusal:
        fresh = reads.record(actor_in(request), record_id) or record
        return shown(request, fresh, refusal, request.POST)
    messages.success(request, words)
    stays = act in ("take", "release")
    return redirect("desk:review", record_id) if stays else redirect("desk:reviews")


@require_POST
@staff_page
def finding(request: HttpRequest, record_id: int, number: int) -> HttpResponse:
    """The verdict on one finding; then the next open one."""
    record = _own(request, record_id)
    found = reads.findings(actor_in(request), record.content).filter(number=number).first() if record.content else None
    if found is None:
        raise Http404
    state = request.POST.get("state", "")
    try:
        _same(record, request.POST.get("content", ""))
        handle_finding(found.pk, state, _reason(request.POST), actor=actor_in(request), now=clock.now())
    except Refused as refusal:
        return shown(request, record, refusal, at=number)
    return redirect(reverse("desk:review", args=(record_id,)) + _next(request, record, number, state))


@require_GET
@staff_page
def attached(request: HttpRequest, record_id: int, digest: str) -> HttpResponse:
    """An attachment, as it came or as it was cleaned, to be looked at outside the browser."""
    record = reads.record(actor_in(request), record_id)
    opened = reads.open_file(actor_in(request), record, digest, clock.now()) if record else None
    if opened is None:
        raise Http404
    name, data = opened
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer


def _own(request: HttpRequest, record_id: int) -> Record:
    record = reads.record(actor_in(request), record_id)
    if record is None or not reads.is_own(actor_in(request), record):
        raise Http404
    return record


def _done(request: HttpRequest, record: Record, act: str) -> str:
    """Carry out the act; the sentence that says so."""
    given, actor, now = request.POST, actor_in(request), clock.now()
    edition = _whole(given.get("edition", ""))
    seen = given.get("content", "")
    title = {"title": record.title}
    if act == "take":
        take_record(record.pk, actor=actor, now=now)
        return gettext("已接办《%(title)s》。") % title
    if act == "release":
        release_record(record.pk, actor=actor, now=now)
        return gettext("已放回《%(title)s》，本单位同一职责的人员都可接办。") % title
    if act == "pass":
        after = pass_step(record.pk, edition, seen, _reason(given), actor=actor, now=now)
        return _passed(after)
    if act == "return":
        return_record(record.pk, edition, seen, _reason(given), actor=actor, now=now)
        return gettext("已退回《%(title)s》，经办人可看到原因。") % title
    if act == "ask":
        escalate_record(
            record.pk, edition, seen, given.get("asked_of", ""), given.get("question", ""), actor=actor, now=now
        )
        return gettext("已就《%(title)s》报请确定，答复到达后登记。") % title
    raise Refused("act-unknown", gettext("没有选定通过、退回或者报请确定，未执行。"))


def _passed(record: Record) -> str:
    words = {
        Record.State.APPROVED: gettext("《%(title)s》已签发，等待发布。"),
        Record.State.REGISTERED: gettext("《%(title)s》已登记入台账，不对外公开。"),
    }
    return words.get(Record.State(record.state), gettext("《%(title)s》本步已通过，转入下一步。")) % {
        "title": record.title
    }


def _reason(given: QueryDict) -> str:
    """The phrases chosen and what was typed, as one reason."""
    parts = [*given.getlist("phrase"), given.get("reason", "")]
    return LINE.join(part.strip().rstrip(LINE) for part in dict.fromkeys(parts) if part.strip())


def _same(record: Record, seen: str) -> None:
    """Numbers count within one content: a page of an earlier one must not judge the places of this one."""
    if record.content is None or record.content.hash != seen:
        raise Refused("changed-meanwhile", gettext("内容在审阅期间有改动，未执行。请重新打开，审阅现在的内容。"))


def _whole(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _next(request: HttpRequest, record: Record, number: int, state: str) -> str:
    """Where to go on: the next open finding after this one, the first open one, or the verdict."""
    if state == Finding.State.OPEN or record.content is None:
        return f"#c-{number}"
    rows = reads.findings(actor_in(request), record.content).filter(state=Finding.State.OPEN)
    left = list(rows.values_list("number", flat=True))
    after = next((one for one in left if one > number), left[0] if left else None)
    return f"#c-{after}" if after else "#decision"
