"""Drafts at WeChat: made once whatever happens on the line, refused in words, taken back when withdrawn."""

from __future__ import annotations

import json
import socket
from datetime import timedelta
from typing import Any

import pytest

from gongkai.delivery import push_channels, pushing_wechat
from gongkai.delivery.actions.close_push import close_push
from gongkai.delivery.actions.send_push_again import send_push_again
from gongkai.delivery.models import Push, PushCover
from gongkai.delivery.push_article import source_of_push
from gongkai.delivery.push_http import Outside
from gongkai.delivery.tests.making import revised
from gongkai.delivery.tests.platform import SECRET, Platform
from gongkai.delivery.tests.pushes import LATER, asked, minutes, round_at, the_public, withdrawn
from gongkai.delivery.wechat_answers import WECHAT, Cure
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records.tests import making
from gongkai.units.models import Notice

pytestmark = pytest.mark.django_db
State = Push.State
ADD, FIND = "/cgi-bin/draft/add", "/cgi-bin/draft/batchget"
TOKEN = "/cgi-bin/stable_token"


def publisher_of(push: Push) -> Any:
    return making.actors(push.publication.record.agency)["publisher"]


def test_a_draft_is_made_with_its_cover_uploaded_once(platform: Platform) -> None:
    first, second = (asked(making.a_published(doc_number=f"涂政〔2026〕{n}号")) for n in (1, 2))
    round_at(first, 0)
    round_at(second, 1)
    first.refresh_from_db()
    assert [first.state, second.state] == [State.SENT, State.SENT]
    assert set(platform.drafts) == {first.media_id, second.media_id} and len(platform.covers) == 1
    assert platform.count(TOKEN) == 1
    (news,) = platform.drafts[first.media_id]
    assert news["title"] == "关于做好春季森林防火工作的通知" and news["digest"] == "部署春季森林防火工作。"
    assert news["content_source_url"] == source_of_push(first) and first.key in source_of_push(first)
    assert "春季风干物燥" in news["content"] and "涂政〔2026〕1号" in news["content"]
    round_at(first, 60)
    assert len(platform.drafts) == 2


def test_an_expired_token_is_renewed_and_the_call_made_again(platform: Platform) -> None:
    round_at(asked(making.a_published(doc_number="涂政〔2026〕1号")), 0)
    platform.expire()
    push = round_at(asked(making.a_published(doc_number="涂政〔2026〕2号")), 1)
    assert push.state == State.SENT and len(platform.drafts) == 2 and platform.count(TOKEN) == 2
    push = round_at(asked(making.a_published(doc_number="涂政〔2026〕3号"), now=minutes(200)), 200)
    assert push.state == State.SENT and platform.count(TOKEN) == 3


def test_a_token_that_is_never_taken_ends_in_words(platform: Platform) -> None:
    push = asked(making.a_published())
    PushCover.objects.create(app_id="wx0123456789abcdef", digest="0" * 64, media_id="x")
    platform.mishap("/cgi-bin/material/add_material", *[{"errcode": 40001}] * 2)
    round_at(push, 0)
    assert push.state == State.FAILED and push.code == 40001 and platform.count(TOKEN) == 2
    assert "AppSecret" in push.answer and not platform.drafts


def test_a_wrong_secret_is_said_and_shown_nowhere(platform: Platform, settings: Any) -> None:
    settings.WECHAT_SECRET = "not-the-secret"
    push = round_at(asked(making.a_published()), 0)
    assert push.state == State.FAILED and push.code == 40125 and "AppSecret 不对" in push.answer
    told = json.dumps([[row.before, row.after, row.reason] for row in JournalEntry.objects.all()])
    for secret in ("not-the-secret", SECRET, "token-1"):
        assert secret not in told and secret not in push.answer
    assert "not-the-secret" not in repr(push_channels.account(LATER))
    settings.WECHAT_SECRET = SECRET
    send_push_again(push.pk, actor=publisher_of(push), now=minutes(1))
    assert round_at(push, 1).state == State.SENT and len(platform.drafts) == 1


@pytest.mark.parametrize("mishap", ["lost", "silent"])
def test_an_answer_lost_after_acceptance_makes_no_second_draft(
    platform: Platform, monkeypatch: pytest.MonkeyPatch, mishap: str
) -> None:
    push = asked(making.a_published())
    to = push_channels.account(LATER)
    monkeypatch.setattr(to, "outside", Outside(platform.base, limit=0.3))
    platform.mishap(ADD, mishap)
    round_at(push, 0)
    assert push.state == State.UNSURE and len(platform.drafts) == 1 and "不能确定" in push.answer
    round_at(push, 0.5)
    assert platform.count(FIND) == 0
    round_at(push, 2)
    assert push.state == State.SENT and platform.count(ADD) == 1 and push.media_id in platform.drafts
    assert "没有重复推送" in push.answer


def test_one_that_was_lost_before_acceptance_is_looked_for_and_sent(platform: Platform) -> None:
    push = asked(making.a_published())
    platform.mishap(ADD, "fault")
    assert round_at(push, 0).state == State.UNSURE and not platform.drafts
    platform.mishap(FIND, "junk")
    assert round_at(push, 2).state == State.UNSURE and not platform.drafts
    assert round_at(push, 10).state == State.SENT and len(platform.drafts) == 1


def test_a_process_that_ends_amid_the_call_leaves_no_double(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    push = asked(making.a_published())

    def ended(*args: object, **facts: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(pushing_wechat, "end", ended)
        round_at(push, 0)
    push.refresh_from_db()
    assert push.state == State.UNSURE and len(platform.drafts) == 1
    assert round_at(push, 2).state == State.SENT and len(platform.drafts) == 1


def test_one_lost_and_already_published_is_not_sent_again(platform: Platform) -> None:
    push = asked(making.a_published())
    platform.mishap(ADD, "lost")
    round_at(push, 0)
    address = platform.publish(next(iter(platform.drafts)))
    round_at(push, 2)
    assert push.state == State.SENT and push.article_url == address and platform.count(ADD) == 1


def test_a_full_box_is_looked_through_page_by_page_and_no_further_than_its_bound(platform: Platform) -> None:
    push = asked(making.a_published())
    platform.drafts = {f"other-{n}": [{"content_source_url": f"https://example.invalid/{n}"}] for n in range(45)}
    platform.mishap(ADD, "lost")
    round_at(push, 0)
    assert round_at(push, 2).state == State.SENT and platform.count(FIND) == 3
    lost = asked(making.a_published(doc_number="涂政〔2026〕77号"), now=minutes(3))
    platform.drafts = {f"other-{n}": [] for n in range(1001)}
    platform.mishap(ADD, "fault")
    round_at(lost, 3)
    round_at(lost, 5)
    assert lost.state == State.UNSURE and "草稿太多" in lost.answer and len(platform.drafts) == 1001


def test_the_limit_of_calls_is_waited_for_and_by_all_that_wait(platform: Platform) -> None:
    first, second = (asked(making.a_published(doc_number=f"涂政〔2026〕{n}号")) for n in (1, 2))
    platform.mishap(ADD, {"errcode": 45009, "errmsg": "reach max api daily quota limit"})
    round_at(first, 0)
    assert first.state == State.WAITING and first.code == 45009 and "次数已用完" in first.answer
    assert first.next_at == LATER + timedelta(hours=3)
    assert round_at(second, 60).state == State.WAITING and platform.count(ADD) == 1
    round_at(first, 180)
    round_at(second, 181)
    assert len(platform.drafts) == 2


def test_a_cover_the_platform_lost_is_uploaded_anew(platform: Platform) -> None:
    round_at(asked(making.a_published(doc_number="涂政〔2026〕1号")), 0)
    platform.covers.clear()
    push = asked(making.a_published(doc_number="涂政〔2026〕2号"))
    assert round_at(push, 1).state == State.WAITING and push.code == 40007
    assert round_at(push, 3).state == State.SENT and len(platform.covers) == 1


@pytest.mark.parametrize("code", sorted(WECHAT))
def test_every_code_is_one_chinese_sentence_and_what_only_people_cure_is_not_tried_again(
    platform: Platform, code: int
) -> None:
    assert WECHAT[code].sentence.endswith("。") and len(WECHAT[code].sentence) < 100
    push = asked(making.a_published())
    platform.mishap(ADD, *[{"errcode": code, "errmsg": "x"}] * 2)
    round_at(push, 0)
    fails = WECHAT[code].cure in (Cure.PERSON, Cure.TOKEN)
    assert push.state == (State.FAILED if fails else State.WAITING) and push.code == code and not platform.drafts


def test_a_code_nobody_knows_is_given_with_its_number_but_not_its_words(platform: Platform) -> None:
    push = asked(making.a_published())
    platform.mishap(ADD, {"errcode": 99999, "errmsg": "<script>token-1"})
    round_at(push, 0)
    assert push.state == State.FAILED and "99999" in push.answer and "script" not in push.answer


@pytest.mark.parametrize("mishap", ["redirect", "fault", "junk", "long", {"media_id": 7}, [1]])
def test_an_answer_that_is_none_is_neither_followed_nor_believed(platform: Platform, mishap: Any) -> None:
    push = asked(making.a_published())
    platform.mishap(ADD, mishap if not isinstance(mishap, list) else "junk")
    assert round_at(push, 0).state == State.UNSURE and not platform.drafts
    assert "/elsewhere" not in platform.calls


def test_a_platform_that_is_not_there_is_tried_less_and_less_often(platform: Platform, settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.WECHAT_BASE = f"http://127.0.0.1:{free.getsockname()[1]}"
    push, at, waits = asked(making.a_published()), LATER, []
    while push.state != State.FAILED:
        pushing_wechat.send_next(at)
        push.refresh_from_db()
        waits.append((push.next_at - at).total_seconds() / 60)
        at = push.next_at
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60] and "没有连上" in push.answer


@pytest.mark.parametrize("base", ["http://10.0.0.1", "http://example.invalid", "ftp://127.0.0.1", "https://a:b@c", "x"])
def test_an_address_that_may_not_be_used_is_not_called(
    platform: Platform, settings: Any, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    settings.WECHAT_BASE = base
    push, called = asked(making.a_published()), list[object]()
    with monkeypatch.context() as patched:
        patched.setattr(socket, "create_connection", lambda *args, **facts: called.append(args))
        pushing_wechat.send_next(LATER)
    push.refresh_from_db()
    assert push.state == State.WAITING and "网址" in push.answer and not called


def test_a_proxy_of_the_environment_is_not_used(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert round_at(asked(making.a_published()), 0).state == State.SENT


def test_what_is_withdrawn_before_it_goes_does_not_go(platform: Platform) -> None:
    record = making.a_published()
    push = asked(record)
    withdrawn(record)
    assert round_at(push, 0).state == State.CANCELLED and not platform.drafts
    with pytest.raises(Refused) as refusal:
        send_push_again(push.pk, actor=publisher_of(push), now=LATER)
    assert refusal.value.code == "not-public"


def test_a_draft_of_what_is_withdrawn_is_deleted(platform: Platform) -> None:
    record = making.a_published()
    push = round_at(asked(record), 0)
    platform.drafts["other"] = [{"content_source_url": "https://example.invalid"}]
    withdrawn(record)
    platform.mishap("/cgi-bin/draft/delete", "fault")
    assert round_at(push, 2).state == State.SENT and "正在删除草稿" in push.answer
    assert Notice.objects.filter(title__contains="还在公众号草稿箱", person__login="tuling-publisher").count() == 1
    assert round_at(push, 10).state == State.REMOVED and list(platform.drafts) == ["other"]
    assert not Notice.objects.filter(title__contains="撤下").exists()


def test_a_draft_that_may_have_arrived_is_deleted_too(platform: Platform) -> None:
    record = making.a_published()
    platform.mishap(ADD, "lost")
    push = round_at(asked(record), 0)
    withdrawn(record)
    assert round_at(push, 2).state == State.REMOVED and not platform.drafts and platform.count(ADD) == 1


def test_a_published_article_of_what_is_withdrawn_is_to_be_taken_down_by_people(platform: Platform) -> None:
    record = making.a_published()
    push = round_at(asked(record), 0)
    address = platform.publish(push.media_id)
    withdrawn(record)
    assert round_at(push, 2).state == State.TAKE_DOWN and push.article_url == address
    told = Notice.objects.filter(title__contains="须从公众号撤下")
    assert {one.person.login for one in told} == {"tuling-publisher", "tuling-disclosure-office"}
    assert all(address in one.text for one in told)
    by = publisher_of(push)
    close_push(push.pk, actor=by, now=minutes(5))
    with pytest.raises(Refused) as refusal:
        close_push(push.pk, actor=by, now=minutes(5))
    assert refusal.value.code == "nothing-to-take-down"
    assert round_at(push, 10).state == State.TAKEN_DOWN


@pytest.mark.parametrize("how", ["sent to all", "two articles", "account gone"])
def test_what_cannot_be_deleted_by_itself_goes_to_people(platform: Platform, settings: Any, how: str) -> None:
    record = making.a_published()
    push = round_at(asked(record), 0)
    withdrawn(record)
    if how == "sent to all":
        platform.drafts.clear()
    elif how == "two articles":
        platform.drafts[push.media_id].append({"content_source_url": "https://example.invalid"})
    else:
        settings.WECHAT_SECRET = ""
    assert round_at(push, 2).state == State.TAKE_DOWN and push.article_url == ""
    assert Notice.objects.filter(title__contains="须从公众号撤下").exists()
    assert len(platform.drafts) == (0 if how == "sent to all" else 1)


def test_a_version_that_was_revised_before_it_went_is_left_and_the_next_can_go(platform: Platform) -> None:
    record = making.a_published()
    push = asked(record)
    revised(record, LATER)
    assert round_at(push, 0).state == State.CANCELLED and "新的版本" in push.answer
    record.refresh_from_db()
    assert round_at(asked(record), 1).state == State.SENT
    assert "更正后的正文" in next(iter(platform.drafts.values()))[0]["content"]
    assert the_public(record).version == 2
