"""Pushing to WeChat and WeCom: choose what is public, see how it will look, see what became of it, do it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gongkai.delivery import reads_push
from gongkai.delivery.actions.cancel_push import cancel_push
from gongkai.delivery.actions.close_push import close_push
from gongkai.delivery.actions.push_records import push_records
from gongkai.delivery.actions.send_push_again import send_push_again
from gongkai.delivery.models import Push
from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused

LONGEST_SEARCH = 100
# More than one page shows, and keys that a database can hold.
MOST_CHOSEN, LONGEST_KEY = 1000, 18
ACTS: dict[str, tuple[Callable[..., Push], str]] = {
    "again": (send_push_again, "已安排再次推送，稍后刷新查看结果"),
    "cancel": (cancel_push, "已取消推送"),
    "close": (close_push, "已登记撤下"),
}


@staff_page
def pushes(request: HttpRequest) -> HttpResponse:
    """The unit's pushes and what can be pushed; on POST the chosen ones are pushed. 403 without the power."""
    actor = actor_in(request)
    if not reads_push.may_push(actor):
        raise Refused("not-allowed", "你的职责不包括对外推送。需要时由安全管理员授予职责。")
    if request.method != "POST":
        return _page(request)
    said = request.POST.getlist("publication")[:MOST_CHOSEN]
    chosen = [int(one) for one in said if one.isascii() and one.isdigit() and len(one) <= LONGEST_KEY]
    try:
        made = push_records(standing.unit(request).code, chosen, actor=actor, now=clock.now())
    except Refused as refusal:
        if refusal.code == "not-allowed":
            raise
        return _page(request, 422, refusal=refusal)
    messages.success(request, gettext("已安排推送 %(count)s 条，稍后刷新查看结果") % {"count": len(made)})
    return redirect("desk:pushes")


@staff_page
def push(request: HttpRequest, pk: int) -> HttpResponse:
    """One push with how it looks; on POST `do` is again, cancel or close."""
    actor = actor_in(request)
    found = reads_push.push(actor, pk)
    if found is None:
        raise Http404
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            raise Refused("no-act", gettext("没有说明要办理什么，未执行。请从推送页面办理。"))
        act[0](pk, actor=actor, now=clock.now())
        messages.success(request, act[1])
        return redirect("desk:push", pk)
    wechat = found.channel == Push.Channel.WECHAT
    context = {
        "push": found,
        "article": reads_push.article(actor, found.publication, clock.today()) if wechat else None,
        "again": reads_push.can_again(found),
        "outdated": reads_push.is_outdated(found),
    }
    return render(request, "desk/feeds/push.html", context)


@require_safe
@staff_page
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """How the article of a public version will look, before it is pushed."""
    actor = actor_in(request)
    of = reads_push.publication(actor, pk)
    article = reads_push.article(actor, of, clock.today()) if of is not None else None
    if of is None or article is None:
        raise Http404
    pushed = reads_push.pushes(actor).filter(publication=of, channel=Push.Channel.WECHAT).first()
    context = {"publication": of, "article": article, "pushed": pushed, "linked": reads_push.linked(actor)}
    return render(request, "desk/feeds/preview.html", context)


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    actor, unit = actor_in(request), standing.unit(request)
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]
    channel = request.GET.get("channel", "")
    channel = channel if channel in Push.Channel.values else ""
    context = {
        "unit": unit,
        "linked": reads_push.linked(actor),
        "take_down": reads_push.to_take_down(actor),
        "page": reads_push.page_of_pushes(actor, unit.code, channel, request.GET.get("page", "1")),
        "choices": reads_push.choosable(actor, unit.code, words, 1),
        "words": words,
        "channel": channel,
        "channels": Push.Channel.choices,
        **more,
    }
    return render(request, "desk/feeds/pushes.html", context, status=status)
