"""The links of one document: what it repeals, replaces, amends or interprets, and what is done to it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records import reads, reads_links
from gongkai.records.actions.add_link import add_link
from gongkai.records.actions.bring_number import bring_number
from gongkai.records.actions.remove_link import remove_link
from gongkai.records.models import Record
from gongkai.units.powers import IMPORT, LINK_RECORDS

WORDS_LIMIT = 100


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def links(request: HttpRequest, record_id: int) -> HttpResponse:
    """Show the links and add one; `find` looks for the other document."""
    actor, on = actor_in(request), clock.today()
    record = reads.record(actor, record_id)
    if record is None:
        raise Http404
    fault = ""
    if request.method == "POST":
        try:
            _act(request, record)
            return redirect("desk:links", record.pk)
        except Refused as refusal:
            fault = refusal.sentence
    does, done = reads_links.links_of(actor, record, on)
    find = (request.POST.get("find") or request.GET.get("find", ""))[:WORDS_LIMIT]
    context = {
        "record": record,
        "validity": reads_links.validity_of(record, on),
        "does": does,
        "done": done,
        "kinds": reads_links.kinds(on),
        "find": find,
        "found": reads_links.candidates(actor, record, find),
        "fault": fault,
        "given": request.POST,
        "may": actor.may(LINK_RECORDS, record.agency.code),
        "may_bring": actor.may(IMPORT, record.agency.code) and not hasattr(record, "index_number"),
        "number": record.index_number.number if hasattr(record, "index_number") else "",
        "on": on,
    }
    return render(request, "desk/ledger/links.html", context, status=422 if fault else 200)


def _act(request: HttpRequest, record: Record) -> None:
    post, actor, now = request.POST, actor_in(request), clock.now()
    act = post.get("act", "")
    if act == "remove":
        remove_link(_number(post.get("link", "")), post.get("reason", ""), actor=actor, now=now)
        messages.success(request, gettext("已去掉文件关系"))
    elif act == "bring":
        made = bring_number(record.pk, _number(post.get("edition", "")), post.get("number", ""), actor=actor, now=now)
        messages.success(request, gettext("已登记索引号 %(number)s") % {"number": made.number})
    else:
        add_link(
            record.pk,
            kind=post.get("kind", ""),
            on=_day(post.get("on", "")),
            other_id=_number(post.get("other", "")) or None,
            other_text=post.get("other_text", ""),
            outside=act == "outside",
            actor=actor,
            now=now,
        )
        messages.success(request, gettext("已登记文件关系"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("link-day", gettext("没有填写起作用的日期或者日期无效，未登记。选定日期后再登记。")) from None
