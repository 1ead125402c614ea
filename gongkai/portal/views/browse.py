"""Going through what is public without searching: by subject, agency, genre and year, under addresses that stay."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal import browsing
from gongkai.portal.paging import window
from gongkai.records import published

HERE = "contents"


def browse(request: HttpRequest) -> HttpResponse:
    """All sides, each with its values."""
    today = clock.today()
    sides = [
        {"code": side, "name": browsing.side_name(side), "branches": browsing.branches(side, today)}
        for side in browsing.SIDES
    ]
    return render(request, "portal/browse.html", {"here": HERE, "sides": sides})


def browse_side(request: HttpRequest, side: str) -> HttpResponse:
    """One side: every value with its count; subjects in two levels."""
    if side not in browsing.SIDES:
        raise Http404
    context = {
        "here": HERE,
        "side": side,
        "side_name": browsing.side_name(side),
        "sides": _sides(),
        "branches": browsing.branches(side, clock.today()),
        "loose": browsing.loose_topics() if side == "topic" else [],
    }
    return render(request, "portal/browse_side.html", context)


def browse_value(request: HttpRequest, side: str, value: str, page: int = 1) -> HttpResponse:
    """The records under one value, 20 a page; 404 for what nobody registered and for pages without a line."""
    if side not in browsing.SIDES or not 1 <= page <= browsing.LAST_PAGE:
        raise Http404
    today = clock.today()
    name = browsing.named(side, value, today)
    if not name:
        raise Http404
    leaf = published.leaf(VISITOR, side, browsing.values_of(side, value), page, today)
    if not leaf.lines:
        raise Http404
    last = min(leaf.pages, browsing.LAST_PAGE)
    context = {
        "here": HERE,
        "side": side,
        "side_name": browsing.side_name(side),
        "sides": _sides(),
        "value": value,
        "name": name,
        "leaf": leaf,
        "page": page,
        "pages": window(page, last, lambda number: browsing.address(side, value, number)),
        "ends_early": page == last < leaf.pages,
        "above": browsing.address(side, value[:2]) if side == "topic" and len(value) > 2 else "",
        "above_name": browsing.named(side, value[:2], today) if side == "topic" and len(value) > 2 else "",
    }
    return render(request, "portal/browse_value.html", context)


def browse_page(request: HttpRequest, side: str, value: str, page: int) -> HttpResponse:
    """A further page; the first has the address without a number."""
    if page == 1 and side in browsing.SIDES:
        return redirect(browsing.address(side, value), permanent=True)
    return browse_value(request, side, value, page)


def _sides() -> list[tuple[str, str]]:
    return [(side, browsing.side_name(side)) for side in browsing.SIDES]
