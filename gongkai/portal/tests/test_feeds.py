"""Feeds, sitemap and open data: valid, complete, absolute, and without what was withdrawn."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from gongkai.kit.clock import BEIJING
from gongkai.kit.models import PublicChange
from gongkai.law.open_catalogue import catalogue_columns
from gongkai.portal import pages
from gongkai.records import published_feeds
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Publication, Record
from gongkai.records.tests.making import NOW, TODAY, a_published, a_unit, actors, an_approved

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def number_of(record: Record) -> str:
    return str(Publication.objects.get(record=record).index_number)


def parsed(client: Client, address: str) -> etree._Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def two() -> tuple[Record, Record]:
    first = a_published(title="关于<防汛>的通知 & 附表", doc_number="涂政〔2026〕1号", summary="=汛期前完成检查")
    return first, a_published(a_unit("nanpu"), title="森林防火公告", doc_number="")


def test_rss_has_what_the_form_demands(client: Client) -> None:
    two()
    channel = parsed(client, "/feeds/rss.xml").find("channel")
    assert channel is not None and channel.findtext("title") and channel.findtext("description")
    items = channel.findall("item")
    assert [item.findtext("title") for item in items] == ["森林防火公告", "关于<防汛>的通知 & 附表"]
    for item in items:
        link = item.findtext("link") or ""
        assert link.startswith(settings.BASE_URL + "/records/") and item.findtext("guid") == link
        assert re.match(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+]0800$", item.findtext("pubDate") or "")


def test_atom_has_what_the_form_demands(client: Client) -> None:
    two()
    feed = parsed(client, "/feeds/atom.xml")
    assert feed.findtext(f"{ATOM}id") and feed.findtext(f"{ATOM}title")
    assert re.match(r"\d{4}-\d\d-\d\dT[\d:]+\+08:00", feed.findtext(f"{ATOM}updated") or "")
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [settings.BASE_URL + "/feeds/atom.xml"]
    entries = feed.findall(f"{ATOM}entry")
    assert [len(entry.findall(f"{ATOM}{name}")) for entry in entries for name in ("id", "updated", "title")] == [1] * 6


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_unit_has_a_feed_of_its_own(client: Client, form: str) -> None:
    two()
    own = client.get(f"/feeds/nanpu.{form}.xml").content.decode()
    assert "森林防火公告" in own and "防汛" not in own
    assert client.get(f"/feeds/nobody.{form}.xml").status_code == 404


def test_what_was_withdrawn_is_in_none_of_them(client: Client) -> None:
    record, other = two()
    number = number_of(record)
    holding = ("/feeds/rss.xml", "/feeds/tuling.atom.xml", "/sitemap-0.xml", "/open/catalogue-2026.csv")
    assert all(number in client.get(address).content.decode() for address in holding)
    withdraw_record(record.pk, "附表有误", actor=actors(record.agency)["publisher"], now=NOW)
    assert all(number not in client.get(address).content.decode() for address in holding)
    change = PublicChange.objects.filter(kind="record", key=number, gone=True).get()
    assert set(pages.touched_by(change)) >= {*holding, "/sitemap.xml", "/open/", "/open/catalogue.json"}
    assert number_of(other) in client.get("/sitemap-0.xml").content.decode()


def test_the_sitemap_names_every_record_once_in_pieces_that_stay(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_feeds, "A_PIECE", 2)
    records = [a_published(title=f"第{at}件事的通知", doc_number=f"涂政〔2026〕{at}号") for at in range(1, 6)]
    named = [node.text or "" for node in parsed(client, "/sitemap.xml").iter(f"{MAP}loc")]
    assert named[0] == settings.BASE_URL + "/sitemap-pages.xml"
    found = [
        node.text for address in named[1:]
        for node in parsed(client, address.removeprefix(settings.BASE_URL)).iter(f"{MAP}loc")
    ]  # fmt: skip
    assert sorted(found) == sorted(f"{settings.BASE_URL}/records/{number_of(record)}/" for record in records)
    before = published_feeds.piece_of(actors(records[0].agency)["clerk"], number_of(records[0]))
    withdraw_record(records[0].pk, "有误", actor=actors(records[0].agency)["publisher"], now=NOW)
    assert published_feeds.piece_of(actors(records[0].agency)["clerk"], number_of(records[0])) == before
    assert client.get("/sitemap-999.xml").status_code == 404


def test_the_map_of_pages_names_pages_that_answer(client: Client) -> None:
    two()
    addresses = [node.text or "" for node in parsed(client, "/sitemap-pages.xml").iter(f"{MAP}loc")]
    assert len(set(addresses)) == len(addresses) > 5
    assert settings.BASE_URL + "/" in addresses
    for address in addresses[:60]:
        assert client.get(address.removeprefix(settings.BASE_URL)).status_code == 200, address


def test_the_catalogue_has_what_the_regulation_demands_first(client: Client) -> None:
    record, _ = two()
    answer = client.get("/open/catalogue-2026.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    columns = catalogue_columns(TODAY)
    assert rows[0] == [column.label for column in columns]
    assert [column.required for column in columns][:5] == [True, True, True, True, False]
    assert rows[1][:4] == [
        number_of(record),
        "关于<防汛>的通知 & 附表",
        "'=汛期前完成检查",
        record.formed_on.isoformat(),
    ]
    found = json.loads(client.get("/open/catalogue-2026.json").content)
    assert found["columns"] == {column.code: column.label for column in columns}
    assert [row["summary"] for row in found["records"]] == [
        "=汛期前完成检查", "部署春季森林防火工作。",
    ]  # fmt: skip


def test_the_list_of_files_leads_to_files_with_as_many_rows(client: Client) -> None:
    two()
    for one in json.loads(client.get("/open/catalogue.json").content)["files"]:
        data = json.loads(client.get(one["json"].removeprefix(settings.BASE_URL)).content)
        assert len(data["records"]) == one["records"] == 2


@pytest.mark.parametrize("year", ["0", "1", "9999", "10000", "1999", "999999999999"])
def test_a_year_without_records_is_not_found(client: Client, year: str) -> None:
    two()
    assert client.get(f"/open/catalogue-{year}.csv").status_code == 404
    assert client.get(f"/open/catalogue-{year}.json").status_code == 404


def test_a_year_is_that_of_beijing(client: Client) -> None:
    eve = datetime(2026, 12, 31, 23, 30, tzinfo=BEIJING)
    unit = a_unit()
    late = an_approved(unit, now=eve, doc_number="", formed_on="2026-12-30")
    publish_record(late.pk, actor=actors(unit)["publisher"], now=eve + timedelta(hours=1))
    assert number_of(late) in client.get("/open/catalogue-2027.csv").content.decode()
    assert client.get("/open/catalogue-2026.csv").status_code == 404


def test_nothing_public_gives_empty_but_whole_answers(client: Client) -> None:
    assert parsed(client, "/feeds/rss.xml").findall("channel/item") == []
    assert "1970-01-01" in (parsed(client, "/feeds/atom.xml").findtext(f"{ATOM}updated") or "")
    assert len(list(parsed(client, "/sitemap.xml").iter(f"{MAP}loc"))) == 1
    assert json.loads(client.get("/open/catalogue.json").content)["files"] == []
    assert "目录是空的" in client.get("/open/").content.decode()
