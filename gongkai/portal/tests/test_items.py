"""The public pages of the catalogues: only what is public, the tree, one item, the files, what goes stale."""

from __future__ import annotations

import json
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from gongkai.columns.actions.tie_record import tie_record
from gongkai.columns.models import Item
from gongkai.columns.tests.items_making import a_catalogue, a_published_catalogue, an_item
from gongkai.kit.models import PublicChange
from gongkai.portal import pages
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Agency:
    return making.a_unit()


@pytest.fixture
def published(unit: Agency) -> Item:
    """The first item of a public catalogue of three."""
    a_published_catalogue(
        unit,
        an_item(unit, name="森林防火部署"),
        an_item(unit, name="应急预案", level2="预案管理"),
        an_item(unit, name="预算报告", level1="财政预决算", level2=""),
    )
    return Item.objects.order_by("order")[0]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_nothing_of_a_catalogue_that_is_being_compiled_is_public(client: Client, unit: Agency) -> None:
    row = a_catalogue(unit, an_item(unit, name="还没公布的事项"))
    assert "还没公布的事项" not in text(client, "/items/")
    assert "还没有公布事项目录" in text(client, "/units/tuling/items/")
    assert client.get(f"/units/tuling/items/{row.items.get().key}/").status_code == 404
    for kind in ("xlsx", "csv", "json", "exe"):
        assert client.get(f"/units/tuling/items/catalogue.{kind}").status_code == 404


def test_a_units_menu_has_its_catalogue_once_it_is_public(client: Client, unit: Agency) -> None:
    row = a_catalogue(unit, an_item(unit))
    link = '<li><a href="/units/tuling/items/"'
    assert link not in text(client, "/units/tuling/guide/")
    row.delete()
    a_published_catalogue(unit, an_item(unit))
    assert link in text(client, "/units/tuling/guide/")
    assert f'{link} aria-current="page"' in text(client, "/units/tuling/items/")
    told = PublicChange.objects.filter(kind="items").latest("pk")
    assert {"/units/tuling/", "/units/tuling/guide/"} <= set(pages.touched_by(told))


def test_a_change_of_what_the_menu_counts_touches_the_catalogue(unit: Agency) -> None:
    making.a_published(unit)
    told = PublicChange.objects.filter(kind="record").latest("pk")
    assert "/units/tuling/items/" in pages.touched_by(told)


def test_the_tree_opens_level_by_level_with_its_counts(client: Client, published: Item) -> None:
    assert "3 个事项" in text(client, "/items/")
    whole = text(client, "/units/tuling/items/")
    assert all(name in whole for name in ("森林防火部署", "应急预案", "预算报告"))
    assert '安全生产<span class="num">2</span>' in whole
    below = text(client, "/units/tuling/items/?at=安全生产")
    assert "预算报告" not in below
    assert '预案管理<span class="num">1</span>' in below
    found = text(client, "/units/tuling/items/?q=预案")
    assert "应急预案" in found
    assert "森林防火部署" not in found
    assert "没有符合条件的事项" in text(client, "/units/tuling/items/?q=无此事&at=x&page=99999999")


def test_an_item_lists_the_records_that_are_public_and_no_draft(client: Client, published: Item, unit: Agency) -> None:
    address = f"/units/tuling/items/{published.key}/"
    clerk = making.actors(unit)["clerk"]
    draft = making.a_draft(unit, title="还在起草的通知", doc_number="")
    tie_record(draft.pk, published.key, actor=clerk, now=making.NOW)
    record = making.a_published(unit)
    tie_record(record.pk, published.key, actor=clerk, now=making.NOW)
    shown = text(client, address)
    assert record.title in shown
    assert "还在起草的通知" not in shown
    assert "《森林防火条例》第十条" in shown
    assert "已公开 1 件" in text(client, "/units/tuling/items/")
    withdraw_record(record.pk, "内容有误", actor=making.actors(unit)["publisher"], now=making.NOW)
    assert record.title not in text(client, address)


def test_the_files_say_the_same_and_compute_nothing(client: Client, unit: Agency) -> None:
    a_published_catalogue(unit, an_item(unit, name="=1+1"))
    book = openpyxl.load_workbook(BytesIO(client.get("/units/tuling/items/catalogue.xlsx").content))
    sheet = book.active
    assert sheet is not None
    assert [cell.data_type for line in sheet.iter_rows() for cell in line if cell.value == "=1+1"] == ["s"]
    assert "'=1+1" in client.get("/units/tuling/items/catalogue.csv").content.decode("utf-8-sig")
    told = json.loads(client.get("/units/tuling/items/catalogue.json").content)
    assert told["items"][0]["name"] == "=1+1"
    assert told["items"][0]["limit_understood"]["within"] == 20


def test_what_a_change_touches(published: Item, unit: Agency, django_capture_on_commit_callbacks: object) -> None:
    told = PublicChange.objects.filter(kind="items").latest("pk")
    touched = pages.touched_by(told)
    assert {"/items/", "/units/tuling/items/", f"/units/tuling/items/{published.key}/"} <= set(touched)
    record = making.a_published(unit)
    tie_record(record.pk, published.key, actor=making.actors(unit)["clerk"], now=making.NOW)
    told = PublicChange.objects.filter(kind="items").latest("pk")
    assert told.detail["keys"] == [published.key]
    withdraw_record(record.pk, "内容有误", actor=making.actors(unit)["publisher"], now=making.NOW)
    gone = PublicChange.objects.filter(kind="record").latest("pk")
    assert f"/units/tuling/items/{published.key}/" in pages.touched_by(gone)
    assert f"/units/tuling/items/{published.key}/" in set(pages.all_addresses())


def test_a_big_catalogue_is_a_light_page(client: Client, unit: Agency) -> None:
    a_published_catalogue(unit, *(an_item(unit, name=f"事项{number}") for number in range(60)))
    whole = client.get("/units/tuling/items/")
    assert len(whole.content) < 100_000
    assert "事项59" not in whole.content.decode()
    assert "事项59" in text(client, "/units/tuling/items/?page=2")
