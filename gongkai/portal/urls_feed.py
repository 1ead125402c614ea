"""Public addresses of feeds, sitemap and open data."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.urls import URLPattern, path, register_converter, reverse
from django.urls.converters import SlugConverter

from gongkai.kit import clock
from gongkai.kit.models import PublicChange
from gongkai.kit.who import VISITOR
from gongkai.portal.pages import PageKind, register
from gongkai.portal.views import feeds, open_data
from gongkai.records import published
from gongkai.units.reads import agencies_on

RECORD = "record"
Key = str | int
OfChange = Callable[[PublicChange], Iterable[Key]]


class UnitCode(SlugConverter):
    """An agency's code, which never holds a point: the ending of a feed begins with one."""

    regex = "[A-Za-z0-9-]+"


register_converter(UnitCode, "unit_code")

urlpatterns: list[URLPattern] = [
    path("feeds/rss.xml", feeds.rss, name="feed-rss"),
    path("feeds/atom.xml", feeds.atom, name="feed-atom"),
    path("feeds/<unit_code:agency>.rss.xml", feeds.rss, name="feed-rss-unit"),
    path("feeds/<unit_code:agency>.atom.xml", feeds.atom, name="feed-atom-unit"),
    path("sitemap.xml", feeds.index, name="sitemap"),
    path("sitemap-pages.xml", feeds.pages, name="sitemap-pages"),
    path("sitemap-<int:number>.xml", feeds.piece, name="sitemap-piece"),
    path("open/", open_data.explained, name="open-data"),
    path("open/catalogue.json", open_data.listed, name="open-catalogue"),
    path("open/catalogue-<int:year>.csv", open_data.year_csv, name="open-catalogue-csv"),
    path("open/catalogue-<int:year>.json", open_data.year_json, name="open-catalogue-json"),
]


def one(name: str, *, of_records: bool = True) -> PageKind:
    """A single page; every change of a record makes it stale, or every change at all."""

    def touched(change: PublicChange) -> Iterable[str]:
        return [reverse(f"portal:{name}")] if change.kind == RECORD or not of_records else []

    return PageKind(name, kept=True, touched=touched, everything=lambda: [reverse(f"portal:{name}")])


def many(
    name: str, of_change: Callable[[PublicChange], Iterable[Key]], all_keys: Callable[[], Iterable[Key]]
) -> PageKind:
    """Pages of one kind, each under a key; those of a record are named by the change."""

    def addresses(keys: Iterable[Key]) -> list[str]:
        return [reverse(f"portal:{name}", args=(key,)) for key in keys]

    return PageKind(
        name,
        kept=True,
        touched=lambda change: addresses(of_change(change)) if change.kind == RECORD else [],
        everything=lambda: addresses(all_keys()),
    )


def units_of(change: PublicChange) -> Iterable[Key]:
    return list(change.detail.get("agency_code", []))


def units() -> Iterable[Key]:
    return agencies_on(VISITOR, clock.today()).values_list("code", flat=True)


def piece_of(change: PublicChange) -> Iterable[Key]:
    number = published.piece_of(VISITOR, change.key)
    return [] if number is None else [number]


def pieces() -> Iterable[Key]:
    return [each.number for each in published.pieces(VISITOR)]


def years_of(change: PublicChange) -> Iterable[Key]:
    return list(change.detail.get("year", []))


def years() -> Iterable[Key]:
    return [each.year for each in published.catalogue_years(VISITOR)]


register(
    one("feed-rss"),
    one("feed-atom"),
    many("feed-rss-unit", units_of, units),
    many("feed-atom-unit", units_of, units),
    one("sitemap", of_records=False),
    one("sitemap-pages", of_records=False),
    many("sitemap-piece", piece_of, pieces),
    one("open-data"),
    one("open-catalogue"),
    many("open-catalogue-csv", years_of, years),
    many("open-catalogue-json", years_of, years),
)
