"""Every public address is examined; a new one fails here until someone has thought about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from gongkai.portal.urls import urlpatterns
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db

# What a visitor of the public pages gets: method, address, status. Every pattern needs at least one row.
EXAMINED = {
    "portal:home": [("get", "/", 200)],
    "portal:column": [("get", "/annual/", 200), ("get", "/annual/?q=没有&page=x&agency=nobody", 200)],
    "portal:check": [("get", "/annual/check/", 200), ("post", "/annual/check/", 422)],
    "portal:check-copy": [("get", "/annual/check/copy/", 405), ("post", "/annual/check/copy/", 422)],
    "portal:compare": [("get", "/annual/QZ-QG/compare/", 200), ("get", "/annual/nobody/compare/", 404)],
    "portal:report": [
        ("get", "/annual/QZ-QG/2025/", 200),
        ("get", "/annual/QZ-LC/2024/", 410),
        ("get", "/annual/QZ-QG/1999/", 404),
        ("get", "/annual/nobody/2025/", 404),
    ],
    "portal:download": [
        ("get", "/annual/QZ-QG/2025/original", 200),
        ("get", "/annual/QZ-QG/2025/pdf", 200),
        ("get", "/annual/QZ-QG/2025/exe", 404),
        ("get", "/annual/QZ-LC/2024/original", 404),
        ("get", "/annual/QZ-LC/2024/pdf", 404),
    ],
    "portal:records": [("get", "/records/", 200), ("get", "/records/?q=没有&page=x&agency=nobody&year=1900", 200)],
    "portal:record": [
        ("get", "/records/QZ04101-0105-2025-00005/", 404),
        ("get", "/records/000014349/2018-00222/", 404),
    ],
    "portal:record-file": [("get", "/records/QZ04101-0105-2025-00005/file/" + "0" * 64, 404)],
    "portal:feed-rss": [("get", "/feeds/rss.xml", 200)],
    "portal:feed-atom": [("get", "/feeds/atom.xml", 200)],
    "portal:feed-rss-unit": [("get", "/feeds/QZ-QG.rss.xml", 200), ("get", "/feeds/nobody.rss.xml", 404)],
    "portal:feed-atom-unit": [("get", "/feeds/QZ-QG.atom.xml", 200), ("get", "/feeds/nobody.atom.xml", 404)],
    "portal:sitemap": [("get", "/sitemap.xml", 200)],
    "portal:sitemap-pages": [("get", "/sitemap-pages.xml", 200)],
    "portal:sitemap-piece": [("get", "/sitemap-0.xml", 404), ("get", "/sitemap-99999999999999999999.xml", 404)],
    "portal:open-data": [("get", "/open/", 200)],
    "portal:open-catalogue": [("get", "/open/catalogue.json", 200)],
    "portal:open-catalogue-csv": [("get", "/open/catalogue-2026.csv", 404)],
    "portal:open-catalogue-json": [("get", "/open/catalogue-2026.json", 404)],
    "portal:units": [("get", "/units/", 200)],
    "portal:unit": [("get", "/units/QZ-QG/", 200), ("get", "/units/nobody/", 404), ("get", "/units/../", 404)],
    "portal:unit-guide": [("get", "/units/QZ-QG/guide/", 200), ("get", "/units/nobody/guide/", 404)],
    "portal:unit-institutions": [("get", "/units/QZ-QG/institutions/", 200), ("get", "/units/no/institutions/", 404)],
    "portal:unit-systems": [("get", "/units/QZ-QG/systems/", 200), ("get", "/units/nobody/systems/", 404)],
    "portal:unit-system": [("get", "/units/QZ-QG/systems/QZ-QG-1/", 404), ("get", "/units/no/systems/no/", 404)],
    "portal:unit-contents": [("get", "/units/QZ-QG/contents/", 200), ("get", "/units/nobody/contents/", 404)],
    "portal:unit-class": [
        ("get", "/units/QZ-QG/contents/art20_07_budget/", 200),
        ("get", "/units/QZ-QG/contents/art21_town_levies/", 404),
        ("get", "/units/QZ-QG/contents/nothing/", 404),
        ("get", "/units/nobody/contents/art20_07_budget/", 404),
    ],
    "portal:unit-class-page": [
        ("get", "/units/QZ-QG/contents/art20_07_budget/p1/", 301),
        ("get", "/units/QZ-QG/contents/art20_07_budget/p2/", 404),
        ("get", "/units/QZ-QG/contents/art20_07_budget/p0/", 404),
        ("get", "/units/QZ-QG/contents/art20_07_budget/p99999999999999999999/", 404),
    ],
    "portal:unit-rules": [
        ("get", "/units/QZ-QG/rules/", 200),
        ("get", "/units/QZ-QG/rules/?status=repealed", 200),
        ("get", "/units/QZ-QG/rules/?status=%00'--", 200),
        ("get", "/units/nobody/rules/", 404),
    ],
    "portal:unit-rules-page": [("get", "/units/QZ-QG/rules/p1/", 301), ("get", "/units/QZ-QG/rules/p2/", 404)],
    "portal:unit-annual": [("get", "/units/QZ-QG/annual/", 200), ("get", "/units/nobody/annual/", 404)],
    "portal:unit-request": [("get", "/units/QZ-QG/request/", 200), ("get", "/units/nobody/request/", 404)],
    "portal:unit-reading-points": [
        ("get", "/units/QZ-QG/reading-points/", 200),
        ("get", "/units/nobody/reading-points/", 404),
    ],
    "portal:guide": [("get", "/guide/", 200)],
    "portal:institutions": [("get", "/institutions/", 200)],
    "portal:systems": [("get", "/systems/", 200)],
    "portal:contents": [("get", "/contents/", 200)],
    "portal:class": [("get", "/contents/art20_07_budget/", 200), ("get", "/contents/nothing/", 404)],
    "portal:class-page": [("get", "/contents/art20_07_budget/p1/", 301), ("get", "/contents/art20_07_budget/p2/", 404)],
    "portal:rules": [("get", "/rules/", 200), ("get", "/rules/?status=in_force", 200)],
    "portal:rules-page": [("get", "/rules/p1/", 301), ("get", "/rules/p2/", 404)],
    "portal:request": [("get", "/request/", 200)],
    "portal:reading-points": [("get", "/reading-points/", 200)],
    "portal:library": [
        ("get", "/library/", 200),
        ("get", "/library/?q=没有&where=title&prefix=泉港政&dyear=x&serial=-1&by=formed&from=2026-13-01", 200),
        ("get", "/library/?to=%00&page=1e9&q=%22%27-OR", 200),
        ("get", "/library/?kind=none&agency=none&genre=none&year=0000&topic=0799&validity=none&sort=none", 200),
    ],
    "portal:search": [("get", "/search/", 200), ("get", "/search/?q=没有&in=drafts&page=-1&agency=none", 200)],
    "portal:search-suggest": [("get", "/search/suggest", 200), ("get", "/search/suggest?q=公", 200)],
    "portal:browse": [("get", "/browse/", 200)],
    "portal:browse-side": [("get", "/browse/topic/", 200), ("get", "/browse/drafts/", 404)],
    "portal:browse-value": [
        ("get", "/browse/topic/0707/", 404),
        ("get", "/browse/topic/none/", 404),
        ("get", "/browse/agency/none/", 404),
        ("get", "/browse/genre/none/", 404),
        ("get", "/browse/year/1999/", 404),
        ("get", "/browse/year/99999999999999999999/", 404),
        ("get", "/browse/drafts/1/", 404),
    ],
    "portal:browse-page": [
        ("get", "/browse/topic/0707/p2/", 404),
        ("get", "/browse/year/2026/p0/", 404),
        ("get", "/browse/year/2026/p99999999999999999999/", 404),
    ],
    "portal:record-qr": [("get", "/records/QZ04101-0105-2025-00005/qr.svg", 404)],
    "portal:record-json": [("get", "/records/QZ04101-0105-2025-00005/record.json", 404)],
    "portal:items": [("get", "/items/", 200)],
    "portal:unit-items": [
        ("get", "/units/QZ-QG/items/", 200),
        ("get", "/units/QZ-QG/items/?at=x&q=没有&page=x", 200),
        ("get", "/units/nobody/items/", 404),
    ],
    "portal:unit-item": [("get", "/units/QZ-QG/items/QZ-QG-00001/", 404)],
    "portal:unit-items-file": [("get", "/units/QZ-QG/items/catalogue.xlsx", 404)],
    "portal:terminal": [("get", "/terminal/", 200), ("post", "/terminal/", 405)],
    "portal:terminal-home": [("get", "/terminal/nobody-1/", 404)],
    "portal:terminal-about": [("get", "/terminal/nobody-1/about/", 404)],
    "portal:terminal-look": [("get", "/terminal/nobody-1/look/size/large/", 404)],
    "portal:terminal-again": [("get", "/terminal/nobody-1/again/", 404)],
    "portal:terminal-find": [("get", "/terminal/nobody-1/find/?q=%00", 404)],
    "portal:terminal-browse": [("get", "/terminal/nobody-1/browse/topic/", 404)],
    "portal:terminal-value": [("get", "/terminal/nobody-1/browse/topic/07/", 404)],
    "portal:terminal-record": [("get", "/terminal/nobody-1/records/QZ04101-0105-2025-00005/", 404)],
    "portal:terminal-report": [("get", "/terminal/nobody-1/annual/QZ-QG/2025/", 404)],
    "portal:terminal-units": [("get", "/terminal/nobody-1/for/unit/", 404)],
    "portal:terminal-unit": [("get", "/terminal/nobody-1/units/QZ-QG/", 404)],
    "portal:terminal-page": [("get", "/terminal/nobody-1/units/QZ-QG/guide/", 404)],
    "portal:terminal-apply": [("get", "/terminal/nobody-1/apply/QZ-QG/1/", 404)],
    "portal:terminal-write": [
        ("get", "/terminal/nobody-1/apply/QZ-QG/write/", 404),
        ("post", "/terminal/nobody-1/apply/QZ-QG/write/", 404),
    ],
    "portal:help": [("get", "/help/", 200)],
    "portal:accessibility": [("get", "/accessibility/", 200)],
    "portal:display": [("get", "/display/?size=large&next=/help/", 302)],
    "portal:health": [("get", "/healthz", 200)],
    "portal:robots": [("get", "/robots.txt", 200)],
    "portal:site-css": [("get", "/site.css", 200), ("get", "/site.css?v=0", 200), ("post", "/site.css", 405)],
    "portal:site-emblem": [
        ("get", f"/site/emblem/{'0' * 64}.png", 404),
        ("get", "/site/emblem/x.svg", 404),
    ],
    "portal:request-new": [
        ("get", "/request/new/", 200),
        ("get", "/request/new/?unit=nobody", 200),
        ("post", "/request/new/", 422),
    ],
    "portal:request-sign-in": [("get", "/request/sign-in/", 404), ("post", "/request/sign-in/", 405)],
    "portal:request-sign-in-back": [("get", "/request/sign-in/back/?code=x&state=y", 404)],
    "portal:request-piece": [("get", "/request/piece", 422), ("post", "/request/piece", 422)],
    "portal:request-follow": [("get", "/request/follow/", 200), ("post", "/request/follow/", 422)],
    "portal:request-follow-file": [("get", "/request/follow/file", 405), ("post", "/request/follow/file", 404)],
    "portal:complaint": [("get", "/complaint/", 200), ("post", "/complaint/", 422)],
    "portal:correct-record": [("get", "/correct-record/", 200), ("post", "/correct-record/", 422)],
    "portal:visit": [("get", "/visit", 405), ("post", "/visit", 204), ("post", "/visit?p=/nothing/", 204)],
    "portal:visit-image": [("get", "/visit.gif", 200), ("get", "/visit.gif?p=/help/", 200)],
}
ROWS = [(method, address, status) for rows in EXAMINED.values() for method, address, status in rows]


def names(patterns: Sequence[URLPattern | URLResolver], space: str = "portal:") -> Iterator[str]:
    """The full names of all patterns below."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{space}{pattern.name}"


def test_every_public_address_is_examined() -> None:
    assert set(names(urlpatterns)) == set(EXAMINED)


@pytest.mark.parametrize(("method", "address", "status"), ROWS)
def test_a_visitor_gets_what_he_may(client: Client, column: Agency, method: str, address: str, status: int) -> None:
    assert getattr(client, method)(address).status_code == status


@pytest.mark.parametrize("address", [row[1] for row in ROWS if row[0] == "get" and row[2] in (200, 404, 410)])
def test_every_answer_carries_the_headers_that_protect_the_reader(client: Client, column: Agency, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", [row[1] for row in ROWS if row[0] == "get" and row[2] in (200, 404, 410)])
def test_no_page_has_inline_script_or_style(client: Client, column: Agency, address: str) -> None:
    answer = client.get(address)
    if not answer["Content-Type"].startswith("text/html"):
        return
    page = answer.content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick" not in page
    assert page.count("<script") == page.count('<script type="module" src=')


PAGES = ["/", "/annual/", "/annual/QZ-QG/2025/", "/annual/QZ-QG/compare/", "/annual/check/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_light(client: Client, column: Agency, address: str) -> None:
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert len(packed.content) < 40_000
    assert len(client.get(address).content) < 100_000
