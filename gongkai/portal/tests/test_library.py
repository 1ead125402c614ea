"""The policy library and the search: what filters find, where a number leads, what an empty answer offers."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from gongkai.columns.tests.making import a_public
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Publication, RecordLink
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
NOW = making.NOW
ROAD, OLD, FIRE = "农村公路养护管理办法", "农村公路养护暂行办法", "关于做好森林防火工作的通知"


@pytest.fixture
def shelf(db: None) -> Agency:
    """Three records: a rule that repeals an older one, and a notice about something else."""
    unit = making.a_unit()
    rule = {"document_kind": "normative_document", "class_code": "art20_01_rules_and_normative_docs"}
    body = "<p>为加强农村公路养护，制定本办法。</p>"
    roads = {"topic": "工业、交通/公路", "body": body, "keywords": [], "summary": "", **rule}
    old = making.an_approved(unit, title=OLD, doc_number="涂政〔2020〕3号", **roads)
    publish(old)
    new = making.an_approved(unit, title=ROAD, doc_number="涂政规〔2026〕1号", effective_on="2026-04-01", **roads)
    RecordLink.objects.create(record=new, other=old, kind="repeals", on=date(2026, 3, 5))
    publish(new)
    publish(making.an_approved(unit, title=FIRE, doc_number="涂政〔2026〕8号", genre="notice"))
    return unit


def publish(record: object) -> Publication:
    actor = making.actors(record.agency)["publisher"]  # type: ignore[attr-defined]
    return publish_record(record.pk, change_note="", actor=actor, now=NOW)  # type: ignore[attr-defined]


def page(client: Client, address: str) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def titles(client: Client, query: str, name: str = "library") -> list[str]:
    found = page(client, f"{reverse(f'portal:{name}')}?{query}")
    return [link.text_content() for link in found.cssselect(".result h3 a")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {ROAD, OLD, FIRE}),
        ("q=公路", {ROAD, OLD}),
        ("q=制定&where=title", set()),
        ("prefix=涂政规", {ROAD}),
        ("prefix=涂政[2026]8号", {FIRE}),
        ("dyear=2020", {OLD}),
        ("dyear=2026&serial=1", {ROAD}),
        ("kind=normative_document", {ROAD, OLD}),
        ("kind=normative_document&kind=other", {ROAD, OLD, FIRE}),
        ("genre=notice", {FIRE}),
        ("agency=tuling", {ROAD, OLD, FIRE}),
        ("agency=nobody", set()),
        ("year=2026", {ROAD, OLD, FIRE}),
        ("year=2025", set()),
        ("topic=07", {ROAD, OLD}),
        ("topic=0707", {ROAD, OLD}),
        ("topic=0708", set()),
        ("from=2026-03-10&to=2026-03-10", {ROAD, OLD, FIRE}),
        ("to=2026-03-09", set()),
        ("by=formed&from=2026-03-02&to=2026-03-02", {ROAD, OLD, FIRE}),
    ],
)
def test_each_filter_finds_what_it_says(client: Client, shelf: Agency, query: str, expected: set[str]) -> None:
    assert set(titles(client, query)) == expected


def test_the_validity_asked_for_is_that_of_the_day(
    client: Client, shelf: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, not_yet, in_force in ((date(2026, 3, 31), [ROAD], []), (date(2026, 4, 1), [], [ROAD])):
        monkeypatch.setattr("gongkai.kit.clock.today", lambda day=day: day)
        assert titles(client, "validity=not_yet") == not_yet
        assert titles(client, "validity=in_force") == in_force
        assert titles(client, "validity=repealed") == [OLD]


def test_counts_stand_beside_the_choices_and_nothing_empty_can_be_chosen(client: Client, shelf: Agency) -> None:
    found = page(client, reverse("portal:library"))
    shown = {
        (one.get("name"), one.get("value")): (one.getparent().cssselect(".num"), one.get("disabled") is not None)
        for one in found.cssselect(".facets input[value]") if one.get("value")
    }  # fmt: skip
    assert shown["kind", "normative_document"][0][0].text == "2"
    assert shown["kind", "rule"] == (shown["kind", "rule"][0], True)
    assert shown["validity", "repealed"][0][0].text == "1"
    assert shown["validity", "expired"][1] is True


def test_what_is_chosen_stands_above_and_can_be_taken_off(client: Client, shelf: Agency) -> None:
    found = page(client, f"{reverse('portal:library')}?q=公路&kind=normative_document&validity=repealed&topic=07")
    tags = {one.text_content().split("，")[0]: one.get("href") for one in found.cssselect(".chosen a.tag")}
    assert set(tags) == {"行政规范性文件", "已废止", "工业、交通"}
    rest = page(client, tags["已废止"])
    assert {one.text_content() for one in rest.cssselect(".result h3 a")} == {ROAD, OLD}
    assert rest.cssselect("#lib")[0].get("value") == "公路"


def test_the_words_are_marked_and_links_between_documents_are_told(client: Client, shelf: Agency) -> None:
    found = page(client, f"{reverse('portal:library')}?q=公路")
    assert {one.text for one in found.cssselect("h3 mark")} == {"公路"}
    text = found.cssselect(".results")[0].text_content()
    assert f"被{ROAD}（涂政规〔2026〕1号）废止" in text
    assert "已废止" in text and "工业、交通 / 公路" in text


@pytest.mark.parametrize(
    "typed", ["涂政规〔2026〕1号", "涂政规[2026]1号", "涂政规（2026）第01号", "涂政规【２０２６】１"]
)
@pytest.mark.parametrize("name", ["library", "search"])
def test_a_number_typed_whole_leads_to_its_record(client: Client, shelf: Agency, typed: str, name: str) -> None:
    number = Publication.objects.get(title=ROAD).index_number
    answer = client.get(reverse(f"portal:{name}"), {"q": typed})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("portal:record", args=(number,)))
    assert client.get(reverse(f"portal:{name}"), {"q": number.lower()}).status_code == 302


def test_a_number_borne_by_two_lists_both(client: Client, shelf: Agency) -> None:
    publish(making.an_approved(making.a_unit("shanyao"), title="另一单位的通知", doc_number="涂政〔2026〕8号"))
    assert set(titles(client, "q=涂政〔2026〕8号")) >= {FIRE, "另一单位的通知"}


def test_what_is_withdrawn_is_found_nowhere(client: Client, shelf: Agency) -> None:
    public = Publication.objects.get(title=FIRE)
    withdraw_record(public.record_id, "有误", actor=making.actors(shelf)["publisher"], now=NOW)
    for name in ("library", "search"):
        assert titles(client, "q=森林防火", name) == []
    assert client.get(reverse("portal:library"), {"q": "涂政〔2026〕8号"}).status_code == 200
    assert FIRE not in client.get(reverse("portal:search-suggest"), {"q": "森林"}).content.decode()


def test_the_number_of_what_was_withdrawn_leads_to_its_stub(client: Client, shelf: Agency) -> None:
    public = Publication.objects.get(title=FIRE)
    withdraw_record(public.record_id, "有误", actor=making.actors(shelf)["publisher"], now=NOW)
    for name in ("library", "search"):
        found = page(client, f"{reverse(f'portal:{name}')}?q={public.index_number.lower()}")
        (link,) = found.cssselect(".empty a.num")
        assert link.text == public.index_number
        assert client.get(link.get("href")).status_code == 410
        assert not page(client, f"{reverse(f'portal:{name}')}?q={FIRE}").cssselect(".empty a.num")


def test_an_empty_answer_offers_what_may_have_been_meant(client: Client, shelf: Agency) -> None:
    found = page(client, f"{reverse('portal:library')}?q=农村公路养互&year=2026")
    empty = found.cssselect(".empty")[0]
    assert ROAD in [link.text for link in empty.cssselect(".terms a")]
    assert "去掉全部筛选" in empty.text_content()
    assert "依申请公开" in empty.text_content()


def test_an_empty_library_says_what_will_stand_there(client: Client) -> None:
    assert "发布后会列在这里" in page(client, reverse("portal:library")).text_content()


def test_search_has_a_tab_for_each_kind(client: Client, shelf: Agency, column: Agency) -> None:
    found = page(client, f"{reverse('portal:search')}?q=工作")
    tabs = {link.text_content().strip(): link.get("href") for link in found.cssselect(".tabs a")}
    assert {"全部", "政府信息 1", "年度报告 2"} <= set(tabs)
    reports = page(client, tabs["年度报告 2"])
    links = [link.get("href") for link in reports.cssselect(".result h3 a")]
    assert sorted(links) == ["/annual/QZ-QG/2024/", "/annual/QZ-QG/2025/"]
    assert reports.cssselect("input[name=in]")[0].get("value") == "annual_report"


@pytest.mark.parametrize(("kind", "name"), [("institution", "机构职能"), ("reading_point", "信息查阅点")])
def test_search_finds_what_units_say_of_themselves(client: Client, shelf: Agency, kind: str, name: str) -> None:
    made = a_public(kind, shelf)
    found = page(client, f"{reverse('portal:search')}?q=示例")
    assert f"{name} 1" in {link.text_content().strip() for link in found.cssselect(".tabs a")}
    (address,) = (link.get("href") for link in found.cssselect(".result h3 a"))
    assert made.agency_code in address
    assert client.get(address).status_code == 200


def test_words_offered_are_those_of_public_documents(client: Client, shelf: Agency) -> None:
    making.an_approved(shelf, title="尚未公开的农村公路方案", doc_number="")
    answer = client.get(reverse("portal:search-suggest"), {"q": "农村"})
    assert set(answer.json()["words"]) == {ROAD, OLD}
    assert client.get(reverse("portal:search-suggest")).json() == {"words": []}


def test_a_page_asks_the_database_a_bounded_number_of_times(client: Client, shelf: Agency) -> None:
    usual = ["library?", "library?q=公路", "search?q=公路", "search?q=公路&in=record", "search?q=公路&year=2026"]
    # A list is matched once for the answer and once for each field that is filtered by.
    narrowed = ["library?q=公路&kind=normative_document", "library?q=公路&kind=normative_document&validity=repealed"]
    for address in (*usual, *narrowed):
        name, _, query = address.partition("?")
        page(client, f"{reverse(f'portal:{name}')}?{query}")
        with CaptureQueriesContext(connection) as asked:
            page(client, f"{reverse(f'portal:{name}')}?{query}")
        statements = [one["sql"] for one in asked.captured_queries]
        assert 0 < len(statements) <= 12 + (address in narrowed), (address, statements)
        assert sum("search_state" in one and "search_index" not in one for one in statements) <= 1, address
