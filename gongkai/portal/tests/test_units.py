"""The units' pages and statutory columns: what stands in them, what is said where nothing does, and nobody else's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from gongkai.columns.actions.withdraw_page import withdraw_page
from gongkai.columns.tests import making as columns
from gongkai.kit.clock import BEIJING
from gongkai.law.unit_columns import page_fields
from gongkai.portal.column_nav import PLACES
from gongkai.records.models import Publication, Record
from gongkai.records.tests import making
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db
NOW = making.NOW
TODAY = NOW.date()
OF_UNIT = ["unit", *(f"unit-{place}" for place in PLACES.values())]
OF_ALL = ["units", *(place for column, place in PLACES.items() if column != "annual")]


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are read on the day on which everything was published."""
    monkeypatch.setattr("gongkai.kit.clock.today", lambda: TODAY)


@pytest.fixture
def unit(db: None) -> Agency:
    return making.a_unit(name="泉港区涂岭镇人民政府", short="涂岭镇")


def page(client: Client, address: str, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.fromstring(answer.content)


def titles(found: HtmlElement) -> list[str]:
    return [one.text_content() for one in found.cssselect("main .rows li > a:first-child, main .listing th > a")]


def tags(found: HtmlElement) -> set[str]:
    return {one.get("name", "") for one in found.cssselect("meta[name]")}


@pytest.mark.parametrize("name", OF_UNIT)
def test_a_unit_without_anything_says_so_on_every_page_and_where_to_ask(
    client: Client, unit: Agency, name: str
) -> None:
    found = page(client, reverse(f"portal:{name}", args=(unit.code,)))
    assert len(found.cssselect("h1")) == 1
    empty = found.cssselect("main .empty, main .note")
    assert empty and empty[0].cssselect("a, p")
    assert {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"} <= tags(found)
    menu = [one.get("href") for one in found.cssselect(".cols > ul > li > a")]
    assert reverse("portal:unit-guide", args=(unit.code,)) in menu


@pytest.mark.parametrize("name", OF_ALL)
def test_the_pages_of_the_whole_stand_without_any_unit(client: Client, db: None, name: str) -> None:
    found = page(client, reverse(f"portal:{name}"))
    assert len(found.cssselect("h1")) == 1
    assert found.cssselect("main .empty, main .bullets")


def published(unit: Agency, number: int, **changes: object) -> Publication:
    """A row of the public table; the record behind it does not matter here."""
    record = Record.objects.filter(agency=unit).first() or making.a_draft(unit)
    given = {
        "record": record, "version": number, "change_note": "有改动", "index_number": f"{unit.code}-{number:05}",
        "agency_code": unit.code, "agency_name": unit.name, "document_kind": "other",
        "title": f"关于第{number}件事的通知",
        "class_code": "art20_07_budget", "published_at": NOW + timedelta(minutes=number),
        "first_published_at": NOW + timedelta(minutes=number), "snapshot": {"document_kind": {"code": "other"}},
    } | changes  # fmt: skip
    return Publication.objects.create(**given)


def test_a_record_stands_in_every_column_it_belongs_to_and_in_no_other(client: Client, unit: Agency) -> None:
    other = making.a_unit("shanyao")
    normative = {"document_kind": "normative_document", "class_code": "art20_01_rules_and_normative_docs"}
    rule = published(unit, 1, **normative)
    budget = published(unit, 2)
    everywhere = {
        "/": {rule.title, budget.title},
        "/units/tuling/": {rule.title, budget.title},
        "/units/tuling/contents/": {rule.title, budget.title},
        "/units/tuling/contents/art20_07_budget/": {budget.title},
        "/units/tuling/rules/": {rule.title},
        "/contents/": {rule.title, budget.title},
        "/contents/art20_07_budget/": {budget.title},
        "/rules/": {rule.title},
        f"/units/{other.code}/": set(),
        f"/units/{other.code}/contents/art20_07_budget/": set(),
        f"/units/{other.code}/rules/": set(),
    }
    for address, expected in everywhere.items():
        assert set(titles(page(client, address))) == expected, address


def test_the_menu_counts_what_is_there_and_leaves_out_what_is_not(client: Client, unit: Agency) -> None:
    for number in range(1, 4):
        published(unit, number)
    published(unit, 4, class_code="ogi2007_10_05_fees")
    published(unit, 6, class_code="")
    published(unit, 5, state="withdrawn", withdrawn_at=NOW, withdrawn_reason="有误")
    found = page(client, "/units/tuling/contents/")
    shelves = {one.text: one.cssselect(".num")[0].text for one in found.cssselect(".cols ul ul a")}
    assert shelves == {"财政预决算": "3", "行政事业性收费的项目、依据、标准": "1"}
    assert not [one for one in found.cssselect(".cols a") if one.get("href", "").endswith("/rules/")]
    assert page(client, "/units/tuling/contents/ogi2007_10_05_fees/").cssselect("h1")[0].text


def test_an_item_of_another_level_is_no_page_of_the_unit(client: Client, unit: Agency) -> None:
    page(client, "/units/tuling/contents/art21_town_levies/")
    page(client, "/units/tuling/contents/art21_municipal_works/", 404)
    page(client, "/contents/art21_municipal_works/")
    for hostile in ("art20_07_budget'--", "%00", "..", "a" * 300, "预决算"):
        assert client.get(f"/units/tuling/contents/{hostile}/").status_code == 404
        assert client.get(f"/units/{hostile}/").status_code == 404


def test_long_columns_come_in_pages_with_one_address_each(client: Client, unit: Agency) -> None:
    for number in range(1, 42):
        published(unit, number)
    base = "/units/tuling/contents/art20_07_budget/"
    assert [len(titles(page(client, base + tail))) for tail in ("", "p2/", "p3/")] == [20, 20, 1]
    steps = [one.get("href") for one in page(client, base + "p2/").cssselect(".pager a")]
    assert steps == [base, base, f"{base}p3/", f"{base}p3/"]
    page(client, base + "p4/", 404)
    assert client.get(base + "p1/").headers["Location"] == base


def test_rules_are_filtered_by_their_status_of_the_day(client: Client, unit: Agency) -> None:
    kind = {"document_kind": "normative_document", "class_code": "art20_01_rules_and_normative_docs"}
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    repealed = [{"kind": "repeals", "on": TODAY.isoformat(), "by": "新办法"}]
    for number, days in enumerate(
        ({}, {"effective_on": tomorrow}, {"expires_on": yesterday}, {"validity_links": repealed}), start=1
    ):
        published(unit, number, **kind, **days)
    found = page(client, "/units/tuling/rules/")
    tabs = [one.text for one in found.cssselect(".tabs a")]
    assert tabs == ["全部 4", "尚未施行 1", "现行有效 1", "已失效 1", "已废止 1"]
    for status, number in (("in_force", 1), ("not_yet", 2), ("expired", 3), ("repealed", 4)):
        assert titles(page(client, f"/units/tuling/rules/?status={status}")) == [f"关于第{number}件事的通知"]
        assert titles(page(client, f"/rules/?status={status}")) == [f"关于第{number}件事的通知"]
    assert len(titles(page(client, "/units/tuling/rules/?status=nonsense"))) == 4
    assert "没有这种有效性的文件" in page(client, "/rules/?status=amended").cssselect(".empty")[0].text_content()


def test_a_guide_stands_with_its_fields_in_order_and_its_dates(client: Client, unit: Agency) -> None:
    made = columns.a_public("guide", unit)
    found = page(client, "/units/tuling/guide/")
    labels = [one.text for one in found.cssselect(".told dt")]
    assert labels == [one.label for one in page_fields("guide", TODAY) if one.code in columns.some_values("guide")]
    assert (
        made.published_at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") in found.cssselect(".facts")[0].text_content()
    )
    assert {"ArticleTitle", "PubDate", "ContentSource"} <= tags(found)
    request = page(client, "/units/tuling/request/")
    assert "0595-87654321" in request.text_content()
    assert not request.cssselect("main form")
    assert "0595-87654321" in page(client, "/units/tuling/").cssselect(".meta")[0].text_content()
    (listed,) = [one for one in page(client, "/guide/").cssselect(".rows li") if "涂岭镇" in one.text_content()]
    assert listed.cssselect("time")


def test_a_withdrawn_guide_is_a_stub_and_leaves_the_lists(client: Client, unit: Agency) -> None:
    made = columns.a_public("guide", unit)
    made.page.refresh_from_db()
    who = making.actors(unit)["publisher"]
    withdraw_page(made.page_id, made.page.edition, "电话有误", actor=who, now=NOW)
    found = page(client, "/units/tuling/guide/", 410)
    assert "电话有误" in found.text_content() and "0595-87654321" not in found.text_content()
    assert "尚未公布" in page(client, "/guide/").text_content()
    assert "0595-87654321" not in page(client, "/units/tuling/request/").text_content()


def test_a_rule_of_work_has_a_page_of_its_own_under_its_unit_only(client: Client, unit: Agency) -> None:
    made = columns.a_public("system", unit)
    other = making.a_unit("shanyao")
    for address in ("/systems/", "/units/tuling/systems/"):
        (link,) = page(client, address).cssselect("main .rows li > a")
        assert link.get("href") == f"/units/tuling/systems/{made.key}/"
    assert page(client, f"/units/tuling/systems/{made.key}/").cssselect("h1")[0].text == made.title
    page(client, f"/units/{other.code}/systems/{made.key}/", 404)


def test_reading_points_are_listed_by_hall_and_on_the_front_page(client: Client, unit: Agency) -> None:
    made = columns.a_public("reading_point", unit)
    for address in ("/reading-points/", "/units/tuling/reading-points/"):
        assert [one.text for one in page(client, address).cssselect("article h3")] == [made.title]
    assert made.title in page(client, "/").text_content()


def test_an_ended_unit_keeps_its_records_and_names_its_successor(client: Client, unit: Agency) -> None:
    published(unit, 1)
    after = making.a_unit("merged", name="泉港区新设镇人民政府", short="新设镇")
    Agency.objects.filter(pk=unit.pk).update(ends=date(2026, 1, 1))
    AgencyLink.objects.create(upper=after, lower=unit, kind="succeeds", begins=date(2026, 1, 1))
    for name in OF_UNIT:
        found = page(client, reverse(f"portal:{name}", args=(unit.code,)))
        note = found.cssselect("main .note")[0]
        assert "2026-01-01" in note.text_content() and after.name in note.text_content(), name
    assert titles(page(client, "/units/tuling/"))[:1] == ["关于第1件事的通知"]
    assert "/units/merged/request/" in [
        one.get("href") for one in page(client, "/units/tuling/request/").cssselect("a")
    ]
    everyone = page(client, "/units/")
    assert "/units/tuling/" in [one.get("href") for one in everyone.cssselect(".rows a")]
    assert "/units/tuling/" not in [one.get("href") for one in everyone.cssselect(".unit-switch a, .tiles a")]


def test_the_switch_keeps_the_kind_of_page_and_groups_the_units(client: Client, unit: Agency) -> None:
    for number in range(40):
        Agency.objects.create(
            code=f"D{number:02}", name=f"泉港区第{number}局", short=f"第{number}局", level="department"
        )
    found = page(client, "/units/tuling/systems/")
    groups = {one.cssselect("h2")[0].text: one.cssselect("a") for one in found.cssselect(".unit-switch section")}
    assert {name: len(links) for name, links in groups.items()} == {"部门": 40, "镇、街道": 1}
    assert groups["部门"][0].get("href") == "/units/D00/systems/"
    assert groups["镇、街道"][0].get("aria-current") == "true"
    assert page(client, "/guide/").cssselect(".unit-switch section a")[0].get("href") == "/units/D00/guide/"
    assert page(client, "/help/").cssselect(".unit-switch section a")[0].get("href") == "/units/D00/"


@pytest.mark.parametrize("name", [*OF_ALL, "home"])
def test_pages_of_the_whole_ask_little_and_are_light(
    client: Client, unit: Agency, name: str, django_assert_max_num_queries: object
) -> None:
    many(unit)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        answer = client.get(reverse(f"portal:{name}"))
    assert len(answer.content) < 60_000


@pytest.mark.parametrize("name", OF_UNIT)
def test_pages_of_a_unit_ask_little_and_are_light(
    client: Client, unit: Agency, name: str, django_assert_max_num_queries: object
) -> None:
    many(unit)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        answer = client.get(reverse(f"portal:{name}", args=(unit.code,)))
    assert len(answer.content) < 60_000


def many(unit: Agency) -> None:
    """Forty units, and in one of them more of everything than a page holds."""
    for number in range(40):
        Agency.objects.create(
            code=f"D{number:02}", name=f"泉港区第{number}局", short=f"第{number}局", level="department"
        )
    kinds = ("other", "normative_document")
    for number in range(1, 30):
        published(unit, number, document_kind=kinds[number % 2])
    for kind in ("guide", "institution", "system", "reading_point"):
        columns.a_public(kind, unit)


def test_english_says_the_columns_and_leaves_the_texts(client: Client, unit: Agency) -> None:
    published(unit, 1)
    client.cookies["language"] = "en"
    found = page(client, "/units/tuling/contents/art20_07_budget/")
    assert found.cssselect("h1")[0].text == "Budgets and accounts"
    assert found.cssselect(".listing th a")[0].get("lang") == "zh-Hans-CN"
