"""The screens of filing and receiving, walked through by who files and who receives."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.desk.conftest import browser_of
from gongkai.kit import clock
from gongkai.records.tests.making import a_person
from gongkai.statistics.actions.accept_filing import accept_filing
from gongkai.statistics.models import FiledCell, Filing
from gongkai.statistics.tests.filing_making import NOW, District, a_district, accepted, by, requests, submitted
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
NEW = "t3.new_received.total"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    return a_district()


def clerk_of(unit: Agency) -> Client:
    """A browser of who files for the unit."""
    return browser_of(a_person(unit, "statistics_clerk"))


def office_of(at: District) -> Client:
    """A browser of who receives for the district."""
    return browser_of(a_person(at.district, "disclosure_office"))


def page(browser: Client, name: str, *args: object, status: int = 200, **query: object) -> str:
    answer = browser.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def post(browser: Client, name: str, *args: object, status: int = 302, **said: object) -> str:
    answer = browser.post(reverse(f"desk:{name}", args=args), said)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def fields(figures: dict[str, str]) -> dict[str, object]:
    """Figures as the grid sends them."""
    return {f"c.{cell}": value for cell, value in figures.items()}


def test_a_clerk_who_must_file_tomorrow(at: District) -> None:
    town, office = at.towns[0], office_of(at)
    assert "先在下面启用报送周期" in page(office, "received")
    post(office, "received", do="use", unit="qg", period="year", begins="2025-12-31")
    clerk = clerk_of(town)
    assert "tuling镇2025年年报" in page(clerk, "home")
    shown = page(clerk, "filings")
    assert "2025年年报" in shown and "2026-01-31" in shown and "开始填报" in shown
    post(clerk, "filings", do="open", unit="tuling", period="year", year=2025, number=0)
    filing = Filing.objects.get()
    shown = page(clerk, "filing", filing.pk)
    assert f'name="c.{NEW}" value="0"' in shown and "各项勾稽关系都成立" in shown
    typed = fields(requests(3) | {"t3.granted.total": "2"})
    said = post(clerk, "filing", filing.pk, do="save", seen=filing.version, status=409, **typed)
    assert "须写明原因" in said and f'name="c.{NEW}" value="3"' in said and "已保存的是 0" in said
    post(clerk, "filing", filing.pk, do="save", seen=filing.version, reason="其他系统办理", **typed)
    shown = page(clerk, "filing", filing.pk)
    assert "须改正" in shown and "问题 1" in shown and "人工填写" in shown and "平台统计 0" in shown
    assert "建议：把“三、本年度办理结果 （一）予以公开·总计”由 2 改为 3" in shown
    said = post(clerk, "filing", filing.pk, do="submit", status=409)
    assert "勾稽关系" in said
    stale = post(
        clerk, "filing", filing.pk, do="save", seen=filing.version, status=409, reason="改", **fields({NEW: "4"})
    )
    assert "另有人改动过" in stale and f'name="c.{NEW}" value="4"' in stale
    post(clerk, "filing", filing.pk, do="save", reason="补登", **fields({"t3.granted.total": "3"}))
    post(clerk, "filing", filing.pk, do="submit")
    assert "现在没有应报的报表" in page(clerk, "filings")
    assert "待我审核的报表" in page(office, "home")
    shown = page(office, "received")
    assert "应报 3 份" in shown and "审核" in shown and "已报送" in shown
    said = post(office, "filing", filing.pk, do="return", status=422)
    assert "没有写明退回的原因" in said
    assert f"mark={NEW}" in page(office, "filing-cell", filing.pk, NEW)
    assert "selected" in page(office, "filing", filing.pk, mark=NEW)
    post(office, "filing", filing.pk, do="return", reason="请核对", cell1=NEW, words1="少一件")
    shown = page(clerk, "filing", filing.pk)
    assert "退回意见：少一件" in shown and "请核对" in shown
    mark = filing.marks.get()
    post(clerk, "filing", filing.pk, do="submit", **{f"answer-{mark.pk}": "已核对无误"})
    post(office, "filing", filing.pk, do="accept")
    said = post(office, "received", do="lock", unit="qg", status=409)
    assert "还没有通过" in said
    post(office, "received", do="lock", unit="qg", reason="不再等待")
    assert "登记勘误" in page(clerk, "filing", filing.pk)
    post(clerk, "filing", filing.pk, do="erratum", cell=NEW, after="4", reason="漏报一件")
    assert "勘误，原为 3" in page(clerk, "filing", filing.pk)
    assert "漏报一件" in page(clerk, "filing-cell", filing.pk, NEW)


def test_a_report_is_exported_and_read_in_again(at: District) -> None:
    source = submitted(at, at.towns[0], 5)
    clerk = clerk_of(at.towns[0])
    answer = clerk.post(reverse("desk:filing-export", args=(source.pk,)))
    source.marks.all().delete()
    source.delete()
    post(clerk, "filings", do="open", unit="tuling", period="year", year=2025)
    filing = Filing.objects.get()
    empty = post(clerk, "filing", filing.pk, do="upload", status=422)
    assert "没有选择文件" in empty
    post(clerk, "filing", filing.pk, do="upload", file=SimpleUploadedFile("报表.xlsx", answer.content))
    assert FiledCell.objects.get(filing=filing, cell=NEW).value == 5
    assert "文件导入" in page(clerk, "filing", filing.pk)
    assert clerk.get(reverse("desk:filing-file", args=(filing.pk,))).content == answer.content


def test_the_office_adds_up_and_opens_a_cell_onto_its_units(at: District) -> None:
    office = office_of(at)
    post(office, "received", do="use", unit="qg", period="year", begins="2025-12-31")
    for unit, count in zip(at.towns, (2, 4), strict=True):
        accepted(at, unit, count)
    assert "泉港区的报表还没有通过" in post(office, "received", do="sum", unit="qg", status=409)
    post(office, "received", do="sum", unit="qg", reason="先报一版")
    total = Filing.objects.get(rolled_up=True)
    shown = page(office, "filing", total.pk)
    assert "没有收到 1 个单位" in shown and 'name="c.' not in shown
    cell = page(office, "filing-cell", total.pk, NEW)
    assert "tuling镇人民政府" in cell and "不一致" in cell
    book = load_workbook(BytesIO(office.post(reverse("desk:received-export"), {"unit": "qg"}).content))
    assert book.sheetnames == ["报送情况", "各单位数字"] and book["报送情况"].max_row == 4


def test_what_waits_is_found_though_its_period_is_not_in_use(at: District) -> None:
    filing = submitted(at, at.towns[0])
    shown = page(office_of(at), "received")
    assert "先在下面启用报送周期" in shown and reverse("desk:filing", args=(filing.pk,)) in shown


def test_the_way_back_and_a_return_without_a_reason(at: District) -> None:
    filing, office = submitted(at, at.towns[0]), office_of(at)
    said = post(office, "filing", filing.pk, do="return", seen=filing.version, reason="", status=422)
    assert "有误：" in said and said.index("没有办理") < said.index("<table")
    accept_filing(filing.pk, **by(at.office))
    back = f"{reverse('desk:received')}?unit=qg&amp;period=year-2025-0"
    assert back in page(office, "filing", filing.pk) and back in page(office, "filing-cell", filing.pk, NEW)
    assert back not in page(clerk_of(at.towns[0]), "filing", filing.pk)


def test_who_has_nothing_below_is_not_offered_a_sum(at: District) -> None:
    assert "汇总下级的数" not in page(clerk_of(at.towns[0]), "filings")
    assert "汇总下级的数" in page(clerk_of(at.district), "filings")


def test_who_gets_in(at: District) -> None:
    filing = submitted(at, at.towns[0])
    other = clerk_of(at.towns[1])
    page(other, "filing", filing.pk, status=404)
    page(other, "filing-cell", filing.pk, NEW, status=404)
    post(other, "filing", filing.pk, do="accept", status=404)
    page(other, "received", status=403)
    page(browser_of(a_person(at.towns[0], "assessor")), "filings", status=403)
    assert "R10" in page(clerk_of(at.towns[0]), "filings-rules", form="2019")
    page(clerk_of(at.towns[0]), "filing-cell", filing.pk, "t9.x.y", status=404)
    post(clerk_of(at.towns[0]), "filing", filing.pk, do="accept", status=403)
