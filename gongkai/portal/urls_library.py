"""Public addresses of search, policy library, browsing, and of a record's other forms."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import URLPattern, path, reverse

from gongkai.kit.models import PublicChange
from gongkai.kit.who import VISITOR
from gongkai.portal import browsing
from gongkai.portal.pages import PageKind, register
from gongkai.portal.views import browse, library, record_forms, search
from gongkai.records import published

urlpatterns: list[URLPattern] = [
    path("library/", library.library, name="library"),
    path("search/", search.search, name="search"),
    path("search/suggest", search.suggest, name="search-suggest"),
    path("records/<path:number>/qr.svg", record_forms.qr, name="record-qr"),
    path("records/<path:number>/record.json", record_forms.as_json, name="record-json"),
    path("browse/", browse.browse, name="browse"),
    path("browse/<slug:side>/", browse.browse_side, name="browse-side"),
    path("browse/<slug:side>/<str:value>/", browse.browse_value, name="browse-value"),
    path("browse/<slug:side>/<str:value>/p<int:page>/", browse.browse_page, name="browse-page"),
]


def _of_record(name: str) -> PageKind:
    """A form of one record, under the record's own address."""

    def touched(change: PublicChange) -> Iterable[str]:
        return [reverse(f"portal:{name}", args=(change.key,))] if change.kind == "record" else []

    def everything() -> Iterable[str]:
        return (reverse(f"portal:{name}", args=(number,)) for number in published.numbers(VISITOR))

    return PageKind(name, kept=True, touched=touched, everything=everything)


ASKED = "what is asked stands in the query"
register(
    PageKind("library", kept=False, why=ASKED),
    PageKind("search", kept=False, why=ASKED),
    PageKind("search-suggest", kept=False, why=ASKED),
    _of_record("record-qr"),
    _of_record("record-json"),
    PageKind(
        "browse",
        kept=True,
        touched=lambda change: [a for a in browsing.touched_sides(change) if a == reverse("portal:browse")],
        everything=lambda: [reverse("portal:browse")],
    ),
    PageKind(
        "browse-side",
        kept=True,
        touched=lambda change: [a for a in browsing.touched_sides(change) if a != reverse("portal:browse")],
        everything=lambda: [a for a in browsing.all_sides() if a != reverse("portal:browse")],
    ),
    PageKind("browse-value", kept=True, touched=browsing.touched_values, everything=browsing.all_values),
    PageKind("browse-page", kept=True, touched=browsing.touched_pages, everything=browsing.all_pages),
)
