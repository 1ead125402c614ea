"""Following one's own matter with receipt number and query code: what stands on the card, its files, a word back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.who import VISITOR
from gongkai.portal.intake_fields import AREA, FILES, Field, Part
from gongkai.portal.intake_ticket import minutes_for, new_ticket, ticket_of
from gongkai.portal.intake_uploads import ACCEPTED, taken, uploads_of
from gongkai.portal.limits import MEGABYTE, minutes_to_wait, used_up
from gongkai.requests import published
from gongkai.requests.published import PIECE, Card

UNFIT, TOO_MANY, WRONG = 422, 429, 404
# Looks of one address an hour, and wrong ones among them: many people may sit behind one address, few of them guess.
LOOKS_PER_HOUR, WRONG_PER_HOUR = 300, 30
LOOK, MISS = "follow", "follow-wrong"
WORD = "word"


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def follow(request: HttpRequest) -> HttpResponse:
    """The two fields, or the card they open; a word to one's own matter where an act is named."""
    if request.method != "POST":
        return _ask(request)
    now = clock.now()
    receipt, code = _given(request)
    if not receipt or not code:
        return _ask(request, gettext("回执编号和查询码都要填写，它们写在回执上。"), receipt, UNFIT)
    if wait := _wait(request, now):
        words = gettext("查询过于频繁。请在 %(wait)s 分钟后再试。")
        return _ask(request, words % {"wait": wait}, receipt, TOO_MANY)
    card = published.read_card(VISITOR, receipt, code)
    if card is None:
        return _missed(request, receipt, now)
    if request.POST.get("act"):
        return _word(request, card, code, now)
    return _card(request, card, code)


@require_POST
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def file(request: HttpRequest) -> HttpResponse:
    """One file beside the card, to be kept on one's own device; never shown inside this site."""
    now = clock.now()
    receipt, code = _given(request)
    if wait := _wait(request, now):
        words = gettext("查询过于频繁。请在 %(wait)s 分钟后再试。")
        return _ask(request, words % {"wait": wait}, receipt, TOO_MANY)
    taken_out = published.take_file(VISITOR, receipt, code, request.POST.get("key", "")[:40])
    if taken_out is None:
        return _missed(request, receipt, now)
    name, data = taken_out
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _given(request: HttpRequest) -> tuple[str, str]:
    receipt = request.POST.get("receipt", "").strip().upper()[:24]
    return receipt.replace("\x00", ""), request.POST.get("code", "").strip().replace("\x00", "")[:40]


def _wait(request: HttpRequest, now: datetime) -> int:
    """The minutes to wait, 0 for none. Asked before anything is opened: then a right guess comes too late as well."""
    return used_up(request, now, what=MISS, limit=WRONG_PER_HOUR) or minutes_to_wait(
        request, now, what=LOOK, limit=LOOKS_PER_HOUR
    )


def _missed(request: HttpRequest, receipt: str, now: datetime) -> HttpResponse:
    minutes_to_wait(request, now, what=MISS, limit=WRONG_PER_HOUR)
    words = gettext("没有查到：回执编号或者查询码不对。请对照回执核对，字母不分大小写。")
    return _ask(request, words, receipt, WRONG)


def _ask(request: HttpRequest, problem: str = "", receipt: str = "", status: int = 200) -> HttpResponse:
    context = {"here": "request", "problem": problem, "receipt": receipt}
    return render(request, "portal/intake/follow.html", context, status=status)


def _word(request: HttpRequest, card: Card, code: str, now: datetime) -> HttpResponse:
    act = request.POST.get("act", "")
    if act not in card.said.get("can", []):
        return _card(request, card, code, gettext("现在不需要提交这种材料，没有提交。请看现在的进度。"), status=UNFIT)
    ticket = ticket_of(WORD, request.POST.get("ticket", ""))
    text = request.POST.get("text", "").replace("\x00", "").strip()[:8000]
    sent, notes = taken(request, PARTS, now)
    if ticket is None:
        notes.append(gettext("页面打开得太久，没有提交。内容都还在，请再提交一次。"))
    elif not text and not sent and act != "withdrawal":
        notes.append(gettext("没有写内容，也没有附件，没有提交。请补写。"))
    elif act == "withdrawal" and request.POST.get("sure") != "yes":
        notes.append(gettext("撤回以后这件申请不再办理。请先勾选“我要撤回这件申请”。"))
    elif wait := minutes_for(request, ticket, request.POST.get("answer", ""), now):
        notes.append(gettext("提交得过于频繁，没有提交。请在 %(wait)s 分钟后再提交。") % {"wait": wait})
    else:
        try:
            uploads = uploads_of(sent, PARTS)
            published.hand_in_to(VISITOR, act, ticket.form, card.receipt, code, {"text": text}, uploads, now)
            again = published.read_card(VISITOR, card.receipt, code) or card
            return _card(request, again, code, done=gettext("已经提交，工作人员会收到。"))
        except Refused as refused:
            notes.append(refused.sentence)
    return _card(request, card, code, "".join(notes), act, text, status=UNFIT, sent=sent)


# The one field of files that goes with a word.
PARTS = (Part("word", "", "", (Field("text", "", AREA), Field("word_files", "", FILES, role="other"))),)


def _card(
    request: HttpRequest, card: Card, code: str, problem: str = "", act: str = "", text: str = "", *, done: str = "",
    status: int = 200, sent: Any = (),
) -> HttpResponse:  # fmt: skip
    kinds = _kinds()
    context = {
        "here": "request", "card": card, "said": card.said, "code": code, "problem": problem, "done": done,
        "ticket": new_ticket(WORD), "act": act, "text": text, "word_sent": sent, "accepted": ACCEPTED, "piece": PIECE,
        "largest": settings.REQUEST_FILE_MB * MEGABYTE, "most_mb": settings.REQUEST_FILE_MB,
        "acts": [(kind, kinds[kind]) for kind in card.said.get("can", []) if kind in kinds],
        "handed": [(kinds.get(one.kind, ""), one) for one in card.sent if one.kind in kinds],
    }  # fmt: skip
    return render(request, "portal/intake/card.html", context, status=status)


def _kinds() -> dict[str, str]:
    return {
        "correction": gettext("提交补正"), "reasons": gettext("说明理由"), "message": gettext("给工作机构留言"),
        "withdrawal": gettext("撤回申请"),
    }  # fmt: skip
