"""The public forms: apply for disclosure, complain, have a record corrected. No account, no session, nothing cached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.identity import configured
from gongkai.kit.who import VISITOR
from gongkai.law.dated import parameter
from gongkai.portal import found, intake
from gongkai.portal.intake import BACK, CHECK, COMPLAINT, FOUND, RECORD_CORRECTION, REQUEST, SEND, WRITE, Form, Written
from gongkai.portal.intake_fields import UNKEPT
from gongkai.portal.intake_ticket import minutes_for
from gongkai.portal.intake_uploads import ACCEPTED
from gongkai.portal.limits import MEGABYTE, minutes_to_wait
from gongkai.portal.scanning import as_svg
from gongkai.requests import published
from gongkai.requests.published import PIECE, Handed

UNFIT, TOO_MANY = 422, 429
RECEIPT = "receipt"
# Pieces of one address an hour: every file of some forms, sent again and again.
PIECES_PER_HOUR = 6000
METHODS = ["GET", "POST"]
# How a step of a form is shown: template's name, context, status.
Show = Callable[[HttpRequest, str, dict[str, Any], int], HttpResponse]


@require_http_methods(METHODS)
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def apply(request: HttpRequest) -> HttpResponse:
    """A request for disclosure (条例第二十九条)."""
    return step_of(request, REQUEST)


@require_http_methods(METHODS)
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def complain(request: HttpRequest) -> HttpResponse:
    """A complaint about a unit (条例第四十七条、第五十一条)."""
    return step_of(request, COMPLAINT)


@require_http_methods(METHODS)
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def correct_record(request: HttpRequest) -> HttpResponse:
    """The correction of a record about oneself (条例第四十一条)."""
    return step_of(request, RECORD_CORRECTION)


@require_http_methods(METHODS)
@never_cache
def piece(request: HttpRequest) -> HttpResponse:
    """Which pieces of an upload have arrived, or one more of them. The upload's secret stands in a header."""
    secret = request.headers.get("X-Upload", "")
    try:
        if request.method == "POST":
            now = clock.now()
            wait = minutes_to_wait(request, now, what="piece", limit=PIECES_PER_HOUR)
            if wait:
                words = gettext("上传过于频繁。请在 %(wait)s 分钟后继续，已传的部分不会丢失。")
                return _answer({"problem": words % {"wait": wait}}, TOO_MANY)
            position = request.headers.get("X-Position", "")
            published.put_piece(
                VISITOR, secret, int(position) if position.isdecimal() and len(position) < 6 else -1, request.body,
                request.headers.get("X-Digest", ""), now,
            )  # fmt: skip
        return _answer({"positions": published.positions(VISITOR, secret)})
    except Refused as refused:
        return _answer({"problem": refused.sentence}, UNFIT)


def on_page(request: HttpRequest, step: str, context: dict[str, Any], status: int) -> HttpResponse:
    """A step as a page of the site."""
    if step == FOUND:
        context["lines"] = found.lines(context["lines"], clock.today(), named=True)
    return render(request, f"portal/intake/{step}.html", context, status=status)


def step_of(request: HttpRequest, form: Form, show: Show = on_page) -> HttpResponse:
    """The form at the step that its writer has reached; `show` is the frame it stands in."""
    now = clock.now()
    today = clock.day_of(now)
    if request.method != "POST":
        return _page(request, show, WRITE, intake.blank(form, request, today))
    written = intake.come_back(form, request, today, now)
    step = request.POST.get("step", "")
    if (before := intake.sent_before(written)) is not None:
        return _receipt(request, show, written, before)
    if written.problems or written.notes:
        return _page(request, show, WRITE, written, UNFIT)
    if step == BACK:
        return _page(request, show, WRITE, written)
    if step not in (CHECK, SEND) and form.offers and (lines := intake.offered(written, today)):
        return _page(request, show, FOUND, written, lines=lines)
    if step != SEND:
        return _page(request, show, CHECK, written)
    return _send(request, show, written)


def first_page(request: HttpRequest, written: Written) -> HttpResponse:
    """The form to write in, from wherever it was come to."""
    return _page(request, on_page, WRITE, written, address=reverse("portal:request-new"))


def _send(request: HttpRequest, show: Show, written: Written) -> HttpResponse:
    now = clock.now()
    if written.expired:
        written.notes.append(gettext("页面打开得太久，没有提交。内容都还在，请核对后再提交一次。"))
        return _page(request, show, CHECK, written, UNFIT)
    wait = minutes_for(request, written.ticket, request.POST.get("answer", ""), now)
    if wait:
        words = gettext("这个网络地址一小时内提交的表单较多，没有提交。内容都还在，请在 %(wait)s 分钟后再按提交。")
        written.notes.append(words % {"wait": wait})
        response = _page(request, show, CHECK, written, TOO_MANY)
        response["Retry-After"] = str(wait * 60)
        return response
    try:
        handed = intake.send(written, now)
    except Refused as refused:
        intake.refused(written, refused)
        return _page(request, show, WRITE, written, UNFIT)
    return _receipt(request, show, written, handed)


def _page(
    request: HttpRequest, show: Show, step: str, written: Written, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "here": "request", "form": written.form.kind, "written": written, "step": step, "ticket": written.ticket,
        "words": _words(written.form.kind), "problems": written.problems, "notes": written.notes,
        "stages": _stages(step, written), "accepted": ACCEPTED, "piece": PIECE, "limits": _limits(),
        "largest": settings.REQUEST_FILE_MB * MEGABYTE, "unkept": ",".join(sorted(UNKEPT)),
        "most_mb": settings.REQUEST_FILE_MB, "most_files": settings.REQUEST_FILES,
        "identity_name": settings.IDENTITY_NAME if configured() and written.form is intake.REQUEST else "",
    } | more  # fmt: skip
    return show(request, step, context, status)


def _receipt(request: HttpRequest, show: Show, written: Written, handed: Handed) -> HttpResponse:
    # The part behind # is never sent to a server: it stands in no log.
    address = f"{settings.BASE_URL}{reverse('portal:request-follow')}#{handed.receipt}.{handed.code}"
    context = {
        "here": "request", "form": written.form.kind, "written": written, "step": SEND, "handed": handed,
        "words": _words(written.form.kind), "stages": _stages(SEND, written), "code_svg": as_svg(address),
        "limits": _limits(), "unit_name": written.parts[0].fields[0].shown,
    }  # fmt: skip
    return show(request, RECEIPT, context, 200)


def _stages(step: str, written: Written) -> list[tuple[str, str, str]]:
    """Each step with how it stands: done, here, or still to come."""
    codes = [code for code, _ in written.steps]
    at = codes.index(step)
    return [
        (code, name, "done" if place < at else "here" if place == at else "")
        for place, (code, name) in enumerate(written.steps)
    ]


def _limits() -> dict[str, Any]:
    today = clock.today()
    return {"reply": parameter("reply.working_days").at(today).value}


def _words(kind: str) -> dict[str, str]:
    """Title and first sentence of each form."""
    return {
        "request": {
            "title": gettext("提出政府信息公开申请"),
            "lead": gettext("一张表可以向任何一个单位申请，不用注册，不问用途。"),
        },
        "complaint": {
            "title": gettext("投诉举报"),
            "lead": gettext(
                "单位不依法履行政府信息公开义务的，可以投诉举报（《政府信息公开条例》第四十七条、第五十一条）。"
            ),
        },
        "record_correction": {
            "title": gettext("申请更正与自己有关的信息"),
            "lead": gettext(
                "有证据证明单位提供的与自己有关的信息记录不准确的，可以要求更正（《政府信息公开条例》第四十一条）。"
            ),
        },
    }[kind]


def _answer(said: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
