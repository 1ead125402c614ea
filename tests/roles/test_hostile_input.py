"""Hostile texts, names, files and addresses: what they may do on the desk and in public is nothing."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.kit.action import Refused
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.models import Content, Publication, Record
from gongkai.records.tests import making
from gongkai.units.models import Agency
from gongkai.units.passwords import set_password
from tests.roles.posting import form, staff, where

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
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
        assert page.xpath("//iframe | //base | //style | //main//svg[@onload]") == []
        assert [one for one in page.xpath("//img/@src") if not one.startswith("/")] == []
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
