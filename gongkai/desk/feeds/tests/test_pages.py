"""The pages of pushing: who sees them, choosing, preview, results, sending again, writing down what was taken down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.delivery import push_channels
from gongkai.delivery.models import Push
from gongkai.delivery.pushing import push_due
from gongkai.delivery.tests.platform import APP_ID, SECRET, Platform, running
from gongkai.delivery.tests.pushes import LATER, minutes, the_public, withdrawn
from gongkai.kit import clock
from gongkai.records.models import Record
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
Visit = Callable[..., Client]


@pytest.fixture
def platform(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    push_channels._ACCOUNTS.clear()
    with running() as made:
        settings.WECHAT_BASE, settings.WECHAT_APP_ID, settings.WECHAT_SECRET = made.base, APP_ID, SECRET
        monkeypatch.setattr(clock, "now", lambda: LATER)
        monkeypatch.setattr(clock, "today", LATER.date)
        yield made


@pytest.fixture
def record(unit: Agency) -> Record:
    return making.a_published(unit)


def shown(browser: Client, name: str, *args: object) -> str:
    answer = browser.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_choose_push_and_see_what_became_of_it(platform: Platform, record: Record, signed_in: Visit) -> None:
    browser, public = signed_in("publisher"), the_public(record)
    assert public.title in shown(browser, "pushes") and "没有接入微信公众号" not in shown(browser, "pushes")
    looks = shown(browser, "push-preview", public.pk)
    assert "春季风干物燥" in looks and "部署春季森林防火工作。" in looks
    assert browser.post(reverse("desk:pushes"), {"publication": public.pk}).status_code == 302
    again = browser.post(reverse("desk:pushes"), {"publication": public.pk})
    assert again.status_code == 422 and "已经推送过" in again.content.decode()
    push = Push.objects.get()
    assert "待推送" in shown(browser, "push", push.pk)
    push_due(LATER)
    page = shown(browser, "push", push.pk)
    assert "已推送" in page and "审看发表" in page and "春季风干物燥" in page
    assert "已经推送，查看推送记录" in shown(browser, "push-preview", public.pk)
    for secret in (SECRET, APP_ID, "token-1", push.key):
        assert secret not in page and secret not in shown(browser, "pushes")


@pytest.mark.parametrize("given", [{}, {"publication": "x"}, {"publication": ["٣", "-1", "9" * 30]}])
def test_nothing_or_nonsense_chosen_is_said(platform: Platform, record: Record, signed_in: Visit, given: Any) -> None:
    answer = signed_in("publisher").post(reverse("desk:pushes"), given)
    assert answer.status_code == 422 and "未推送" in answer.content.decode() and not Push.objects.exists()


def test_without_an_account_there_is_a_preview_and_no_push(record: Record, signed_in: Visit) -> None:
    browser, public = signed_in("disclosure_office"), the_public(record)
    assert "没有接入微信公众号" in shown(browser, "pushes")
    assert "disabled" in shown(browser, "push-preview", public.pk)
    answer = browser.post(reverse("desk:pushes"), {"publication": public.pk})
    assert answer.status_code == 422 and "操作手册" in answer.content.decode()


def test_a_failure_says_why_and_can_be_sent_again(platform: Platform, record: Record, signed_in: Visit) -> None:
    browser = signed_in("publisher")
    browser.post(reverse("desk:pushes"), {"publication": the_public(record).pk})
    platform.mishap("/cgi-bin/draft/add", {"errcode": 40164, "errmsg": "invalid ip"})
    push_due(LATER)
    push = Push.objects.get()
    page = shown(browser, "push", push.pk)
    assert "白名单" in page and "40164" in page and 'value="again"' in page
    assert browser.post(reverse("desk:push", args=(push.pk,)), {"do": "again"}).status_code == 302
    push_due(minutes(1))
    assert "已推送" in shown(browser, "push", push.pk) and len(platform.drafts) == 1
    assert browser.post(reverse("desk:push", args=(push.pk,)), {"do": "cancel"}).status_code == 422
    assert browser.post(reverse("desk:push", args=(push.pk,)), {"do": "x"}).status_code == 422


def test_an_article_to_be_taken_down_stands_on_top_until_it_is(
    platform: Platform, record: Record, signed_in: Visit
) -> None:
    browser = signed_in("publisher")
    browser.post(reverse("desk:pushes"), {"publication": the_public(record).pk})
    push_due(LATER)
    push = Push.objects.get()
    address = platform.publish(push.media_id)
    withdrawn(record)
    assert "正在处理公众号草稿" in shown(browser, "pushes")
    push_due(minutes(2))
    page = shown(browser, "pushes")
    assert "须到公众号后台撤下" in page and address in page
    assert address in shown(browser, "messages")
    browser.post(reverse("desk:push", args=(push.pk,)), {"do": "close"})
    assert "文章须到公众号后台撤下" not in shown(browser, "pushes") and "已撤下" in shown(browser, "push", push.pk)
    assert "春季风干物燥" not in shown(browser, "push", push.pk)


def test_who_sees_the_pages(platform: Platform, record: Record, signed_in: Visit) -> None:
    browser, public = signed_in("publisher"), the_public(record)
    browser.post(reverse("desk:pushes"), {"publication": public.pk})
    push = Push.objects.get()
    pages = [("pushes", ()), ("push", (push.pk,)), ("push-preview", (public.pk,))]
    for duty in ("clerk", "deputy_leader", "secrecy_reviewer", "publisher", "disclosure_office"):
        allowed = duty in ("publisher", "disclosure_office")
        codes = [signed_in(duty).get(reverse(f"desk:{name}", args=args)).status_code for name, args in pages]
        assert codes == ([200, 200, 200] if allowed else [403, 404, 404]), duty
    other = signed_in("publisher", making.a_unit("neighbour"))
    assert [other.get(reverse(f"desk:{name}", args=args)).status_code for name, args in pages] == [200, 404, 404]
    assert public.title not in shown(other, "pushes")
    assert other.post(reverse("desk:pushes"), {"publication": public.pk}).status_code == 422
    assert other.post(reverse("desk:push", args=(push.pk,)), {"do": "cancel"}).status_code == 404
    assert all(Client().get(reverse(f"desk:{name}", args=args)).status_code == 302 for name, args in pages)


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 500, "page=x", "page=-1", "channel=../x", "channel=wecom"])
def test_any_query_is_answered(platform: Platform, record: Record, signed_in: Visit, query: str) -> None:
    assert signed_in("publisher").get(f"{reverse('desk:pushes')}?{query}").status_code == 200
