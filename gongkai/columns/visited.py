"""Counting visits: which column and unit an address belongs to, and one more on that day. Nobody is followed.

What is kept is a day, a unit, a column, a reading point and a number. The address that was visited is looked up among
the addresses of the site and forgotten; who asked is not even told to this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import unquote

from django.db import connections, router
from django.urls import Resolver404, resolve

from gongkai.columns.models import PagePublication, Visit
from gongkai.records.models import Publication
from gongkai.units.models import Agency

# The column that the page of a route belongs to: a code of `law/data/columns`, or one of the site's own below.
COLUMN_OF = {
    "home": "home",
    "guide": "guide", "unit-guide": "guide",
    "institutions": "institutions", "unit-institutions": "institutions",
    "systems": "systems", "unit-systems": "systems", "unit-system": "systems",
    "contents": "contents", "unit-contents": "contents", "class": "contents", "class-page": "contents",
    "unit-class": "contents", "unit-class-page": "contents", "records": "contents", "record": "contents",
    "rules": "rules", "rules-page": "rules", "unit-rules": "rules", "unit-rules-page": "rules",
    "column": "annual", "unit-annual": "annual", "report": "annual", "compare": "annual",
    "request": "request", "unit-request": "request", "request-new": "request", "complaint": "request",
    "correct-record": "request",
    "reading-points": "reading_points", "unit-reading-points": "reading_points", "reading-point": "reading_points",
    "units": "units", "unit": "units",
    "items": "items", "unit-items": "items", "unit-item": "items",
    "library": "library", "search": "search",
    "browse": "browse", "browse-side": "browse", "browse-value": "browse", "browse-page": "browse",
    "help": "help", "accessibility": "help", "check": "check", "open-data": "open",
}  # fmt: skip
# The site's own columns, beside those of the law, with their names.
OWN_COLUMNS = {
    "home": "首页", "units": "单位主页", "library": "政策文件库", "search": "检索", "browse": "分类浏览",
    "items": "主动公开事项目录", "help": "帮助和说明", "check": "核对我的报告", "terminal": "查阅终端",
    "open": "开放数据",
}  # fmt: skip
# Not pages that a person reads: files, feeds, switches, and what machines ask for.
NOT_COUNTED = frozenset({
    "feed-atom", "feed-atom-unit", "feed-rss", "feed-rss-unit", "open-catalogue", "open-catalogue-csv",
    "open-catalogue-json", "sitemap", "sitemap-pages", "sitemap-piece",
    "check-copy", "display", "download", "health", "record-file", "record-json", "record-qr", "robots",
    "request-follow", "request-follow-file", "request-piece", "request-sign-in", "request-sign-in-back",
    "search-suggest", "unit-items-file",
    "site-css", "site-emblem", "visit", "visit-image",
})  # fmt: skip
UNIT_NAMES = ("agency", "unit", "code")
LONGEST = 600
# Machines name themselves; who gives no name is no browser.
MACHINE = re.compile(
    r"bot|crawl|spider|slurp|fetch|curl|wget|python|java/|go-http|okhttp|libwww|perl|ruby|php|scrapy|axios|node|"
    r"headless|phantom|lighthouse|monitor|uptime|pingdom|zabbix|nagios|preview|scanner|nmap|sqlmap|nikto|archiver|"
    r"feed|rss|validator|httpclient|winhttp",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Visited:
    """What is counted of one visit; an empty unit means the whole site."""

    agency_code: str
    column_code: str
    point: str = ""


def is_machine(agent: str) -> bool:
    """Whether the name that the asking program gives is not that of a browser."""
    return not agent.strip() or MACHINE.search(agent) is not None


def visited(address: str) -> Visited | None:
    """The column and unit of an address of this site; None for what is not counted, not public or not there."""
    if not address.startswith("/") or len(address) > LONGEST or not address.isprintable():
        return None
    try:
        match = resolve(address.partition("?")[0].partition("#")[0])
    except (Resolver404, ValueError):
        return None
    name, given = match.url_name or "", match.kwargs
    if "portal" not in match.app_names:
        return None
    column = "terminal" if name.startswith("terminal") else COLUMN_OF.get(name, "")
    if not column:
        return None
    unit = _unit(name, given)
    point = _point(given)
    return None if unit is None or point is None else Visited(unit, column, point)


def count(seen: Iterable[tuple[date, Visited, int]]) -> None:
    """Add so many visits to each day and column, over the connection of whoever answers now."""
    # In one order everywhere: two who count at once do not wait for each other in a circle.
    rows = sorted((day, one.agency_code, one.column_code, one.point, times) for day, one, times in seen if times > 0)
    if not rows:
        return
    table = Visit._meta.db_table
    with connections[router.db_for_write(Visit)].cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (day, agency_code, column_code, point, count) VALUES (%s, %s, %s, %s, %s) "
            f"ON CONFLICT (day, agency_code, column_code, point) DO UPDATE SET count = {table}.count + excluded.count",
            rows,
        )


def path_of(asked: str) -> str:
    """The address in a line of a web server's log, as the site knows it."""
    return unquote(asked.partition("?")[0], errors="strict")


def _unit(name: str, given: dict[str, Any]) -> str | None:
    if name == "record":
        found = Publication.objects.filter(index_number=given["number"], state=Publication.State.PUBLISHED)
        return found.values_list("agency_code", flat=True).first()
    code = next((str(given[key]) for key in UNIT_NAMES if key in given), "")
    return code if not code or Agency.objects.filter(code=code).exists() else None


def _point(given: dict[str, Any]) -> str | None:
    key = str(given.get("point", ""))
    state = PagePublication.State.PUBLISHED
    known = not key or PagePublication.objects.filter(kind="reading_point", key=key, state=state).exists()
    return key if known else None
