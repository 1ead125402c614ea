"""The worker's part at WeChat: one draft made exactly once, or one article taken back after its record is withdrawn."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.models import Push
from gongkai.delivery.push_article import article_of, source_of_push
from gongkai.delivery.push_channels import account, cover_of, forget_cover, has_wechat
from gongkai.delivery.push_http import Unreached, Unsure
from gongkai.delivery.push_results import begin, end, failed, tell_pushers, wait_after
from gongkai.delivery.wechat import NAME, Account, Found, TooMany
from gongkai.delivery.wechat_answers import Cure, PlatformSaid
from gongkai.kit.clock import BEIJING

State = Push.State
WECHAT = Push.Channel.WECHAT
MISHAPS = (Unreached, Unsure, PlatformSaid, TooMany)
TAKING_BACK = "信息已撤回，正在删除草稿："


def send_next(now: datetime) -> int:
    """Send the draft that has waited longest, or look for one that may have arrived; 1 where there was one."""
    due = Push.objects.filter(channel=WECHAT, state__in=(State.WAITING, State.UNSURE), next_at__lte=now)
    push_id = due.exclude(publication__snapshot_hash="").order_by("next_at", "pk").values_list("pk", flat=True).first()
    begun = begin(push_id, now, (State.WAITING, State.UNSURE)) if push_id is not None and has_wechat() else None
    if begun is None:
        return 0
    push, may_be_there = begun
    to = account(now)
    if may_be_there:
        try:
            found = to.find(source_of_push(push))
        except MISHAPS as error:
            answer = f"上次推送没有收到应答，还不能核对草稿箱：{_sentence(error)}"
            end(push, now, State.UNSURE, answer, code=_code(error))
            return 1
        if found is not None:
            told = "草稿箱中已有，没有重复推送。" if found.media_id else "文章已经发表，没有重复推送。"
            end(push, now, State.SENT, told, media_id=found.media_id, article_url=found.address)
            return 1
    _send(push, to, now)
    return 1


def _send(push: Push, to: Account, now: datetime) -> None:
    article = article_of(push.publication, now.astimezone(BEIJING).date())
    if article is None:
        end(push, now, State.CANCELLED, "这一版本已不是公开的版本，没有推送。已修订的请推送新的版本。")
        return
    try:
        cover = cover_of(to)
    except MISHAPS as error:
        failed(push, error, now, NAME, sent=False)
        return
    try:
        media_id = to.add_draft(article.as_sent(push.key, cover))
    except MISHAPS as error:
        if isinstance(error, PlatformSaid) and error.cure == Cure.COVER:
            forget_cover(to)
        failed(push, error, now, NAME, sent=True)
        return
    end(push, now, State.SENT, "已在草稿箱，等待到公众号后台审看发表。", media_id=media_id, article_url="")


def take_back_next(now: datetime) -> int:
    """Take back what was pushed of a version that was withdrawn: delete the draft, or have people take it down."""
    gone = Push.objects.filter(channel=WECHAT, publication__snapshot_hash="", next_at__lte=now)
    gone = gone.filter(state__in=(State.SENT, State.UNSURE))
    push_id = gone.order_by("next_at", "pk").values_list("pk", flat=True).first()
    begun = begin(push_id, now, (State.SENT, State.UNSURE)) if push_id is not None else None
    if begun is None:
        return 0
    push, _may_be_there = begun
    if not has_wechat():
        _to_people(push, "本站已不再接入公众号，不能自动删除草稿", "", now)
        return 1
    try:
        _take_back(push, account(now), now)
    except MISHAPS as error:
        _try_later(push, error, now)
    return 1


def _take_back(push: Push, to: Account, now: datetime) -> None:
    source = source_of_push(push)
    found = Found(push.media_id, push.article_url) if push.media_id else to.find(source)
    count = to.articles_in(found.media_id) if found is not None and found.media_id else 0
    if found is not None and count == 1:
        to.delete_draft(found.media_id)
        if to.articles_in(found.media_id):
            raise Unsure("草稿仍在")
        end(push, now, State.REMOVED, "信息已撤回，草稿已从公众号草稿箱删除。", media_id=found.media_id)
    elif found is not None and count:
        _to_people(push, f"该草稿中合有 {count} 篇文章，不能整个删除", "", now)
    else:
        at = found if found is not None and found.address else to.find_published(source)
        address = at.address if at is not None else ""
        _to_people(push, "文章已经发表" if address else "草稿已不在草稿箱，可能已经群发，也可能已被删除", address, now)


def _to_people(push: Push, what: str, address: str, now: datetime) -> None:
    where = f"文章网址：{address}。" if address else "没有查到文章网址，请到公众号后台的发表记录中核对。"
    answer = f"信息已撤回，{what}，须到公众号后台撤下。"
    if end(push, now, State.TAKE_DOWN, answer, article_url=address) is None:
        return
    number = push.publication.index_number
    tell_pushers(push, f"已撤回的信息须从公众号撤下：{number}", f"{answer}{where}撤下后请在推送页面登记。", now)


def _try_later(push: Push, error: Exception, now: datetime) -> None:
    news = not push.answer.startswith(TAKING_BACK)
    answer = f"{TAKING_BACK}{_sentence(error)}将自动再试，急需时请到公众号后台删除。"
    if end(push, now, push.state, answer, code=_code(error), next_at=now + wait_after(push.tries)) and news:
        number = push.publication.index_number
        tell_pushers(push, f"已撤回的信息还在公众号草稿箱：{number}", answer, now)


def _sentence(error: Exception) -> str:
    if isinstance(error, PlatformSaid):
        return error.sentence
    if isinstance(error, TooMany):
        return "草稿箱中的草稿太多，不能逐一核对。请到公众号后台清理草稿箱。"
    return f"{NAME}没有应答或者连不上（{error}）。"


def _code(error: Exception) -> int:
    return error.code if isinstance(error, PlatformSaid) else 0
