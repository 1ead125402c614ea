"""What somebody with a bad purpose sends: forged posts, stale approvals, hostile texts and files, stolen addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.models import Content, Publication, PublishOrder, Record
from gongkai.records.tests import making
from gongkai.units.actions.add_system import add_system
from gongkai.units.models import Agency, Person
from gongkai.units.passwords import set_password
from tests.roles.conftest import browser_of

pytestmark = pytest.mark.django_db
PASSWORD = "Qz-Gongkai-26"
HOSTILE = """<p>正文</p><script>alert(1)</script><p onclick='alert(2)'>甲</p>
<svg onload='alert(3)'><script>alert(4)</script></svg><a href='javascript:alert(5)'>乙</a>
<a href='data:text/html,x'>丙</a><img src=x onerror='alert(6)'><iframe src='//evil.example'></iframe>
<style>*{display:none}</style><form action='//evil.example'><input name=password></form>
<math><mtext><img src=x onerror=1><p style='position:fixed'>丁</p><base href='//evil.example/'>
<meta http-equiv=refresh content='0;url=//evil.example'>"""
ELSEWHERE = (
    "//evil.example/", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
    "/%09/evil.example", "/\t/evil.example", "http:evil.example", " //evil.example",
)  # fmt: skip


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The faces work on the tests' day."""
    monkeypatch.setattr(clock, "now", lambda: making.NOW)
    monkeypatch.setattr(clock, "today", making.NOW.date)


@pytest.fixture
def town() -> Agency:
    """A town with one person for each duty."""
    made = making.a_unit("town")
    making.people(made)
    return made


def staff(unit: Agency, duty: str, *, csrf: bool = False) -> Client:
    """A signed-in browser of the person with that duty."""
    person = making.people(unit)[duty]
    Person.objects.filter(pk=person.pk).update(password_set_at=making.NOW)
    if not csrf:
        return browser_of(person)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(person)
    return client


def form(**changes: Any) -> dict[str, Any]:
    """The drafter's form, filled."""
    return {
        "edition": "0", "title": "关于做好防汛工作的通知", "formed_on": "2026-03-02", "origin": "made",
        "document_kind": "other", "class_code": "art20_12_emergencies", "mark": "proactive", "do": "save",
        "body": "<p>各村：</p>",
    } | changes  # fmt: skip


def verdict(record: Record, **changes: Any) -> dict[str, Any]:
    """A reviewer's post for the record as it is."""
    assert record.content is not None
    return {"edition": record.edition, "content": record.content.hash, "act": "pass"} | changes


def where(name: str, record: Record) -> str:
    return reverse(f"desk:{name}", args=(record.pk,))


@pytest.mark.parametrize("duty", ["publisher", "clerk", "disclosure_office", "deputy_leader"])
def test_the_next_unit_forges_every_field_and_publishes_nothing(town: Agency, duty: str) -> None:
    record, other = making.an_approved(town), making.a_unit("neighbour")
    browser = staff(other, duty)
    edition = record.edition
    tomorrow = making.NOW + timedelta(days=1)
    for address, fields in (
        (where("publish", record), {"edition": edition}),
        (where("order", record), {"at-edition": edition, "at-day": f"{tomorrow:%Y-%m-%d}", "at-time": "09:00"}),
        (where("withdraw", record), {"reason": "试"}),
        (reverse("desk:publishing-bulk"), {"record": record.pk, f"edition-{record.pk}": edition, "confirmed": "1"}),
        (where("review-decide", record), verdict(record)),
        (where("edit", record), form(edition=str(edition))),
        (where("discard", record), {"edition": edition, "reason": "试"}),
    ):
        assert browser.post(address, fields).status_code in (200, 302, 403, 404, 422), address
    record.refresh_from_db()
    assert (record.state, record.edition) == ("approved", edition)
    assert not Publication.objects.exists() and not PublishOrder.objects.exists()


def test_nobody_passes_what_he_submitted_whatever_duties_he_has(town: Agency) -> None:
    clerk = making.people(town)["clerk"]
    making.a_person(town, "secrecy_reviewer", "disclosure_office", "deputy_leader", login=clerk.login)
    record = making.a_submitted(town)
    answer = staff(town, "clerk").post(where("review-decide", record), verdict(record))
    record.refresh_from_db()
    assert answer.status_code in (403, 422)
    assert (record.state, record.edition) == ("in_review", 2)


@pytest.mark.parametrize(
    "forged", [{"edition": 1}, {"edition": "99999999999999999999"}, {"content": "0" * 64}, {"content": ""}]
)
def test_a_verdict_on_what_was_not_seen_is_refused(town: Agency, forged: dict[str, Any]) -> None:
    record = making.a_submitted(town)
    answer = staff(town, "secrecy_reviewer").post(where("review-decide", record), verdict(record, **forged))
    before = record.waiting_step
    record.refresh_from_db()
    assert answer.status_code in (409, 422)
    assert (record.waiting_step, record.state) == (before, "in_review")


def test_what_is_changed_after_its_signature_cannot_be_published(town: Agency) -> None:
    record = making.an_approved(town)
    signed = record.edition
    said = making.a_said(body="<p>签发以后换上的话。</p>")
    record = change_record(record.pk, signed, said, actor=making.actors(town)["clerk"], now=making.NOW)
    browser = staff(town, "publisher")
    for edition in (signed, record.edition):
        browser.post(where("publish", record), {"edition": edition})
    fields = {"record": record.pk, f"edition-{record.pk}": record.edition, "confirmed": "1"}
    browser.post(reverse("desk:publishing-bulk"), fields)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("edition", [{}, {"edition": ""}, {"edition": "0"}, {"edition": "9" * 40}])
def test_nothing_is_published_by_one_who_does_not_say_what_he_saw(town: Agency, edition: dict[str, str]) -> None:
    record = making.an_approved(town)
    browser = staff(town, "publisher")
    browser.post(where("publish", record), edition)
    many = {f"edition-{record.pk}": value for value in edition.values()}
    browser.post(reverse("desk:publishing-bulk"), {"record": record.pk, "confirmed": "1"} | many)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("back", [timedelta(0), timedelta(minutes=1), timedelta(days=400)])
def test_no_order_for_the_past(town: Agency, back: timedelta) -> None:
    record, at = making.an_approved(town), making.NOW - back
    fields = {"at-edition": record.edition, "at-day": f"{at:%Y-%m-%d}", "at-time": f"{at:%H:%M}"}
    answer = staff(town, "publisher").post(where("order", record), fields)
    assert answer.status_code in (409, 422)
    assert not PublishOrder.objects.exists()


def test_the_key_of_an_office_system_opens_no_desk_and_publishes_nothing(town: Agency) -> None:
    system = making.actor(making.a_person(town, "system_administrator", login="system"))
    key = add_system(agency=town, name="办公系统", actor=system, now=making.NOW).key
    record, browser = making.an_approved(town), Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {key}"}
    for address in (where("publish", record), where("review-decide", record), reverse("desk:publishing-bulk")):
        answer = browser.post(address, {"edition": record.edition, "record": record.pk}, headers=headers)
        assert answer.status_code == 302 and reverse("account_login") in answer["Location"], address
    for verb in ("publish", "order", "withdraw", "pass", "submit"):
        answer = browser.post(f"/api/oa/v1/documents/OA-1/{verb}", {}, content_type="application/json", headers=headers)
        assert answer.status_code in (404, 405), verb
    assert not Publication.objects.exists()


@pytest.mark.parametrize("do", ["save", "submit"])
def test_nothing_is_withheld_without_a_ground_not_even_as_a_draft(town: Agency, do: str) -> None:
    browser = staff(town, "clerk")
    answer = browser.post(reverse("desk:new"), form(mark="not_disclosed", do=do))
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 422
    assert "依据" in page.cssselect("#id_ground-error, #id_ground_error, .field.bad .error")[0].text_content()
    assert not Record.objects.exists()
    record = making.a_draft(town)
    answer = browser.post(where("edit", record), form(mark="not_disclosed", do=do, edition=str(record.edition)))
    record.refresh_from_db()
    assert (answer.status_code, record.mark) == (422, "proactive")


def test_hostile_markup_is_dead_on_the_desk_and_in_public(town: Agency) -> None:
    title = "<script>alert(9)</script>\"'><img src=x onerror=alert(8)>通知"
    browser = staff(town, "clerk")
    browser.post(reverse("desk:new"), form(title=title, body=HOSTILE, summary="<b onmouseover=alert(7)>概述</b>"))
    record = Record.objects.get()
    published = making.a_published(town, title=title, doc_number="涂政〔2026〕9号", body=HOSTILE)
    number = Publication.objects.get(record=published).index_number
    for answer in (
        browser.get(where("record", record)), browser.get(where("edit", record)),
        staff(town, "publisher").get(where("publish", published)),
        Client().get(reverse("portal:record", args=(number,))), Client().get(reverse("portal:records")),
    ):  # fmt: skip
        assert answer.status_code == 200
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        page = html.fromstring(answer.content.decode())
        assert [one for one in page.iter("script") if not one.get("src") and "alert" in (one.text or "")] == []
        assert page.xpath("//iframe | //base | //img | //style | //main//svg[@onload]") == []
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []
        links = [link.strip().lower() for link in page.xpath("//@href | //@action | //@src")]
        assert [one for one in links if one.startswith(("javascript:", "data:")) or "evil.example" in one] == []


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", '"><img src=x onerror=alert(1)>.pdf', "..\\..\\a.pdf"])
def test_a_hostile_file_name_is_only_a_name(town: Agency, name: str) -> None:
    browser = staff(town, "clerk")
    upload = SimpleUploadedFile("x.pdf", b"%PDF-1.4\n%%EOF\n", "text/html")
    upload.__dict__["_name"] = name
    answer = browser.post(reverse("desk:new"), form(attach=upload))
    assert answer.status_code == 302
    record = Record.objects.get()
    assert record.content is not None
    [file] = record.content.said["files"]
    assert not set('/\\"<>\r\n') & set(file["name"]) and ".." not in file["name"]
    sent = browser.get(reverse("desk:file", args=(record.pk, file["digest"])))
    assert (sent["Content-Type"], sent["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert sent["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file["name"] in sent["Content-Disposition"]


@pytest.mark.parametrize(
    "name", ["图.svg", "页.html", "页.htm", "宏.exe", "公文\u202efdp.exe", "包.zip", "无后缀", "a.pdf.js"]
)
def test_what_a_browser_would_run_is_no_attachment(town: Agency, name: str) -> None:
    upload = SimpleUploadedFile(name, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml")
    answer = staff(town, "clerk").post(reverse("desk:new"), form(attach=upload))
    assert answer.status_code == 422
    assert "不能作为附件" in answer.content.decode()
    assert not Record.objects.exists()


def test_thirty_megabytes_are_refused_in_a_sentence(town: Agency) -> None:
    upload = SimpleUploadedFile("附表.pdf", b"%PDF-1.4\n" + bytes(30 * 1024 * 1024), "application/pdf")
    answer = staff(town, "clerk").post(reverse("desk:new"), form(attach=upload))
    assert answer.status_code in (413, 422)
    assert "超过 20 MB" in answer.content.decode()
    assert not Record.objects.exists()


def test_the_attachment_of_another_is_not_taken_over_by_its_word(town: Agency) -> None:
    upload = SimpleUploadedFile("附表.txt", "甲".encode(), "text/plain")
    first = staff(town, "clerk").post(reverse("desk:new"), form(title="", attach=upload))
    token = html.fromstring(first.content.decode()).xpath("//input[@name='file']/@value")
    assert token
    other = staff(making.a_unit("neighbour"), "clerk")
    for word in [*token, "forged:word:here"]:
        other.post(reverse("desk:new"), form(file=word))
    taken = [content for content in Content.objects.all() if content.said["files"]]
    assert taken == []


def test_a_draft_attachment_is_not_reached_through_a_public_number(town: Agency) -> None:
    public = making.a_published(town)
    staff(town, "clerk").post(reverse("desk:new"), form(attach=SimpleUploadedFile("密.txt", b"secret", "text/plain")))
    draft = Record.objects.latest("pk")
    assert draft.content is not None and draft.content.said["files"]
    number = Publication.objects.get(record=public).index_number
    address = reverse("portal:record-file", args=(number, draft.content.said["files"][0]["digest"]))
    assert Client().get(address).status_code == 404


def test_signing_in_gives_a_new_session(town: Agency) -> None:
    person = making.people(town)["clerk"]
    set_password(person, PASSWORD, must_change=False, now=making.NOW)
    browser = Client()
    browser.get(reverse("account_login"))
    planted = browser.session
    planted["planted"] = "x"
    planted.save()
    key = planted.session_key
    browser.cookies["sessionid"] = key
    answer = browser.post(reverse("account_login"), {"login": person.login, "password": PASSWORD})
    assert answer.status_code == 302
    assert browser.session.session_key != key
    thief = Client()
    thief.cookies["sessionid"] = key
    assert reverse("account_login") in thief.get(reverse("desk:home"))["Location"]


def test_a_post_without_its_token_is_refused(town: Agency) -> None:
    record = making.an_approved(town)
    for duty, name, fields in (
        ("publisher", "publish", {"edition": record.edition}),
        ("publisher", "withdraw", {"reason": "试"}),
        ("clerk", "edit", form(edition=str(record.edition))),
        ("clerk", "discard", {"edition": record.edition, "reason": "试"}),
    ):
        assert staff(town, duty, csrf=True).post(where(name, record), fields).status_code == 403, name
    assert not Publication.objects.exists()
    assert Record.objects.get().edition == record.edition


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_address_leads_elsewhere(town: Agency, target: str) -> None:
    person = making.people(town)["clerk"]
    set_password(person, PASSWORD, must_change=False, now=making.NOW)
    signing = Client().post(reverse("account_login"), {"login": person.login, "password": PASSWORD, "next": target})
    switching = staff(town, "clerk").post(reverse("desk:switch"), {"unit": town.code, "next": target})
    modes = Client().get(reverse("portal:display"), {"size": "large", "next": target})
    for answer in (signing, switching, modes):
        address = answer.headers.get("Location", "/")
        assert urlsplit(urljoin("https://gov.example/", address.replace("\\", "/"))).netloc == "gov.example", address


@pytest.mark.parametrize("duty", ["clerk", "deputy_leader", "disclosure_office", "publisher"])
def test_the_journal_is_not_read_by_typing_its_address(town: Agency, duty: str) -> None:
    making.a_draft(town, title="不能外传的标题")
    browser = staff(town, duty)
    for address in (
        reverse("desk:journal"), reverse("desk:journal-export"), reverse("desk:journal-entry", args=(town.code, 1)),
        reverse("desk:journal") + f"?chain={town.code}",
    ):  # fmt: skip
        answer = browser.get(address)
        assert answer.status_code in (403, 404), address
        assert "不能外传的标题" not in answer.content.decode()


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "-1", "٣", "1e9", "", "²"])
def test_a_monstrous_number_breaks_no_page(town: Agency, number: str) -> None:
    record = making.a_draft(town)
    browser = staff(town, "clerk")
    for name in ("keep", "edit", "submit", "discard"):
        answer = browser.post(where(name, record), form(edition=number, reason="试"))
        assert answer.status_code < 500, name
    for name in ("record", "review", "publish", "compare"):
        assert browser.get(where(name, record), {"page": number, "to": number, "from": number}).status_code < 500, name
    for name in ("ledger", "records", "statistics", "home", "reviews"):
        answer = browser.get(reverse(f"desk:{name}"), {"page": number, "year": number, "only": number})
        assert answer.status_code < 500, name
    for name in ("year", "page"):
        assert Client(raise_request_exception=False).get(reverse("portal:records"), {name: number}).status_code < 500


def test_a_withdrawn_page_gives_nothing_but_the_stub(town: Agency) -> None:
    public = making.a_published(town, body="<p>撤回以后不能再看到的话。</p>")
    number = Publication.objects.get(record=public).index_number
    browser = staff(town, "publisher")
    browser.post(where("withdraw", public), {"reason": "附表有误。", "edition": public.edition})
    answer = Client().get(reverse("portal:record", args=(number,)))
    assert answer.status_code == 410
    assert "不能再看到的话" not in answer.content.decode() and "附表有误" in answer.content.decode()
    with pytest.raises(Refused):
        publish_record(public.pk, actor=making.actors(town)["publisher"], now=making.NOW)
