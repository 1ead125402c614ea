"""The ledger's pages: who gets them, what they show, and that every figure opens the list it counts."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from gongkai.desk.conftest import browser_of
from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.records.models import Record
from gongkai.records.tests.making import a_draft, a_published, a_unit, an_approved, people
from gongkai.units.models import Duty

pytestmark = pytest.mark.django_db
PAGES = ("ledger", "statistics", "imports", "adjustment")


def signed_in(duty: str = "clerk", unit: str = "tuling") -> Client:
    return browser_of(people(a_unit(unit))[duty])


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def sheet_of(response: object) -> list[tuple[object, ...]]:
    """The rows of the workbook that was sent; what is read to its end is closed."""
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_is_sent_to_sign_in(name: str) -> None:
    response = Client().get(reverse(f"desk:{name}"))
    assert response.status_code == 302
    assert "next=" in response["Location"]


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_page_says_what_to_do(name: str) -> None:
    response = signed_in().get(reverse(f"desk:{name}"))
    assert response.status_code == 200
    assert 'class="empty' in text(response)


def test_the_unit_sees_its_rows_and_another_unit_none_of_them() -> None:
    a_draft(title="只给本单位看的草稿")
    address = reverse("desk:ledger")
    for duty in ("clerk", "legal_reviewer"):
        assert "只给本单位看的草稿" in text(signed_in(duty).get(address))
    for query in ("", "?unit=tuling", "?unit=all", "?q=草稿"):
        assert "只给本单位看的草稿" not in text(signed_in("clerk", "other").get(address + query))


def test_filters_stand_in_the_address_and_can_be_taken_off() -> None:
    a_draft(title="甲事项", category="budget")
    a_draft(title="乙事项", doc_number="涂政〔2026〕9号")
    page = text(signed_in().get(reverse("desk:ledger"), {"category": "budget", "state": "draft"}))
    assert "甲事项" in page and "乙事项" not in page
    assert "分类：财政预决算" in page and '?state=draft">' in page
    nothing = text(signed_in().get(reverse("desk:ledger"), {"q": "没有的"}))
    assert "没有符合条件的信息" in nothing


@pytest.mark.parametrize(
    "query",
    ["year=99999", "year=x", "from=2026-13-01", "state=gone", "sort=-id", "measure=all", "page=0", "page=1e9",
     "cell=a.b", "cell=normative.in_force&year=1900", "unit=%27", "q=%00%25_", "validity=x", "mark=none", "late=1"],
)  # fmt: skip
def test_nonsense_in_the_address_is_passed_over(query: str) -> None:
    a_draft()
    assert signed_in().get(f"{reverse('desk:ledger')}?{query}").status_code in (200, 422)


def test_the_file_holds_what_was_asked_and_its_handing_out_is_journalled() -> None:
    a_draft(title="甲事项", category="budget")
    a_draft(title="乙事项", doc_number="涂政〔2026〕9号")
    response = signed_in().post(reverse("desk:ledger-export") + "?category=budget", {"layout": "office"})
    assert [row[2] for row in sheet_of(response)[3:]] == ["甲事项", None]
    entry = JournalEntry.objects.get(act="export_ledger")
    assert entry.after["records"] == 1 and entry.after["asked"]["category"] == "budget"


def test_somebody_without_the_power_gets_no_file() -> None:
    a_draft()
    client = signed_in()
    Duty.objects.filter(kind="clerk").update(ends=clock.today(), ended_reason="调离")
    assert client.post(reverse("desk:ledger-export")).status_code in (403, 422)
    assert JournalEntry.objects.filter(act="export_ledger").count() == 0


def test_every_figure_of_the_counts_opens_a_list_of_that_length() -> None:
    unit = a_unit()
    kind = {"document_kind": "normative_document"}
    a_published(unit, title="办法一", doc_number="涂政〔2026〕1号", category="policy_documents", **kind)
    a_published(unit, title="通知二", doc_number="涂政〔2026〕2号")
    an_approved(
        unit, title="名册三", doc_number="涂政〔2026〕3号", mark="not_disclosed", ground="internal_affairs",
        ground_details={"kind": "personnel"}, mark_reason="人事材料",
    )  # fmt: skip
    client = signed_in()
    page = text(client.get(reverse("desk:statistics")))
    figures = re.findall(r'<a href="(/desk/ledger/[^"]+)">(\d+)</a>', page)
    assert len(figures) > 10
    for address, figure in figures:
        listed = text(client.get(address.replace("&amp;", "&")))
        assert f"找到 {figure} 件" in listed, address
    assert "<svg" in page and "style=" not in page


def test_a_page_of_the_ledger_is_light() -> None:
    unit = a_unit()
    for number in range(25):
        a_draft(unit, title=f"关于第{number}号事项的通知" * 3, doc_number=f"涂政〔2026〕{number + 1}号")
    response = signed_in().get(reverse("desk:ledger"))
    assert len(response.content) < 60_000
    assert "第 1–20 件，共 25 件" in text(response)


def test_links_are_shown_added_and_taken_away_on_the_record_s_own_page() -> None:
    unit = a_unit()
    old = a_published(unit, title="旧办法", doc_number="涂政〔2026〕1号")
    new = a_published(unit, title="新办法", doc_number="涂政〔2026〕2号")
    client = signed_in("publisher")
    address = reverse("desk:links", args=[new.pk])
    assert "旧办法" in text(client.get(address, {"find": "涂政[2026]1号"}))
    bad = client.post(address, {"act": "add", "kind": "replaces", "on": "", "other": old.pk})
    assert bad.status_code == 422 and "日期" in text(bad)
    client.post(address, {"act": "add", "kind": "replaces", "on": "2026-03-05", "other": old.pk})
    assert "本文件代替" in text(client.get(address))
    assert "已废止" in text(client.get(reverse("desk:links", args=[old.pk])))
    link = Record.objects.get(pk=new.pk).links.get()
    client.post(address, {"act": "remove", "link": link.pk, "reason": "登记错了"})
    assert Record.objects.get(pk=new.pk).links.count() == 0
    assert signed_in("clerk", "other").get(address).status_code == 404
