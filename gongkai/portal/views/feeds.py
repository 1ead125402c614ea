"""Feeds of what is new, for the whole and for each unit, and the map of the site for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext

from gongkai.kit import clock
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import VISITOR
from gongkai.portal import sitemap
from gongkai.records import published
from gongkai.records.published import Entry
from gongkai.units.reads import agency as find_agency

NEWEST = 50
NEVER = datetime(1970, 1, 1, tzinfo=BEIJING)
# Beyond this no database counts its rows.
LAST_PIECE = 10**9
RSS, ATOM = "application/rss+xml; charset=utf-8", "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Rss(Rss201rev2Feed):
    """RSS that says the same whenever it is asked, also while it is empty."""

    def latest_post_date(self) -> datetime:
        """The last change of an entry; of none, the beginning of time as computers count it."""
        return super().latest_post_date() if self.items else NEVER


class Atom(Atom1Feed):
    """Atom that does the same."""

    def latest_post_date(self) -> datetime:
        """The last change of an entry, or the same beginning."""
        return super().latest_post_date() if self.items else NEVER


def rss(request: HttpRequest, agency: str = "") -> HttpResponse:
    """The newest records as RSS 2.0; 404 for an agency that is not known."""
    return _feed(Rss, RSS, "rss", agency)


def atom(request: HttpRequest, agency: str = "") -> HttpResponse:
    """The same as Atom 1.0."""
    return _feed(Atom, ATOM, "atom", agency)


def index(request: HttpRequest) -> HttpResponse:
    """The map of the maps: one for the columns, one for each piece of the records."""
    parts = [
        (settings.BASE_URL + reverse("portal:sitemap-pages"), None),
        *(
            (settings.BASE_URL + reverse("portal:sitemap-piece", args=(one.number,)), one.changed_at)
            for one in published.pieces(VISITOR)
        ),
    ]
    return _xml("sitemapindex", "sitemap", parts)


def pages(request: HttpRequest) -> HttpResponse:
    """The columns, units and annual reports: every kept page that is neither a record nor a further page of a list."""
    return _xml("urlset", "url", ((settings.BASE_URL + address, None) for address in sitemap.addresses()))


def piece(request: HttpRequest, number: int) -> HttpResponse:
    """The records of one piece; 404 where no record ever fell into it."""
    if number > LAST_PIECE:
        raise Http404
    found = [
        (settings.BASE_URL + reverse("portal:record", args=(key,)), changed)
        for key, changed in published.piece(VISITOR, number)
    ]
    if not found:
        raise Http404
    return _xml("urlset", "url", found)


def _feed(form: type[SyndicationFeed], kind: str, name: str, code: str) -> HttpResponse:
    unit = find_agency(VISITOR, code) if code else None
    if code and unit is None:
        raise Http404
    owner = unit.name if unit else settings.SITE["owner"] or gettext("政府信息公开")
    home = reverse("portal:unit", args=(code,)) if code else reverse("portal:home")
    own = reverse(f"portal:feed-{name}-unit", args=(code,)) if code else reverse(f"portal:feed-{name}")
    made = form(
        title=gettext("%(owner)s：最新主动公开的政府信息") % {"owner": owner},
        link=settings.BASE_URL + home,
        description=gettext("依法主动公开的政府信息，最新在前。"),
        language="zh-cn",
        feed_url=settings.BASE_URL + own,
        author_name=owner,
    )
    for entry in published.latest(VISITOR, NEWEST, clock.today(), code):
        _add(made, entry)
    response = HttpResponse(content_type=kind)
    made.write(response, "utf-8")
    return response


def _add(made: SyndicationFeed, entry: Entry) -> None:
    address = settings.BASE_URL + reverse("portal:record", args=(entry.number,))
    made.add_item(
        title=entry.title,
        link=address,
        description=entry.summary or "，".join(part for part in (entry.agency_name, entry.doc_number) if part),
        author_name=entry.agency_name,
        unique_id=address,
        unique_id_is_permalink=True,
        pubdate=entry.published_at.astimezone(BEIJING),
        updateddate=entry.changed_at.astimezone(BEIJING),
        categories=[part for part in (entry.item, entry.topic) if part],
    )


def _xml(outer: str, inner: str, rows: Iterable[tuple[str, datetime | None]]) -> HttpResponse:
    lines = [f"{HEAD}<{outer} {SPACE}>"]
    for address, changed in rows:
        last = f"<lastmod>{changed.astimezone(BEIJING).isoformat(timespec='seconds')}</lastmod>" if changed else ""
        lines.append(f"<{inner}><loc>{escape(address)}</loc>{last}</{inner}>")
    return HttpResponse("\n".join([*lines, f"</{outer}>", ""]), content_type=XML)
