"""What of a published record is to be found, and keeping the index in step with it in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongkai.kit.clock import BEIJING
from gongkai.law.errors import LawError
from gongkai.law.record_classes import document_kind_of
from gongkai.law.validity import Link, ValidityFacts, ended_on, link_kinds
from gongkai.records.models import Publication
from gongkai.records.text.reading import plain
from gongkai.search import index
from gongkai.search.index import Document
from gongkai.search.rebuild import Source, register_source

KIND = "record"
State = Publication.State


def index_record(made: Publication) -> None:
    """Have what is public now found, and what was withdrawn found no more."""
    if made.state == State.PUBLISHED:
        index.put(document_of(made))
    else:
        index.remove(KIND, made.index_number)


def document_of(row: Publication) -> Document:
    """A publication as a document of the index, from its snapshot and columns only."""
    kept: dict[str, Any] = row.snapshot
    files = tuple(str(one["name"]) for one in kept.get("files", []))
    parts = (row.doc_prefix, row.doc_year, row.doc_serial)
    return Document(
        kind=KIND,
        key=row.index_number,
        title=row.title,
        text="\n".join(filter(None, (str(kept.get("summary", "")), plain(str(kept.get("body", "")))))),
        published_at=row.first_published_at,
        agency=row.agency_code,
        agency_name=row.agency_name,
        doc_number=row.doc_number,
        # As printed it may bear 第 or zeros; it is found in its usual form as well.
        numbers=(row.index_number, "{}〔{}〕{}号".format(*parts) if all(parts) else ""),
        keywords=(*kept.get("keywords", []), row.agency_name, row.topic, *files),
        class_code=row.class_code,
        category=row.category,
        genre=row.genre,
        document_kind=row.document_kind,
        topic=row.topic,
        formed_on=row.formed_on,
        doc_prefix=row.doc_prefix,
        doc_year=row.doc_year,
        doc_serial=row.doc_serial,
        **_validity(row),
    )


def _validity(row: Publication) -> dict[str, Any]:
    """The days from which the status on any day follows; nothing is claimed where the law is not registered."""
    on = row.first_published_at.astimezone(BEIJING).date()
    try:
        counted = bool(row.document_kind) and bool(document_kind_of(row.document_kind, on).counts_as)
        if not (counted or row.effective_on or row.expires_on or row.validity_links):
            return {}
        links = tuple(Link(one["kind"], date.fromisoformat(one["on"]), one["by"]) for one in row.validity_links)
        end = ended_on(ValidityFacts(row.effective_on, row.expires_on, links))
        changing = {kind.code for kind in link_kinds(on) if kind.effect == "changes"}
    except LawError:
        return {}
    return {
        "has_validity": True,
        "effective_on": row.effective_on,
        "ended_on": end[0] if end else None,
        "end_kind": end[1] if end else "",
        "changed_on": min((one.on for one in links if one.kind in changing), default=None),
    }


def _keys(after: str, limit: int) -> list[str]:
    rows = Publication.objects.filter(state=State.PUBLISHED, index_number__gt=after).order_by("index_number")
    return list(rows.values_list("index_number", flat=True)[:limit])


def _documents(keys: list[str]) -> Iterator[Document]:
    return map(document_of, Publication.objects.filter(state=State.PUBLISHED, index_number__in=keys))


register_source(Source(KIND, "公开信息", keys=_keys, documents=_documents))
