"""No public door is unexamined: every route has its trials, every kind of page its route."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver, get_resolver

from gongkai import urls_public
from gongkai.columns.visited import COLUMN_OF, NOT_COUNTED
from gongkai.kit.border.tables import TABLES
from gongkai.portal import pages
from gongkai.portal.urls import urlpatterns
from tests.border.routes import OPERATIONS, PROBES
from tests.house.words import ROOT


def names(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of all patterns below."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)


def test_every_public_route_is_tried() -> None:
    assert set(names(urlpatterns)) == set(PROBES)


def test_every_kind_of_page_is_a_route_that_is_tried() -> None:
    assert {kind.name for kind in pages.kinds()} - set(PROBES) == set()


def test_beside_the_portal_only_the_known_doors_are_there() -> None:
    heads = [str(one.pattern) for one in get_resolver("gongkai.urls").url_patterns]
    assert sorted(heads) == ["", "account/", "api/", "desk/"]
    assert [str(one.pattern) for one in urls_public.urlpatterns] == ["", "api/"]
    assert [str(one.pattern) for one in urls_public.urlpatterns[1].url_patterns] == ["open/v1/"]


def test_every_public_page_is_counted_or_known_not_to_be() -> None:
    routes = set(names(urlpatterns))
    counted = {name for name in routes if name in COLUMN_OF or name.startswith("terminal")}
    assert routes - counted - NOT_COUNTED == set()
    assert counted & NOT_COUNTED == set()


def test_every_operation_of_the_open_interface_is_tried() -> None:
    told = json.loads((ROOT / "gongkai" / "api" / "openapi-open.json").read_text("utf-8"))
    assert set(told["paths"]) == set(OPERATIONS)
    assert {method for one in told["paths"].values() for method in one} == {"get"}


def test_every_public_table_says_why() -> None:
    assert [table.name for table in TABLES if len(table.why) < 4] == []
    assert len({table.name for table in TABLES}) == len(TABLES)
