"""The catalogues of items: all units', one unit's as a tree, one item with what is public under it, downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.columns.published import items
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal.column_nav import nav_of
from gongkai.portal.downloads import as_file
from gongkai.portal.paging import window
from gongkai.portal.views.units import frame_of, known

A_PAGE, LONGEST, LEVELS = 50, 100, 6


@dataclass(frozen=True, slots=True)
class Branch:
    """A level below the one shown: its name, how many items stand under it, and where it is opened."""

    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items that stand under the same path, which is the heading."""

    path: tuple[str, ...]
    items: tuple[items.ShownItem, ...]


def everything(request: HttpRequest) -> HttpResponse:
    """The units that have published their catalogue."""
    context = frame_of(None, nav_of(None, clock.today(), "")) | {"here": "items", "units": items.units(VISITOR)}
    return render(request, "portal/items.html", context)


def unit_items(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's catalogue: the levels below the one asked for with their counts, and the items, 50 a page."""
    found, today = known(code), clock.today()
    shown = items.catalogue(VISITOR, code, today)
    words, at = _words(request.GET.get("q", "")), tuple(_words(one) for one in request.GET.getlist("at")[:LEVELS])
    chosen = [one for one in shown.items if one.path[: len(at)] == at] if shown else []
    chosen = [one for one in chosen if _says(one, words)]
    last = max(1, -(-len(chosen) // A_PAGE))
    page = min(max(_number(request.GET.get("page", "")), 1), last)
    context = frame_of(found, nav_of(found, today, "")) | {
        "here": "items",
        "catalogue": shown,
        "words": words,
        "trail": [(name, _address(code, words, at[: depth + 1])) for depth, name in enumerate(at)],
        "at": at,
        "branches": _branches(code, words, at, chosen),
        "count": len(chosen),
        "groups": _groups(chosen[(page - 1) * A_PAGE : page * A_PAGE]),
        "pages": window(page, last, lambda number: _address(code, words, at, number)),
        "kinds": list(items.FILES),
    }
    return render(request, "portal/unit_items.html", context)


def unit_item(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One item and the public records under it."""
    found, today = known(code), clock.today()
    item = items.item(VISITOR, code, key, today)
    if item is None:
        raise Http404
    records = items.records_of(VISITOR, code, key, request.GET.get("page", "1"), today)
    context = frame_of(found, nav_of(found, today, "")) | {
        "here": "items",
        "item": item,
        "records": records,
        "pages": window(records.number, records.paginator.num_pages, lambda number: f"?page={number}"),
    }
    return render(request, "portal/unit_item.html", context)


def download(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The catalogue as a file."""
    found = items.file(VISITOR, code, kind, clock.today())
    if found is None:
        raise Http404
    name, data, mime = found
    return as_file(data, name, mime)


def _branches(code: str, words: str, at: tuple[str, ...], chosen: Sequence[items.ShownItem]) -> list[Branch]:
    counts: dict[str, int] = {}
    for one in chosen:
        if len(one.path) > len(at):
            counts[one.path[len(at)]] = counts.get(one.path[len(at)], 0) + 1
    return [Branch(name, count, _address(code, words, (*at, name))) for name, count in counts.items() if name]


def _groups(some: Sequence[items.ShownItem]) -> list[Group]:
    groups: list[tuple[tuple[str, ...], list[items.ShownItem]]] = []
    for one in some:
        if not groups or groups[-1][0] != one.path:
            groups.append((one.path, []))
        groups[-1][1].append(one)
    return [Group(path, tuple(found)) for path, found in groups]


def _says(one: items.ShownItem, words: str) -> bool:
    whole = "\n".join((*one.path, one.name, *(text for _, text in one.facts))) if words else ""
    return all(word in whole for word in words.split())


def _address(code: str, words: str, at: Sequence[str], page: int = 1) -> str:
    pairs = [("q", words)] * bool(words) + [("at", one) for one in at] + [("page", str(page))] * (page > 1)
    base = reverse("portal:unit-items", args=(code,))
    return f"{base}?{urlencode(pairs)}" if pairs else base


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1


def _words(typed: str) -> str:
    """What was typed, without the characters nobody can type."""
    return "".join(letter if letter.isprintable() else " " for letter in typed).strip()[: 2 * LONGEST]
