"""The columns that records fill, of a unit or of the whole: contents by item, rules and normative documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.law.validity import statuses
from gongkai.portal.column_nav import address_of, nav_of, said, shelf_of
from gongkai.portal.here import site_here
from gongkai.portal.paging import window
from gongkai.portal.views.units import frame_of, known
from gongkai.records import published
from gongkai.records.published import Shelf


def contents(request: HttpRequest, code: str = "") -> HttpResponse:
    """The items under which something is public, with how much, and what is new."""
    today = clock.today()
    unit = known(code, request) if code else None
    nav = nav_of(unit, today, "contents", site=site_here(request))
    context = frame_of(unit, nav) | {
        "here": "contents",
        "page": published.shelf(VISITOR, Shelf(agency=code), 1, today, sum(nav.tally.classes.values())),
        "updated": nav.tally.newest,
    }
    return render(request, "portal/contents.html", context)


def klass(request: HttpRequest, klass: str, code: str = "", page: int = 1) -> HttpResponse:
    """What is public under one statutory item, 20 a page; 404 for an item that is none, or a page beyond the last."""
    today = clock.today()
    unit = known(code, request) if code else None
    nav = nav_of(unit, today, "contents", klass, site=site_here(request))
    current = nav.current
    shelves = {one.code: one for one in current.shelves} if current is not None else {}
    shown = shelves.get(klass) or shelf_of(klass, unit, 0, today)
    if shown is None:
        raise Http404(gettext("没有这一项公开内容"))
    name, args = ("portal:unit-class", (code, klass)) if code else ("portal:class", (klass,))
    if page == 1 and request.resolver_match and request.resolver_match.url_name in ("class-page", "unit-class-page"):
        return HttpResponsePermanentRedirect(reverse(name, args=args))
    found = _page(Shelf(agency=code, class_code=klass), page, nav.tally.classes.get(klass, 0))
    context = frame_of(unit, nav) | {
        "here": "contents",
        "shelf": shown,
        "page": found,
        "pages": window(page, found.paginator.num_pages, _numbered(name, args)),
        "updated": nav.tally.updated.get(klass),
    }
    return render(request, "portal/class.html", context)


def rules(request: HttpRequest, code: str = "", page: int = 1) -> HttpResponse:
    """Rules and normative documents with their validity on the day; a status that is none counts as not asked for."""
    today = clock.today()
    unit = known(code, request) if code else None
    kinds = published.rule_kinds(today)
    counts = published.status_counts(VISITOR, Shelf(agency=code, kinds=kinds), today)
    total = sum(counts.values())
    labels = {one.code: said(one.label) for one in statuses(today)}
    status = request.GET.get("status", "")
    status = status if status in labels else ""
    base = address_of("rules", code)
    if page == 1 and request.resolver_match and request.resolver_match.url_name in ("rules-page", "unit-rules-page"):
        return HttpResponsePermanentRedirect(base)
    found = _page(Shelf(agency=code, kinds=kinds, status=status), page, counts.get(status, 0) if status else total)
    numbered = _numbered("portal:unit-rules" if code else "portal:rules", (code,) if code else ())
    tail = f"?{urlencode({'status': status})}" if status else ""
    tabs = [("", gettext("全部"), total)]
    tabs += [(one, label, counts[one]) for one, label in labels.items() if one in counts]
    context = frame_of(unit, nav_of(unit, today, "rules", site=site_here(request))) | {
        "here": "rules",
        "page": found,
        "status": status,
        "tabs": tabs,
        "base": base,
        "pages": window(page, found.paginator.num_pages, lambda number: numbered(number) + tail),
    }
    return render(request, "portal/rules.html", context)


def _page(wanted: Shelf, page: int, total: int) -> Any:
    found = published.shelf(VISITOR, wanted, page, clock.today(), total)
    if found.number != page:
        raise Http404(gettext("没有这一页"))
    return found


def _numbered(name: str, args: tuple[str, ...]) -> Callable[[int], str]:
    """The address of each page: the first is the column itself."""
    return lambda number: reverse(name, args=args) if number == 1 else reverse(f"{name}-page", args=(*args, number))
