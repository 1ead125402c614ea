"""What the public pages say: the report as issued, its findings at the cells, and the stub of a withdrawn one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.test import Client
from lxml import html

from gongkai.annual.documents import Place
from gongkai.annual.report import Figure
from gongkai.statistics.tests.conftest import a_report
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> html.HtmlElement:
    """The parsed page."""
    return html.fromstring(client.get(address).content.decode())


def words(element: html.HtmlElement) -> str:
    """Its text in one line."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


def test_a_report_page_opens_with_title_number_and_dates(client: Client, column: Agency) -> None:
    top = words(page(client, "/annual/QZ-QG/2025/").cssselect(".title")[0])
    assert top.startswith("泉港区2025年度政府信息公开工作年度报告")
    assert "泉港政办〔2026〕2号" in top
    assert "发布 2026-01-12 17:00" in top
    assert "统计期限 2025-01-01 至 2025-12-31" in top


def test_the_page_carries_the_metadata_the_site_norm_asks_for(
    client: Client, column: Agency, settings: LazySettings
) -> None:
    settings.SITE = settings.SITE | {"owner": "泉州市泉港区人民政府", "id_code": "3505050001"}
    found = {
        meta.get("name"): meta.get("content") for meta in page(client, "/annual/QZ-QG/2025/").cssselect("meta[name]")
    }
    assert found["SiteName"] == "泉州市泉港区人民政府"
    assert found["SiteIDCode"] == "3505050001"
    assert found["ArticleTitle"] == "泉港区2025年度政府信息公开工作年度报告"
    assert found["PubDate"] == "2026-01-12 17:00"
    assert found["ContentSource"] == "泉州市泉港区人民政府"


def test_a_finding_stands_at_its_cell_and_leads_there_and_back(client: Client, column: Agency) -> None:
    shown = page(client, "/annual/QZ-QG/2025/")
    discs = shown.cssselect("td.found.stop a.disc")
    assert discs
    for disc in discs:
        remark = shown.get_element_by_id(disc.get("href").removeprefix("#"))
        back = remark.cssselect("a.back")[0].get("href").removeprefix("#")
        assert shown.get_element_by_id(back) == disc.getparent()
    granted = shown.get_element_by_id("c-t3.granted.total")
    assert "found" in granted.get("class")
    assert words(granted).endswith("7")


def test_a_finding_gives_sentence_advice_and_basis_in_chinese(client: Client, column: Agency) -> None:
    remark = words(page(client, "/annual/QZ-QG/2025/").cssselect(".findings > li")[0])
    assert "错误" in remark
    assert "建议：" in remark
    assert re.search(r"依据：《[^》]+》表三", remark)


def test_the_published_figure_is_never_replaced(client: Client, publish: Callable[..., Agency]) -> None:
    report = a_report(2023, t3__granted__total=7)
    publish(report)
    shown = page(client, "/annual/QZ-QG/2023/")
    for cell, figure in report.figures.items():
        text = "".join(shown.get_element_by_id(f"c-{cell}").xpath("text()"))
        assert text.strip() == f"{figure.value:f}"


def test_an_unread_cell_is_dashes_and_a_solved_one_is_marked(client: Client, publish: Callable[..., Agency]) -> None:
    report = a_report(2023)
    figures = dict(report.figures)
    del figures["t3.granted.natural_person"]
    figures["t3.granted.total"] = Figure(Decimal(1), "", Place(), "solved", ("R3",))
    publish(replace(report, figures=figures, unread=("t3.granted.natural_person",)))
    shown = page(client, "/annual/QZ-QG/2023/")
    assert words(shown.get_element_by_id("c-t3.granted.natural_person")) == "——（未读出）"
    assert words(shown.get_element_by_id("c-t3.granted.total")) == "1（推得）"
    assert "由表内勾稽关系唯一推得" in words(shown.cssselect(".legend")[0])


def test_a_long_narrative_before_the_tables_is_folded_whole_and_a_short_one_stands(
    client: Client, publish: Callable[..., Agency]
) -> None:
    lines = [f"第{number}项工作按要求完成，情况良好，资料齐全，已按时公开。" for number in range(20)]
    made = a_report()
    overview = replace(made.sections[0], text="\n".join(lines))
    publish(replace(made, sections=(overview,)))
    (folded,) = page(client, "/annual/QZ-QG/2025/").cssselect("details.fold")
    assert words(folded.cssselect("summary")[0]) == "展开全文（20 段）"
    assert [words(line) for line in folded.cssselect("p")] == lines
    publish(a_report(2024))
    assert page(client, "/annual/QZ-QG/2024/").cssselect("details.fold") == []


def test_a_likely_single_slip_is_named_with_what_it_would_mend(client: Client, publish: Callable[..., Agency]) -> None:
    publish(a_report(2023, t3__new_received__total=9))
    note = words(page(client, "/annual/QZ-QG/2023/").cssselect(".mend")[0])
    assert note.startswith("可能只错一处：把“")
    assert "由 9 改为 1" in note
    assert re.search(r"可同时消除：第 \d+ 条、第 \d+ 条。请以台账为准。", note)


def test_text_from_a_report_never_becomes_markup(client: Client, publish: Callable[..., Agency]) -> None:
    publish(replace(a_report(2023), title="<script>标题</script>", lead="<b onclick=x>引言</b>"))
    raw = client.get("/annual/QZ-QG/2023/").content.decode()
    assert "&lt;script&gt;标题" in raw
    assert "<b onclick" not in raw


def test_an_original_is_downloaded_and_never_shown(client: Client, column: Agency) -> None:
    answer = client.get("/annual/QZ-QG/2025/original")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6%B3%89")


def test_a_withdrawn_report_leaves_number_dates_and_reason_and_nothing_else(client: Client, column: Agency) -> None:
    stub = page(client, "/annual/QZ-LC/2024/")
    main = words(stub.cssselect("main")[0])
    assert "泉鲤政办〔2025〕1号" in main
    assert "撤回原因：附件有误" in main
    assert not stub.cssselect("table.stat")
    assert not stub.cssselect("a[download]")


def test_the_column_shows_a_gap_as_a_gap(client: Client, publish: Callable[..., Agency]) -> None:
    publish(a_report(2022))
    publish(a_report(2025))
    heads = [words(head) for head in page(client, "/annual/").cssselect(".matrix thead th")]
    assert heads == ["单位", "2025", "2024", "2023", "2022"]
    assert len(page(client, "/annual/").cssselect(".matrix td.none")) == 2


def test_filters_in_force_can_be_taken_off_one_by_one(client: Client, column: Agency) -> None:
    shown = page(client, "/annual/?agency=QZ-QG&findings=errors")
    assert words(shown.cssselect("[role=status]")[0]) == "找到 1 份报告"
    chosen = shown.cssselect(".chosen a")
    assert [link.get("href") for link in chosen] == ["/annual/?findings=errors", "/annual/?agency=QZ-QG"]


def test_an_empty_list_says_why_and_offers_a_way_on(client: Client, column: Agency) -> None:
    empty = page(client, "/annual/?q=不存在的单位").cssselect(".empty")[0]
    assert "没有符合条件的年度报告" in words(empty)
    assert empty.cssselect("a")[0].get("href") == "/annual/"


def test_the_front_page_without_any_report_says_so(client: Client) -> None:
    assert "还没有公开的年度报告" in words(page(client, "/").cssselect("main")[0])


def test_many_agencies_come_in_pages(client: Client, publish: Callable[..., Agency]) -> None:
    for number in range(21):
        publish(replace(a_report(2025), number=f"第{number}号"), f"U{number:02}-X", f"单位{number}")
    assert len(page(client, "/annual/").cssselect(".matrix tbody tr")) == 20
    assert len(page(client, "/annual/?page=2").cssselect(".matrix tbody tr")) == 1


def test_the_comparison_puts_the_years_side_by_side_with_a_chart_and_its_table(client: Client, column: Agency) -> None:
    shown = page(client, "/annual/QZ-QG/compare/")
    assert len(shown.cssselect("svg.chart rect")) == 4
    heads = [words(head) for head in shown.cssselect("table.years")[0].cssselect("thead th")]
    assert heads == ["项目", "单位", "2024", "2025"]


def test_a_year_without_a_report_keeps_its_place_in_the_chart(client: Client, publish: Callable[..., Agency]) -> None:
    publish(a_report(2022))
    publish(a_report(2025))
    chart = page(client, "/annual/QZ-QG/compare/").cssselect("svg.chart")[0]
    names = [words(text) for text in chart.cssselect("text:not(.value)")]
    assert names == ["2022", "2023", "2024", "2025"]
    assert len(chart.cssselect("rect")) == 4


def test_one_year_alone_cannot_be_compared_and_that_is_said(client: Client, publish: Callable[..., Agency]) -> None:
    publish(a_report(2025))
    assert "只有 1 个年度，不能比较" in words(page(client, "/annual/QZ-QG/compare/").cssselect(".note")[0])


@pytest.mark.parametrize(
    ("address", "heading"), [("/nowhere", "没有找到这个页面"), ("/annual/QZ-QG/1999/", "没有找到这个页面")]
)
def test_a_missing_page_says_what_to_do(client: Client, db: None, address: str, heading: str) -> None:
    shown = page(client, address)
    assert words(shown.cssselect("h1")[0]) == heading
    assert shown.cssselect("main a.btn")[0].get("href") == "/search/"


def test_our_own_fault_is_said_to_be_ours(client: Client, column: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("gongkai.portal.views.home.reads.newest", fail)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "这是本站的故障，与您的操作无关" in answer.content.decode()
