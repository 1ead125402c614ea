"""The publisher's desk: who reaches it, what it shows in the way, and each of its verbs without script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from gongkai.desk.conftest import browser_of
from gongkai.kit import clock
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.models import Publication, PublishOrder, Record, WithdrawalCheck
from gongkai.records.orders import carry_out_orders
from gongkai.records.tests import making
from gongkai.records.tests.publishing_race import an_attachment
from gongkai.records.tests.test_publish_record import revised
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
NOW = making.NOW


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk works on the tests' day."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


@pytest.fixture
def approved(unit: Agency) -> Record:
    """A signed record with an attachment."""
    return making.an_approved(unit, files=[an_attachment(1)])


def signed_in(unit: Agency, duty: str = "publisher") -> Client:
    return browser_of(making.people(unit)[duty])


def page(client: Client, address: str, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status
    return html.fromstring(answer.content)


def post(client: Client, address: str, status: int, **fields: object) -> HtmlElement:
    answer = client.post(address, fields)
    assert answer.status_code == status
    return html.fromstring(answer.content or b"<p></p>")


def test_a_visitor_is_sent_to_sign_in(client: Client, approved: Record) -> None:
    for name, args in (
        ("publishing", ()),
        ("publish", (approved.pk,)),
        ("withdraw", (approved.pk,)),
        ("preview", (approved.pk,)),
    ):
        answer = client.get(reverse(f"desk:{name}", args=args))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_the_queue_shows_the_late_first_and_what_stands_in_the_way(unit: Agency, approved: Record) -> None:
    making.an_approved(unit, title="关于超期事项的通知", doc_number="", formed_on="2026-01-05")
    held = (NOW + timedelta(days=3)).isoformat()
    making.an_approved(unit, title="关于定时公开事项的通知", doc_number="", embargo_until=held)
    rows = page(signed_in(unit), reverse("desk:publishing")).cssselect(".tasks tbody tr")
    assert "关于超期事项的通知" in rows[0].text_content() and "逾期" in rows[0].text_content()
    assert "提前公开" in rows[2].text_content() and not rows[2].cssselect("input[name=record]")
    assert rows[1].cssselect("input[name=record]")


def test_an_empty_queue_says_what_will_stand_there(unit: Agency) -> None:
    text = page(signed_in(unit), reverse("desk:publishing")).text_content()
    assert "现在没有待发布的信息" in text
    assert "后台进程没有运行" in text


def test_publishing_from_the_page(unit: Agency, approved: Record) -> None:
    client, address = signed_in(unit), reverse("desk:publish", args=(approved.pk,))
    assert "全部符合" in page(client, address).text_content()
    post(client, address, 302, edition=approved.edition)
    made = Publication.objects.get()
    assert made.index_number in page(client, reverse("desk:publishing")).text_content()


def test_whoever_saw_an_older_edition_is_told(unit: Agency, approved: Record) -> None:
    found = post(signed_in(unit), reverse("desk:publish", args=(approved.pk,)), 409, edition=approved.edition - 1)
    assert "没有发布" in found.cssselect("[data-errors]")[0].text_content()
    assert not Publication.objects.exists()


@pytest.mark.parametrize("duty", ["clerk", "secrecy_reviewer", "deputy_leader"])
def test_other_duties_see_the_page_and_cannot_publish(unit: Agency, approved: Record, duty: str) -> None:
    client, address = signed_in(unit, duty), reverse("desk:publish", args=(approved.pk,))
    assert "没有发布的权限" in page(client, address).text_content()
    assert client.post(address, {"edition": approved.edition}).status_code in (403, 409)
    assert client.get(reverse("desk:withdraw", args=(approved.pk,))).status_code == 404
    assert not Publication.objects.exists()


def test_another_unit_finds_nothing(approved: Record) -> None:
    other = making.a_unit("shanyao")
    making.people(other)
    client = signed_in(other)
    for name in ("publish", "preview", "withdraw"):
        assert client.get(reverse(f"desk:{name}", args=(approved.pk,))).status_code == 404
    assert client.post(reverse("desk:order", args=(approved.pk,)), {}).status_code == 404
    assert page(client, reverse("desk:publishing")).cssselect(".tasks tbody tr") == []


def test_a_revision_needs_its_note_and_keeps_what_was_typed(unit: Agency, approved: Record) -> None:
    publish_record(approved.pk, actor=making.actors(unit)["publisher"], now=NOW)
    record = revised(approved, title="关于改过的通知")
    client, address = signed_in(unit), reverse("desk:publish", args=(record.pk,))
    found = post(client, address, 422, edition=record.edition, change_note="")
    assert "须写明改动说明" in found.cssselect(".error")[0].text_content()
    post(client, address, 302, edition=record.edition, change_note="标题有误。")
    assert Publication.objects.get(version=2).change_note == "标题有误。"


def test_an_order_is_made_shown_and_cancelled(unit: Agency, approved: Record) -> None:
    client, address = signed_in(unit), reverse("desk:order", args=(approved.pk,))
    fields = {"at-edition": approved.edition, "at-day": "2026-03-11", "at-time": "09:30"}
    post(client, address, 302, **fields)
    order = PublishOrder.objects.get()
    assert order.at.astimezone(clock.BEIJING).isoformat() == "2026-03-11T09:30:00+08:00"
    assert "2026-03-11 09:30" in page(client, reverse("desk:publishing")).text_content()
    cancel = reverse("desk:order-cancel", args=(order.pk,))
    post(client, cancel, 422, reason="")
    post(client, cancel, 302, reason="改期发布")
    assert carry_out_orders(NOW + timedelta(days=5)) == 0


def test_an_order_in_the_past_or_without_a_day_is_answered_beside_the_form(unit: Agency, approved: Record) -> None:
    client, address = signed_in(unit), reverse("desk:order", args=(approved.pk,))
    missing = post(client, address, 422, **{"at-edition": approved.edition, "at-time": "09:30"})
    assert "没有填写发布日期" in missing.text_content()
    past = post(client, address, 409, **{"at-edition": approved.edition, "at-day": "2026-03-01", "at-time": "09:30"})
    assert "时间已过" in past.cssselect("[data-errors]")[0].text_content()
    assert past.cssselect("input[name=at-day]")[0].get("value") == "2026-03-01"


def test_a_refused_order_is_shown_with_its_sentence(unit: Agency, approved: Record) -> None:
    publisher = making.people(unit)["publisher"]
    PublishOrder.objects.create(
        record=approved, content=approved.content, at=NOW, by=publisher, made_at=NOW, ended_at=NOW,
        state=PublishOrder.State.REFUSED, refusal_code="findings-open", refusal="筛查还有 1 处没有人处理。",
    )  # fmt: skip
    assert "筛查还有 1 处没有人处理。" in page(signed_in(unit), reverse("desk:publishing")).text_content()


def test_many_are_published_one_by_one_with_what_became_of_each(unit: Agency, approved: Record) -> None:
    second = making.an_approved(unit, title="关于第二件事的通知", doc_number="")
    client, address = signed_in(unit), reverse("desk:publishing-bulk")
    asked = post(client, address, 200, record=[approved.pk, second.pk])
    assert len(asked.cssselect("tr[data-record]")) == 2
    assert not Publication.objects.exists()
    editions = {f"edition-{approved.pk}": approved.edition, f"edition-{second.pk}": second.edition - 1}
    done = post(client, address, 200, record=[approved.pk, second.pk], confirmed="1", **editions)
    text = done.text_content()
    assert "2 件信息，发布 1 件" in text and Publication.objects.get().index_number in text and "办理过" in text


def test_the_script_gets_one_row_at_a_time(unit: Agency, approved: Record) -> None:
    fields = {"record": approved.pk, f"edition-{approved.pk}": approved.edition, "confirmed": "1", "one": "1"}
    answer = signed_in(unit).post(reverse("desk:publishing-bulk"), fields)
    assert answer.content.decode().strip().startswith("<tr>")
    assert Publication.objects.get().index_number in answer.content.decode()


def test_nothing_chosen_publishes_nothing(unit: Agency) -> None:
    client = signed_in(unit)
    assert client.post(reverse("desk:publishing-bulk"), {"record": ["x", "99"]}).status_code == 302
    assert client.get(reverse("desk:publishing-bulk")).status_code == 405


def test_the_preview_is_the_public_page_before_its_time(client: Client, unit: Agency, approved: Record) -> None:
    shown = page(signed_in(unit), reverse("desk:preview", args=(approved.pk,)))
    publish_record(approved.pk, actor=making.actors(unit)["publisher"], now=NOW)
    public = page(client, reverse("portal:record", args=(Publication.objects.get().index_number,)))
    for place in ("article .doc", "h1", ".meta"):
        before, after = (one.cssselect(place)[0].text_content() for one in (shown, public))
        assert before.replace("发布时编号", Publication.objects.get().index_number) == after
    assert "公众看不到本页" in shown.text_content() and "公众看不到本页" not in public.text_content()


def test_the_preview_offers_the_cleaned_copy(unit: Agency, approved: Record) -> None:
    client = signed_in(unit)
    (link,) = page(client, reverse("desk:preview", args=(approved.pk,))).cssselect(".files a")
    answer = client.get(link.get("href"))
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("desk:preview-file", args=(approved.pk, "0" * 64))).status_code == 404


def test_withdrawing_asks_for_the_reason_and_says_what_is_checked(unit: Agency, approved: Record) -> None:
    publish_record(approved.pk, actor=making.actors(unit)["publisher"], now=NOW)
    approved.refresh_from_db()
    client, address = signed_in(unit), reverse("desk:withdraw", args=(approved.pk,))
    assert "不能恢复" in page(client, address).text_content()
    assert "须写明原因" in post(client, address, 422, edition=approved.edition, reason=" ").text_content()
    post(client, address, 302, edition=approved.edition, reason="附表有误", hide_title="on")
    made = Publication.objects.get()
    assert (made.state, made.title, made.withdrawn_reason) == (Publication.State.WITHDRAWN, "", "附表有误")
    assert "等待按公开网址核对" in page(client, reverse("desk:publishing")).text_content()
    WithdrawalCheck.objects.update(problem="页面网址仍返回 200，没有撤下。")
    assert "没有确认撤下" in page(client, reverse("desk:publishing")).text_content()


def test_the_queue_asks_the_database_no_more_for_each_page(unit: Agency, django_assert_max_num_queries: object) -> None:
    for number in range(4):
        making.an_approved(unit, title=f"关于第{number}件事的通知", doc_number="")
    client = signed_in(unit)
    with django_assert_max_num_queries(110):  # type: ignore[operator]
        page(client, reverse("desk:publishing"))
