"""Every kind of page carries the tags of its level, named as the norm names them: 3, 7 or 10."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from lxml import html
from pytest_django import Settings

from gongkai.law.page_tags import ARTICLE, COLUMN, SITE, page_tags, required_tags
from gongkai.portal.tests.test_routes import EXAMINED
from gongkai.records.models import Publication
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)
OWN = set(required_tags(ARTICLE, DAY)) - set(required_tags(COLUMN, DAY))
# Pages of which the norm asks the site's three only: the front page.
FRONT = {"portal:home"}
ADDRESSES = [
    (name, address) for name, rows in EXAMINED.items() for method, address, status in rows
    if method == "get" and status == 200
]  # fmt: skip


@pytest.fixture(autouse=True)
def known_site(settings: Settings) -> None:
    settings.SITE = settings.SITE | {"owner": "泉州市泉港区人民政府", "id_code": "3505050001"}
    settings.BASE_URL = "https://www.example.gov.cn"


def tags(client: Client, address: str) -> dict[str, str]:
    """The named tags of a page; empty for what is no page."""
    answer = client.get(address)
    assert answer.status_code == 200
    if not answer["Content-Type"].startswith("text/html"):
        return {}
    return {one.get("name"): one.get("content") for one in html.fromstring(answer.content).cssselect("meta[name]")}


@pytest.mark.parametrize(("name", "address"), ADDRESSES)
def test_a_page_carries_the_tags_of_its_level(client: Client, column: Agency, name: str, address: str) -> None:
    found = tags(client, address)
    if not found:
        return
    level = SITE if name in FRONT else ARTICLE if OWN & set(found) else COLUMN
    assert [one for one in required_tags(level, DAY) if not found.get(one)] == []


def test_a_record_carries_all_ten(client: Client) -> None:
    record = making.a_published(making.a_unit(), now=making.NOW)
    public = Publication.objects.get(record=record)
    found = tags(client, reverse("portal:record", args=(public.index_number,)))
    assert set(required_tags(ARTICLE, DAY)) <= set(found)
    assert len(required_tags(ARTICLE, DAY)) == 10
    assert found["SiteDomain"] == "www.example.gov.cn"
    assert found["PubDate"] == "2026-03-10 10:00"
    assert found["Url"].endswith(public.index_number + "/")


def test_no_tag_is_written_empty_and_no_name_is_unknown_to_the_norm() -> None:
    known = {one.code for level in (SITE, COLUMN, ARTICLE) for one in page_tags(level, DAY)}
    page = Template(
        "{% load page_tags %}{% site_tags %}{% column_tags 'a' '' 'c' 'd' %}{% article_tags 't' at 's' %}"
    ).render(Context({"site": {}, "base_url": "", "at": making.NOW}))
    found = html.fromstring(f"<head>{page}</head>").cssselect("meta")
    names = [one.get("name") for one in found]
    assert names == ["ColumnName", "ColumnKeywords", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"]
    assert set(names) <= known


def test_what_is_written_is_escaped() -> None:
    page = Template("{% load page_tags %}{% column_tags name 'b' 'c' 'd' %}").render(Context({"name": '"><script>'}))
    assert "<script>" not in page
