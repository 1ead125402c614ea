"""Putting what is public into the index and taking it out, in the transaction that publishes or withdraws it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from gongkai.kit.clock import BEIJING
from gongkai.search.engines.chosen import engine
from gongkai.search.engines.terms import Entry
from gongkai.search.facets import facets_of
from gongkai.search.folding import fold
from gongkai.search.models import IndexedDocument, IndexedText, IndexState
from gongkai.search.placing import placed
from gongkai.search.text import BREAK, canonical

# Some six hundred pages; what stands behind is not searched.
LONGEST_TEXT = 400_000


@dataclass(frozen=True, slots=True)
class Document:
    """One public thing as it is to be found. `text` is plain; `published_at` is the first publication.

    `numbers` are all it is known by besides `doc_number`; `ended_on` is the first day it no longer applies, `end_kind`
    the word for why, `changed_on` the day since which it applies changed. Without `has_validity` it is never asked.
    """

    kind: str
    key: str
    title: str
    text: str
    published_at: datetime
    agency: str = ""
    agency_name: str = ""
    doc_number: str = ""
    numbers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    class_code: str = ""
    category: str = ""
    genre: str = ""
    document_kind: str = ""
    topic: str = ""
    formed_on: date | None = None
    doc_prefix: str = ""
    doc_year: int | None = None
    doc_serial: int | None = None
    has_validity: bool = False
    effective_on: date | None = None
    ended_on: date | None = None
    end_kind: str = ""
    changed_on: date | None = None


def put(document: Document) -> None:
    """Have a document found from the caller's commit on; the same kind and key is replaced."""
    put_many([document])


@transaction.atomic
def put_many(documents: Iterable[Document], *, building: bool = False) -> None:
    """The same for several at once; of two with one kind and key the later counts.

    `building`: only the copy that is being built is written, and the one that answers where it lacks a document.
    """
    wanted = {(one.kind, one.key): one for one in documents}
    if not wanted:
        return
    state = shared_state()
    rows, had = placed([_row(one) for one in wanted.values()])
    texts = [
        IndexedText(document_id=row.id, packed=IndexedText.pack(wanted[row.kind, row.key].text[:LONGEST_TEXT]))
        for row in rows
    ]
    IndexedText.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["document_id"], update_fields=["packed"]
    )
    entries = [_entry(row, wanted[row.kind, row.key]) for row in rows]
    if state.building:
        engine().write(state.building, entries)
    if building:
        entries = [one for one in entries if one.id not in had and state.whole]
    if entries:
        engine().write(state.active, entries)


@transaction.atomic
def remove(kind: str, key: str) -> None:
    """Have it found no more from the caller's commit on; what was not there is no matter."""
    state = shared_state()
    IndexedDocument.objects.filter(kind=kind, key=key).delete()
    for slot in filter(None, (state.active, state.building)):
        engine().sweep(slot)


def shared_state() -> IndexState:
    """The state, held against a change of copies until the caller's transaction ends; others may hold it too."""
    sharing = " FOR SHARE" if connection.vendor == "postgresql" else ""
    rows = IndexState.objects.raw(f"SELECT * FROM search_state WHERE id = 1{sharing}")
    found = next(iter(rows), None)
    return found or IndexState.objects.get_or_create(id=1)[0]


def _row(one: Document) -> IndexedDocument:
    return IndexedDocument(
        kind=one.kind,
        key=one.key,
        title=_storable(one.title)[:300],
        agency=one.agency,
        agency_name=one.agency_name,
        class_code=one.class_code,
        category=one.category,
        genre=one.genre,
        document_kind=one.document_kind,
        topic=one.topic,
        year=one.published_at.astimezone(BEIJING).year,
        published_at=one.published_at,
        formed_on=one.formed_on,
        doc_number=one.doc_number,
        doc_prefix=fold(one.doc_prefix),
        doc_year=one.doc_year,
        doc_serial=one.doc_serial,
        has_validity=one.has_validity,
        effective_on=one.effective_on,
        ended_on=one.ended_on,
        end_kind=one.end_kind,
        changed_on=one.changed_on,
    )


def _entry(row: IndexedDocument, one: Document) -> Entry:
    numbers = list(dict.fromkeys(filter(None, map(canonical, (one.doc_number, *one.numbers)))))
    return Entry(
        id=row.id,
        title=canonical(one.title),
        numbers=BREAK.join(numbers),
        keywords=BREAK.join(filter(None, map(canonical, one.keywords))),
        body=canonical(one.text[:LONGEST_TEXT]),
        facets=tuple(facets_of(row)),
    )


def _storable(text: str) -> str:
    """Without what no database keeps: the zero character and halves of pairs."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
