"""Receiving, listing and distributing requests on the desk, screen by screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from gongkai.desk.conftest import browser_of
from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.law.receipt import channels
from gongkai.records.tests.making import a_unit, people
from gongkai.requests import reads_list
from gongkai.requests.models import Enquiry, Quote, Request
from gongkai.requests.tests.making import NOW, RECEIVED, WANG, a_request, an_arrived, at, by
from gongkai.requests.tests.test_mail_reading import a_mail
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
LATER = at(date(2026, 3, 5))


@pytest.fixture(autouse=True)
def a_day_in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(clock, "today", LATER.date)


def page(client: Client, name: str, /, *args: object, query: str = "") -> html.HtmlElement:
    answer = client.get(reverse(f"desk:{name}", args=args) + query)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return html.fromstring(answer.content.decode())


def sent(client: Client, name: str, /, *args: object, **given: object) -> str:
    """The words of the page one is led to, or of the refusal."""
    answer = client.post(reverse(f"desk:{name}", args=args), given, follow=True)
    return html.fromstring(answer.content.decode()).text_content()


def a_form(**changes: object) -> dict[str, object]:
    return {
        "form_token": "token-1", "applicant_kind": "natural_person", "name": "王小川", "identity_kind": "resident_card",
        "identity_number": WANG.identity_number, "identity_checked": "on", "phone": WANG.phone,
        "subject": "涂岭镇农村公路养护资金", "supply_form": "paper", "supply_way": "post",
    } | changes  # fmt: skip


def test_a_letter_is_received_registered_assigned_and_split(signed_in: SignedIn, unit: Agency) -> None:
    clerk, office = signed_in("clerk"), signed_in("disclosure_office")
    scan = SimpleUploadedFile("信函.txt", "申请公开两项".encode())
    slip = sent(
        clerk, "request-enter", "post_signed",
        **a_form(items="公路养护资金\n村级会计账目", day_signed="2026-03-02", scans=scan),
    )  # fmt: skip
    row = Request.objects.get()
    assert row.receipt_number in slip and "只在这里显示一次" in slip and "信函.txt" in slip
    assert "已经保存过" in sent(clerk, "request-enter", "post_signed", **a_form(day_signed="2026-03-02"))
    shown = page(clerk, "request-act-register", row.pk)
    assert "签收之日 2026-03-02 为收到申请之日" in shown.text_content()
    words = sent(clerk, "request-act-register", row.pk, day_signed="2026-03-02", seen=row.version)
    assert "已登记：2026-0001，最迟 2026-03-30 答复" in words
    row.refresh_from_db()
    login = people(unit)["clerk"].login
    said = sent(office, "request-act-assign", row.pk, person=login, section="财政所", seen=row.version)
    assert f"已分派给{people(unit)['clerk'].name}" in said and "财政所" in page(clerk, "requests").text_content()
    row.refresh_from_db()
    boxes = page(clerk, "request-act-split", row.pk).cssselect("textarea")
    assert [one.text.strip() for one in boxes if one.text and one.text.strip()] == ["公路养护资金", "村级会计账目"]
    said = sent(clerk, "request-act-split", row.pk, part_0="公路养护资金", part_1="村级会计账目", seen=row.version)
    assert "已拆出 1 件：2026-0002" in said


@pytest.mark.parametrize("channel", sorted(channels()))
def test_every_channel_has_its_days(signed_in: SignedIn, channel: str) -> None:
    shown = page(signed_in("clerk"), "request-enter", channel)
    row = channels()[channel].history[-1]
    names = {one.get("name") for one in shown.cssselect("input[type=date]")}
    assert names == {f"day_{row.arrives}", f"day_{row.counts}"}
    given = a_form(**{f"day_{row.arrives}": "2026-03-02", "name": ""})
    lacking = signed_in("clerk").post(reverse("desk:request-enter", args=(channel,)), given)
    assert lacking.status_code == 422 and "没有填写申请人的姓名或者名称" in lacking.content.decode()
    sent(signed_in("clerk"), "request-enter", channel, **a_form(**{f"day_{row.arrives}": "2026-03-02"}))
    found = Request.objects.get()
    assert found.channel == channel and found.filled_by_staff is (channel == "oral")


def test_a_saved_mail_fills_the_form_and_comes_with_its_files(signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    mail = SimpleUploadedFile("邮件.eml", a_mail(files=1).as_bytes())
    answer = clerk.post(reverse("desk:request-new"), {"mail": mail})
    shown = html.fromstring(answer.content.decode())
    values = {one.get("name"): one.get("value") for one in shown.cssselect("form[action*='/email/'] input[name]")}
    assert (values["name"], values["email"], values["day_mail_received"]) == (
        "王小川", "wang@example.test", "2026-03-03"
    )  # fmt: skip
    given = a_form(mail=values["mail"], form_token=values["form_token"], day_mail_received="2026-03-03")
    sent(clerk, "request-enter", "email", **given)
    row = Request.objects.get()
    assert [one.name for one in row.attachments.all()] == ["电子邮件.eml", "申请书0.pdf"]
    stolen = sent(signed_in("disclosure_office"), "request-enter", "email", **given | {"form_token": "other"})
    assert "由别人上传" in stolen and Request.objects.count() == 1
    forged = sent(clerk, "request-enter", "email", **given | {"form_token": "third", "mail": "forged"})
    assert "已失效" in forged
    none = clerk.post(reverse("desk:request-new"), {"mail": SimpleUploadedFile("x.eml", b"%PDF-1.4 x")})
    assert none.status_code == 422 and "不是保存的电子邮件" in none.content.decode()


def test_confirm_send_on_join_void_and_mend(signed_in: SignedIn, unit: Agency) -> None:
    clerk, office, other = signed_in("clerk"), signed_in("disclosure_office"), a_unit("fengwei")
    people(other)
    fax = a_request(unit, channel="fax", days={"transmitted": RECEIVED})
    given = {"day_transmitted": "2026-03-02", "day_confirmed": "2026-03-04", "seen": fax.version}
    assert "2026-04-01 答复" in sent(clerk, "request-act-confirm_receipt", fax.pk, **given)
    stale = clerk.post(reverse("desk:request-act-join", args=(fax.pk,)), {"number": "x", "seen": fax.version})
    said = stale.content.decode()
    assert stale.status_code == 409 and "待确认" in said and people(unit)["clerk"].name in said
    away = an_arrived(unit)
    assert other.name in page(clerk, "request-act-send_on", away.pk).text_content()
    given = {"unit": other.code, "reason": "公路由该镇养护", "seen": away.version}
    assert f"已转送{other.name}" in sent(clerk, "request-act-send_on", away.pk, **given)
    assert clerk.get(reverse("desk:request", args=(away.pk,))).status_code == 404
    assert browser_of(people(other)["clerk"]).get(reverse("desk:request", args=(away.pk,))).status_code == 200
    first = a_request(unit)
    fax.refresh_from_db()
    assert f"已并入 {first.number}" in sent(clerk, "request-act-join", fax.pk, number=first.number, seen=fax.version)
    form = page(clerk, "request-mend", first.pk)
    assert "现为 王**" in form.text_content() and WANG.name not in form.text_content()
    given = {
        "applicant_kind": "natural_person", "subject": "改正后的名称", "items": "改正后的名称", "supply_form": "paper",
        "day_handed_in": "2026-03-03", "reason": "录入有误", "seen": first.version, "address": "-",
    }  # fmt: skip
    assert "已改正登记" in sent(clerk, "request-mend", first.pk, **given)
    first.refresh_from_db()
    assert (first.subject, first.due_on, first.identity_checked) == ("改正后的名称", date(2026, 3, 31), False)
    assert "作废" in sent(office, "request-act-void_registration", first.pk, reason="登记两次", seen=first.version)
    assert "登记作废：由" in sent(clerk, "request-act-void_registration", fax.pk)


def test_the_applicant_is_read_once_for_a_purpose(signed_in: SignedIn, unit: Agency) -> None:
    row = a_request(unit)
    clerk = signed_in("clerk")
    for name in ("request", "request-applicant", "requests", "request-alike", "request-volume", "request-mend"):
        args = () if name == "requests" else (row.pk,)
        words = page(clerk, name, *args).text_content()
        assert not any(secret in words for secret in (WANG.name, WANG.phone, WANG.identity_number, WANG.address))
    nothing = clerk.post(reverse("desk:request-applicant", args=(row.pk,)), {"reason": " ", "seen": row.version})
    assert nothing.status_code == 422 and not JournalEntry.objects.filter(act="read_applicant").exists()
    words = sent(clerk, "request-applicant", row.pk, reason="电话告知补正", seen=row.version)
    assert WANG.name in words and WANG.identity_number in words
    assert JournalEntry.objects.get(act="read_applicant").reason == "电话告知补正"
    assert signed_in("section_head").get(reverse("desk:request-applicant", args=(row.pk,))).status_code == 403


def test_the_list_is_narrowed_paged_and_handed_out_masked(
    signed_in: SignedIn, unit: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads_list, "PAGE", 2)
    for _ in range(3):
        a_request(unit)
    clerk = signed_in("clerk")
    shown = page(clerk, "requests")
    assert len(shown.cssselect(".tasks tbody tr")) == 2
    following = shown.cssselect(".pager a[rel=next]")[0].get("href")
    assert len(html.fromstring(clerk.get(reverse("desk:requests") + following).content).cssselect("tbody tr")) == 1
    found = page(clerk, "requests", query="?q=王小川&state=handling&sort=due").cssselect(".tasks tbody tr")
    assert len(found) == 2 and "王**" in found[0].text_content()
    assert "没有符合条件的申请" in page(clerk, "requests", query="?q=王小").text_content()
    answer = clerk.post(reverse("desk:requests-export") + "?q=王小川")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert len(rows) >= 4 and WANG.name not in str(rows) and "王**" in str(rows)
    assert JournalEntry.objects.get(act="export_requests").after["filters"] == {
        "unit": unit.code, "sort": "newest", "words": "…"
    }  # fmt: skip


def test_several_arrived_ones_are_registered_at_once(signed_in: SignedIn, unit: Agency) -> None:
    rows = [an_arrived(unit), an_arrived(unit, channel="post_signed", days={})]
    clerk = signed_in("clerk")
    ticks = page(clerk, "requests", query="?state=arrived").cssselect("input[name=id]")
    assert {one.get("value") for one in ticks} == {str(row.pk) for row in rows}
    words = sent(clerk, "requests-register", id=[row.pk for row in rows])
    assert "已登记 1 件" in words and "1 件没有登记" in words
    assert "没有选择申请" in sent(clerk, "requests-register")


def test_lookalikes_volume_exchanges_and_enquiries(signed_in: SignedIn, unit: Agency) -> None:
    first, second = a_request(unit), a_request(unit)
    clerk = signed_in("clerk")
    shown = page(clerk, "request-alike", second.pk).text_content()
    assert "100%" in shown and first.number in shown and "同一申请人" in shown
    assert "已标记为与在先申请相同" in sent(clerk, "request-alike", second.pk, earlier=first.pk, seen=second.version)
    second.refresh_from_db()
    assert "已取消" in sent(clerk, "request-alike", second.pk, seen=second.version)
    assert "共 2 件，本年 2 件" in page(clerk, "request-volume", second.pk).text_content()
    assert "王**" in page(clerk, "requests-volume").text_content()
    given = {"direction": "in", "way": "phone", "on": "2026-03-04", "text": f"来电 {WANG.phone} 询问进度"}
    words = sent(clerk, "request-exchanges", first.pk, **given)
    assert "138********" in words and WANG.phone not in words
    given = {
        "way": "phone",
        "on": "2026-03-04",
        "subject": "怎样申请",
        "question": "办法",
        "answer": "已告知",
        "name": "赵某",
    }
    words = sent(clerk, "requests-enquiries", **given)
    assert "怎样申请" in words and "赵某" not in words and Enquiry.objects.count() == 1


def test_sending_on_without_another_unit_says_what_to_do(signed_in: SignedIn, unit: Agency) -> None:
    shown = page(signed_in("clerk"), "request-act-send_on", an_arrived(unit).pk)
    assert "没有其他单位承办申请，不能转送" in shown.text_content() and not shown.cssselect("main form select")


def test_fees_collected_year_by_year(signed_in: SignedIn, unit: Agency) -> None:
    clerk = signed_in("clerk")
    assert "近几年没有收取" in page(clerk, "requests-fees").text_content()
    Quote.objects.create(
        request=a_request(unit), tariff="by_request", yuan=300, cite="", state="paid", paid_on=RECEIVED, receipt="票1",
        made_by=people(unit)["clerk"], made_at=NOW,
    )  # fmt: skip
    line = page(clerk, "requests-fees").cssselect("tbody tr")[0]
    assert [one.text_content() for one in line] == ["2026", "0", "1", "300", "0", "0", "0", "0.03"]


def test_the_board_is_for_the_overseeing_office(signed_in: SignedIn, unit: Agency) -> None:
    row = a_request(unit, now=NOW)
    Request.objects.filter(pk=row.pk).update(due_on=LATER.date() - timedelta(days=1))
    shown = page(signed_in("disclosure_office"), "requests-board").text_content()
    assert "逾期 1 件" in shown and row.number in shown and row.subject not in shown
    assert signed_in("clerk").get(reverse("desk:requests-board")).status_code == 403
    assert by(unit).name


def test_a_page_of_one_request_asks_the_database_little(signed_in: SignedIn, unit: Agency) -> None:
    row = a_request(unit)
    clerk = signed_in("clerk")
    assert queries(clerk, "request", row.pk) <= 16 and queries(clerk, "requests") <= 14


def queries(client: Client, name: str, *args: object) -> int:
    page(client, name, *args)
    with CaptureQueriesContext(connection) as seen:
        page(client, name, *args)
    return len(seen)
