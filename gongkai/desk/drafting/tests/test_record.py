"""The record's page and what its drafter does with it; who sees it at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from gongkai.desk.conftest import browser_of
from gongkai.kit.models import JournalEntry
from gongkai.records.actions.return_record import return_record
from gongkai.records.models import Record
from gongkai.records.tests import making
from gongkai.records.text.tests.test_word import paper
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


def page(client: Client, record: Record, tail: str = "") -> html.HtmlElement:
    return html.fromstring(client.get(f"/desk/records/{record.pk}/{tail}").content.decode())


def buttons(shown: html.HtmlElement) -> set[str]:
    return {one.text_content().strip() for one in shown.cssselect("section[aria-labelledby=acts] .btn")}


def test_a_draft_shows_what_it_states_and_by_when_it_must_be_public(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_draft(unit)
    shown = page(signed_in("clerk"), record)
    words = shown.text_content()
    assert "涂政〔2026〕8号" in words and "季风干物燥" in words and "突发公共事件" in words
    assert "2026-03-30" in shown.cssselect(".lead")[0].text_content()
    days = [one.text_content() for one in shown.cssselect(".days li.due")]
    assert days and "3-30" in days[0]
    assert buttons(shown) == {"提交审核", "修改", "作废"}


def test_what_is_lacking_is_listed_and_the_button_says_why(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_draft(unit, mark="", document_kind="")
    shown = page(signed_in("clerk"), record)
    assert len(shown.cssselect("#lacks li")) == 2
    button = shown.cssselect("form[action$=submit\\/] .btn.main")[0]
    assert button.get("disabled") is not None and button.get("aria-describedby") == "lacks"


def test_submitting_recalling_and_discarding(signed_in: SignedIn, unit: Agency) -> None:
    browser, record = signed_in("clerk"), making.a_draft(unit)
    address = f"/desk/records/{record.pk}"
    browser.post(f"{address}/submit/", {"edition": record.edition, "note": "急件"})
    record.refresh_from_db()
    assert record.state == Record.State.IN_REVIEW
    shown = page(browser, record)
    assert buttons(shown) == {"修改", "收回"}
    assert "急件" in shown.cssselect("section[aria-labelledby=story]")[0].text_content()
    assert [one.get("aria-current") for one in shown.cssselect("section[aria-labelledby=chain] li")].count("step") == 1
    assert "收回理由" in page(browser, record, "recall/").text_content()
    assert "收回须写明原因" in browser.post(f"{address}/recall/", {"edition": record.edition}).content.decode()
    browser.post(f"{address}/recall/", {"edition": record.edition, "reason": "漏了附件"})
    record.refresh_from_db()
    assert record.state == Record.State.DRAFT
    assert browser.post(f"{address}/discard/", {"edition": "1", "reason": "重复"}).status_code == 409
    browser.post(f"{address}/discard/", {"edition": record.edition, "reason": "重复"})
    record.refresh_from_db()
    assert record.state == Record.State.DISCARDED
    assert buttons(page(browser, record)) == set()


def test_a_public_record_leads_to_its_page_and_may_be_revised(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_published(unit)
    browser = signed_in("clerk")
    shown = page(browser, record)
    assert buttons(shown) == {"修订"}
    link = shown.cssselect("section[aria-labelledby=acts] p a:not(.btn)")[0].get("href")
    assert link == f"/records/{record.index_number.number}/"
    assert Client().get(link).status_code == 200
    assert "公众看到的仍是现在的版本" in page(browser, record, "edit/").text_content()


def test_why_it_came_back_stands_on_top(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_submitted(unit)
    assert record.content is not None
    who = making.actors(unit)[record.waiting_duty]
    return_record(record.pk, record.edition, record.content.hash, "第二段与附件不一致。", actor=who, now=making.NOW)
    shown = page(signed_in("clerk"), record)
    assert "第二段与附件不一致" in shown.cssselect(".note")[0].text_content()
    assert "第二段与附件不一致" in html.fromstring(signed_in("clerk").get("/desk/").content.decode()).text_content()


@pytest.mark.parametrize("tail", ["", "edit/", "recall/", "discard/", "files/" + "0" * 64 + "/"])
def test_another_unit_sees_nothing_of_it(signed_in: SignedIn, unit: Agency, tail: str) -> None:
    record = making.a_draft(unit)
    stranger = signed_in("clerk", making.a_unit("fengwei"))
    response = stranger.get(f"/desk/records/{record.pk}/{tail}")
    assert response.status_code == 404
    assert record.title not in response.content.decode()


@pytest.mark.parametrize("act", ["submit", "recall", "discard"])
def test_another_unit_can_do_nothing_to_it(signed_in: SignedIn, unit: Agency, act: str) -> None:
    record = making.a_draft(unit)
    stranger = signed_in("clerk", making.a_unit("fengwei"))
    answer = stranger.post(f"/desk/records/{record.pk}/{act}/", {"edition": record.edition, "reason": "试"})
    assert answer.status_code == 403
    record.refresh_from_db()
    assert record.state == Record.State.DRAFT


@pytest.mark.parametrize("duty", ["system_administrator", "security_administrator", "audit_administrator"])
def test_administrators_see_no_record(unit: Agency, duty: str, settings: Any) -> None:
    settings.SECOND_FACTOR_DUTIES = ()
    record = making.a_draft(unit)
    browser = browser_of(making.a_person(unit, duty))
    assert browser.get(f"/desk/records/{record.pk}/").status_code == 404
    assert record.title not in browser.get("/desk/records/").content.decode()


def test_reading_what_is_withheld_is_written_down(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_draft(
        unit,
        mark="not_disclosed",
        ground="internal_affairs",
        ground_details={"kind": "personnel"},
        mark_reason="内部。",
    )
    before = JournalEntry.objects.filter(act="open_record").count()
    page(signed_in("section_head"), record)
    assert JournalEntry.objects.filter(act="open_record").count() == before + 1


def test_an_attachment_runs_nothing(signed_in: SignedIn, unit: Agency) -> None:
    browser = signed_in("clerk")
    form = {
        "edition": "0",
        "title": "附件的通知",
        "attach": [SimpleUploadedFile("说明 一.txt", b"<script>x()</script>")],
    }
    browser.post("/desk/records/new/", form)
    record = Record.objects.get()
    link = page(browser, record).cssselect(".files a")[0].get("href")
    response = browser.get(link)
    assert response.content == b"<script>x()</script>"
    assert response["Content-Type"].startswith("text/plain")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "filename*=utf-8''" in response["Content-Disposition"].lower()


def test_a_word_file_becomes_a_draft_to_be_checked(signed_in: SignedIn) -> None:
    browser = signed_in("clerk")
    data = paper("涂政〔2026〕9号", "关于做好防汛工作的通知", "各村：", "做好防汛工作。", "2026年3月2日")
    upload = SimpleUploadedFile("防汛.docx", data)
    response = browser.post("/desk/records/bring/", {"file": upload, "keep": "1"}, follow=True)
    record = Record.objects.get()
    assert record.title == "关于做好防汛工作的通知"
    assert (record.doc_number, record.formed_on and record.formed_on.isoformat()) == ("涂政〔2026〕9号", "2026-03-02")
    assert record.content is not None
    assert [one["name"] for one in record.content.said["files"]] == ["防汛.docx"]
    assert "核对后再提交" in response.content.decode()
    wrong = browser.post("/desk/records/bring/", {"file": SimpleUploadedFile("旧.doc", b"\xd0\xcf\x11\xe0")})
    assert wrong.status_code == 422 and "另存为 .docx" in wrong.content.decode()
    assert "没有选择文件" in browser.post("/desk/records/bring/", {}).content.decode()


def test_the_list_is_narrowed_by_words_number_and_state(signed_in: SignedIn, unit: Agency) -> None:
    making.a_draft(unit, title="防火的通知", doc_number="涂政〔2026〕8号")
    making.a_submitted(unit, title="防汛的通知", doc_number="涂政〔2026〕9号")
    browser = signed_in("clerk")

    def titles(query: str) -> list[str]:
        shown = html.fromstring(browser.get(f"/desk/records/?{query}").content.decode())
        return [one.text for one in shown.cssselect(".what a")]

    assert titles("q=防火") == ["防火的通知"]
    assert titles("q=涂政[2026]9号") == ["防汛的通知"]
    assert titles("state=in_review") == ["防汛的通知"]
    assert titles("list=drafts") == ["防火的通知"]
    assert titles("list=others") == ["防汛的通知"]
    assert titles("q=没有的") == []
    assert "没有符合条件的信息" in browser.get("/desk/records/?q=没有的").content.decode()


def test_a_co_maker_sees_it_once_it_is_on_its_way_and_changes_nothing(signed_in: SignedIn, unit: Agency) -> None:
    partner = making.a_unit("fengwei")
    record = making.a_draft(unit, joint=["fengwei"])
    address, clerk = f"/desk/records/{record.pk}/", signed_in("clerk", partner)
    assert clerk.get(address).status_code == 404
    signed_in("clerk").post(f"{address}submit/", {"edition": record.edition})
    shown = page(clerk, record)
    assert "季风干物燥" in shown.text_content()
    assert buttons(shown) == set()
    assert not shown.cssselect("section[aria-labelledby=chain]")
    assert clerk.get(f"{address}edit/").status_code == 403


def test_markup_in_a_title_is_only_words(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_draft(unit, title="<script>x()</script>的通知")
    for address in (f"/desk/records/{record.pk}/", f"/desk/records/{record.pk}/edit/", "/desk/records/", "/desk/"):
        assert "<script>x()" not in signed_in("clerk").get(address).content.decode()
