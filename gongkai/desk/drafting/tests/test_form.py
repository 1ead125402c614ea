"""The form: what is typed is saved, what is wrong is said at its place, nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from gongkai.kit import files
from gongkai.records.models import Record, Unsaved
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


def typed(**changes: Any) -> dict[str, Any]:
    """A filled form."""
    return {
        "edition": "0", "title": "关于做好防汛工作的通知", "doc_number_prefix": "涂政", "doc_number_year": "2026",
        "doc_number_serial": "9", "formed_on": "2026-03-02", "origin": "made", "document_kind": "other",
        "class_code": "art20_12_emergencies", "index_class": "0105", "mark": "proactive", "keywords": "防汛、应急",
        "body": "<p>各村：</p><p onclick='x()'>做好防汛工作。</p>", "do": "save",
    } | changes  # fmt: skip


def page(response: Any) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def test_a_new_record_is_saved_as_it_was_typed(signed_in: SignedIn, unit: Agency) -> None:
    response = signed_in("clerk").post("/desk/records/new/", typed())
    record = Record.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/desk/records/{record.pk}/")
    assert record.content is not None
    said = record.content.said
    assert (said["doc_number"], said["keywords"]) == ("涂政〔2026〕9号", ["防汛", "应急"])
    assert said["body"] == "<p>各村：</p><p>做好防汛工作。</p>"
    assert record.agency == unit


def test_a_form_without_title_comes_back_with_everything_in_it(signed_in: SignedIn) -> None:
    response = signed_in("clerk").post("/desk/records/new/", typed(title="", summary="部署防汛。"))
    shown = page(response)
    assert response.status_code == 422
    assert shown.cssselect("title")[0].text.startswith("有误：")
    assert shown.cssselect("#faults a")[0].get("href") == "#id_title"
    assert shown.cssselect("#id_title")[0].get("aria-invalid") == "true"
    assert shown.cssselect("#id_summary")[0].text.strip() == "部署防汛。"
    assert shown.cssselect("[name=doc_number_serial]")[0].get("value") == "9"
    assert shown.cssselect("[name=mark][value=proactive]")[0].get("checked") is not None
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"formed_on": "2026-02-30"}, "id_formed_on"),
        ({"doc_number_year": ""}, "id_doc_number"),
        ({"effective_on": "2026-05-01", "expires_on": "2026-04-01"}, "id_expires_on"),
        ({"summary": "长" * 501}, "id_summary"),
        ({"class_code": "nothing"}, "id_class_code"),
    ],
)
def test_each_fault_leads_to_its_field(signed_in: SignedIn, changes: dict[str, str], field: str) -> None:
    response = signed_in("clerk").post("/desk/records/new/", typed(**changes))
    shown = page(response)
    targets = [link.get("href") for link in shown.cssselect("#faults a")]
    assert response.status_code == 422
    assert targets == [f"#{field}"]
    assert shown.cssselect(f"#{field}")


@pytest.mark.parametrize(("typed_", "kept"), [("泉港政办[2026]2号", "泉港政办〔2026〕2号"), ("某件", "某件"), ("", "")])
def test_a_number_may_be_typed_whole(signed_in: SignedIn, typed_: str, kept: str) -> None:
    whole = typed(doc_number_prefix=typed_, doc_number_year="", doc_number_serial="")
    signed_in("clerk").post("/desk/records/new/", whole)
    assert Record.objects.get().doc_number == kept


def test_attachments_are_kept_named_and_taken_off(signed_in: SignedIn) -> None:
    browser = signed_in("clerk")
    plan = SimpleUploadedFile("C:\\tmp\\预案?.pdf", b"%PDF-1.4 plan")
    browser.post("/desk/records/new/", typed(attach=[plan]))
    record = Record.objects.get()
    assert record.content is not None
    [one] = record.content.said["files"]
    assert (one["name"], files.take(one["digest"])) == ("预案.pdf", b"%PDF-1.4 plan")
    shown = page(browser.get(f"/desk/records/{record.pk}/edit/"))
    token = shown.cssselect("[name=file]")[0].get("value")
    again = typed(edition=str(record.edition), file=token, **{"file-name": "防汛预案"})
    browser.post(f"/desk/records/{record.pk}/edit/", again)
    record = Record.objects.get()
    assert record.content is not None
    assert [one["name"] for one in record.content.said["files"]] == ["防汛预案.pdf"]
    off = typed(edition=str(record.edition), file=token, **{"file-name": "防汛预案", "file-gone": "0"})
    browser.post(f"/desk/records/{record.pk}/edit/", off)
    record = Record.objects.get()
    assert record.content is not None and record.content.said["files"] == []


@pytest.mark.parametrize(("name", "data"), [("setup.exe", b"MZ"), ("空.pdf", b""), ("scan.zip", b"PK")])
def test_what_is_no_attachment_is_refused_and_the_rest_stays(signed_in: SignedIn, name: str, data: bytes) -> None:
    good = SimpleUploadedFile("清单.xlsx", b"PK-good")
    response = signed_in("clerk").post("/desk/records/new/", typed(attach=[SimpleUploadedFile(name, data), good]))
    shown = page(response)
    assert response.status_code == 422
    assert "没有添加" in shown.cssselect("#files .note")[0].text_content()
    assert [one.get("value") for one in shown.cssselect("[name=file-name]")] == ["清单.xlsx"]


def test_a_file_above_the_limit_is_refused_in_words(signed_in: SignedIn, settings: Any) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    big = SimpleUploadedFile("大.pdf", b"x" * (1024 * 1024 + 1))
    response = signed_in("clerk").post("/desk/records/new/", typed(attach=[big]))
    assert "超过 1 MB" in response.content.decode()


def test_an_attachment_cannot_be_taken_from_somewhere_else(signed_in: SignedIn) -> None:
    browser = signed_in("clerk")
    browser.post("/desk/records/new/", typed(attach=[SimpleUploadedFile("一.pdf", b"%PDF")]))
    record = Record.objects.get()
    token = page(browser.get(f"/desk/records/{record.pk}/edit/")).cssselect("[name=file]")[0].get("value")
    response = signed_in("disclosure_office").post("/desk/records/new/", typed(file=token))
    assert response.status_code == 422
    assert Record.objects.count() == 1


def test_two_at_one_record_see_both_texts_and_nothing_is_lost(signed_in: SignedIn, unit: Agency) -> None:
    record = making.a_draft(unit)
    first, second = signed_in("clerk"), signed_in("disclosure_office")
    edition = str(record.edition)
    address = f"/desk/records/{record.pk}/edit/"
    assert first.post(address, typed(edition=edition, body="<p>甲方案。</p>")).status_code == 302
    clash = second.post(address, typed(edition=edition, body="<p>乙方案。</p>"))
    shown = page(clash)
    assert clash.status_code == 409
    assert "clerk（tuling镇）" in shown.cssselect("#faults")[0].text_content()
    compared = shown.cssselect("section[aria-labelledby=clash]")[0].text_content()
    assert "甲方案" in compared and "乙方案" in compared
    assert "乙方案" in shown.cssselect("#id_body")[0].text
    taken = shown.cssselect("form[data-draft] [name=edition]")[0].get("value")
    assert second.post(address, typed(edition=taken, body="<p>乙方案。</p>")).status_code == 302
    bodies = [one.said["body"] for one in record.contents.order_by("version")]
    assert bodies[1:] == ["<p>甲方案。</p>", "<p>乙方案。</p>"]


def test_what_is_typed_is_kept_and_comes_back(signed_in: SignedIn, unit: Agency) -> None:
    browser = signed_in("clerk")
    answer = browser.post("/desk/records/new/keep/", typed(title="没有写完的通知"))
    assert answer.json().keys() == {"at"}
    first = page(browser.get("/desk/records/new/"))
    assert "还没有保存的内容" in first.text_content()
    back = page(browser.get("/desk/records/new/?restore=1"))
    assert back.cssselect("#id_title")[0].get("value") == "没有写完的通知"
    assert "还没有保存的内容" not in page(signed_in("section_head").get("/desk/records/new/")).text_content()
    browser.post("/desk/records/new/", typed(title="写完的通知"))
    assert not Unsaved.objects.exists()


def test_kept_words_can_be_thrown_away(signed_in: SignedIn, unit: Agency) -> None:
    browser, record = signed_in("clerk"), making.a_draft(unit)
    browser.post(f"/desk/records/{record.pk}/keep/", typed())
    assert browser.post(f"/desk/records/{record.pk}/keep/", {"drop": "1"})["Location"].endswith("/edit/")
    assert not Unsaved.objects.exists()


def test_a_reason_and_a_ground_are_kept_with_their_details(signed_in: SignedIn) -> None:
    held_back = typed(
        mark="not_disclosed", ground="internal_affairs", mark_reason="本件是内部人员调整。",
        **{"detail-internal_affairs-kind": "personnel"},
    )  # fmt: skip
    signed_in("clerk").post("/desk/records/new/", held_back)
    said = Record.objects.get().contents.get().said
    assert (said["ground"], said["ground_details"]) == ("internal_affairs", {"kind": "personnel"})


def test_not_a_byte_of_a_secret_is_kept(signed_in: SignedIn, settings: Any) -> None:
    browser = signed_in("clerk")
    secret = typed(mark="not_disclosed", ground="state_secret", mark_reason="理由。")
    attached = secret | {"attach": [SimpleUploadedFile("密件.pdf", b"%PDF secret")]}
    response = browser.post("/desk/records/new/", attached)
    assert response.status_code == 422
    assert "不得录入本系统" in page(response).cssselect("#faults")[0].text_content()
    assert not (settings.HOME / "files").exists()
    assert browser.post("/desk/records/new/keep/", secret).status_code == 422
    assert not Unsaved.objects.exists() and not Record.objects.exists()


def test_pasted_markup_is_cleaned_by_the_rules_of_saving(signed_in: SignedIn) -> None:
    answer = signed_in("clerk").post("/desk/records/clean/", {"html": "<h1 style='x'>一、总则</h1><script>x</script>"})
    assert answer.json() == {"html": "<h2>一、总则</h2>"}


def test_saving_and_submitting_in_one_goes_on_its_way_or_says_why_not(signed_in: SignedIn) -> None:
    browser = signed_in("clerk")
    browser.post("/desk/records/new/", typed(do="submit"))
    assert Record.objects.get().state == Record.State.IN_REVIEW
    response = browser.post("/desk/records/new/", typed(do="submit", mark="", title="没有定性的通知"), follow=True)
    assert Record.objects.get(title="没有定性的通知").state == Record.State.DRAFT
    assert "没有提交审核" in response.content.decode()


@pytest.mark.parametrize("duty", ["publisher", "secrecy_reviewer", "deputy_leader"])
def test_who_does_not_draft_gets_no_form(signed_in: SignedIn, duty: str) -> None:
    response = signed_in(duty).get("/desk/records/new/")
    assert response.status_code == 403
    assert "没有为该单位起草信息的权限" in response.content.decode()
