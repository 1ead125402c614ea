"""Column pages as the search knows them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from gongkai.columns.models import Page, PagePublication
from gongkai.columns.public_page import shown
from gongkai.search.index import Document
from gongkai.search.rebuild import Source, register_source

# Which kinds of pages are found by the search; a rule of work that points to a record is found as that record.
KINDS = ("guide", "institution", "reading_point")


def document_of(row: PagePublication) -> Document:
    """What is found of a public page: its title and everything it says."""
    page = shown(row)
    said = [f"{fact.label} {fact.value}" for fact in page.facts]
    return Document(
        kind=page.kind,
        key=page.key,
        title=page.title,
        text="\n".join(said),
        published_at=page.first_published_at,
        agency=page.agency_code,
        agency_name=page.agency_name,
    )


def _source(kind: str, label: str) -> Source:
    def public() -> QuerySet[PagePublication]:
        return PagePublication.objects.filter(kind=kind, state=PagePublication.State.PUBLISHED)

    def keys(after: str, limit: int) -> list[str]:
        return list(public().filter(key__gt=after).order_by("key").values_list("key", flat=True)[:limit])

    def documents(wanted: list[str]) -> Iterable[Document]:
        return (document_of(row) for row in public().filter(key__in=wanted))

    return Source(kind, label, keys, documents)


for one in KINDS:
    register_source(_source(one, str(Page.Kind(one).label)))
