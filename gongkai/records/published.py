"""The public side of the records: what was published, and nothing else. Every query here starts at `Publication`.

The portal, the feeds and the open interface read only this module; it knows no draft, no content and no ledger.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from gongkai.kit import files
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.record_classes import class_of, document_kind_of
from gongkai.law.validity import Link, Validity, ValidityFacts, link_kinds, validity_of
from gongkai.records.models import Publication

State = Publication.State
A_PAGE = 20
# A document number is found whichever brackets are typed round its year.
BRACKETS = str.maketrans("[](){}（）【】［］", "〔〕〔〕〔〕〔〕〔〕〔〕")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; empty or 0 means no matter. `year` is that of first publication."""

    words: str = ""
    agency: str = ""
    class_code: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of the page: its name, the hash that is part of its address, its size in bytes."""

    name: str
    digest: str
    size: int

    @property
    def kind(self) -> str:
        """The ending in capitals, or empty."""
        stem, dot, ending = self.name.rpartition(".")
        return ending.upper() if dot and stem else ""

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name[: -len(self.kind) - 1] if self.kind else self.name

    @property
    def size_words(self) -> str:
        """The size as people read it: 320 KB, 1.2 MB."""
        kb = self.size / 1024
        return f"{max(1, round(kb))} KB" if kb < 1024 else f"{kb / 1024:.1f} MB"


@dataclass(frozen=True, slots=True)
class DoneToIt:
    """What another document did to this one: in words, from which day, by which document, and that one's number."""

    words: str
    on: date
    by: str
    index_number: str


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A published record as a page shows it, or its stub, which has number, title, dates and reason only."""

    number: str
    title: str
    agency_code: str
    agency_name: str
    withdrawn: bool
    withdrawn_at: datetime | None
    withdrawn_reason: str
    published_at: datetime
    first_published_at: datetime
    version: int
    metadata: tuple[tuple[str, str, str], ...] = ()
    body: str = ""
    footer: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    files: tuple[Attachment, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    validity: Validity | None = None
    done_to_it: tuple[DoneToIt, ...] = ()
    class_label: str = ""

    @property
    def revised(self) -> bool:
        """Whether it was changed after its first publication."""
        return self.version > 1


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    number: str
    title: str
    doc_number: str
    agency_name: str
    first_published_at: datetime
    formed_on: date | None
    validity: Validity | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many records it has."""

    code: str
    label: str
    count: int


def find(asker: Actor, number: str, on: date) -> PublicRecord | None:
    """The page of an index number on that day, or its stub, or None where nothing of that number was ever public."""
    row = _current().filter(index_number=number).first()
    return shown(row, on) if row is not None else None


def shown(row: Publication, on: date) -> PublicRecord:
    """A publication as its page shows it on that day."""
    stub = PublicRecord(
        number=row.index_number,
        title=row.title,
        agency_code=row.agency_code,
        agency_name=row.agency_name,
        withdrawn=row.state != State.PUBLISHED,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        published_at=row.published_at,
        first_published_at=row.first_published_at,
        version=row.version,
    )
    return stub if stub.withdrawn else _filled(stub, row, on)


def listing(asker: Actor, wanted: Wanted, page: str | int, on: date) -> Page[Listed]:
    """One page of what is public and asked for, first published last first; withdrawn records are not listed."""
    rows = _asked(_listable(), wanted)
    found: Page[Any] = Paginator(rows, A_PAGE).get_page(page)
    found.object_list = [_listed(row, on) for row in found.object_list]
    return found


def file_of(asker: Actor, number: str, digest: str) -> tuple[str, bytes] | None:
    """Name and bytes of a file of what is public under that number; None for any other hash, however real.

    Raises FileLost when the file store has lost it.
    """
    row = _public().filter(index_number=number).only("snapshot").first()
    for one in row.snapshot.get("files", []) if row is not None else ():
        if one["digest"] == digest:
            return str(one["name"]), files.take(digest)
    return None


def was_withdrawn(asker: Actor, number: str) -> bool:
    """Whether something was public under that number and was withdrawn."""
    return _current().filter(index_number=number, state=State.WITHDRAWN).exists()


def newest(asker: Actor, count: int, on: date) -> list[Listed]:
    """What was first published last."""
    return [_listed(row, on) for row in _listable()[:count]]


def agencies(asker: Actor) -> list[Choice]:
    """The agencies that have published anything, by code."""
    rows = _public().order_by("agency_code").values("agency_code", "agency_name").annotate(n=Count("pk"))
    found: dict[str, Choice] = {}
    for row in rows:
        known = found.get(row["agency_code"])
        total = row["n"] + (known.count if known else 0)
        found[row["agency_code"]] = Choice(row["agency_code"], row["agency_name"], total)
    return list(found.values())


def classes(asker: Actor, on: date) -> list[Choice]:
    """The classes under which anything was published, most first."""
    rows = _public().exclude(class_code="").order_by().values("class_code").annotate(n=Count("pk")).order_by("-n")
    return [Choice(row["class_code"], _class_label(row["class_code"], on), row["n"]) for row in rows]


def years(asker: Actor) -> list[Choice]:
    """The years in which anything was first published, newest first."""
    rows = _public().order_by().values("first_published_at__year").annotate(n=Count("pk"))
    found = sorted(((row["first_published_at__year"], row["n"]) for row in rows), reverse=True)
    return [Choice(str(year), str(year), count) for year, count in found]


def _current() -> QuerySet[Publication]:
    return Publication.objects.exclude(state=State.REPLACED)


def _public() -> QuerySet[Publication]:
    return Publication.objects.filter(state=State.PUBLISHED).order_by("-first_published_at", "-pk")


def _listable() -> QuerySet[Publication]:
    """Without the page itself, but with the one word of it that a line needs."""
    kind = KeyTextTransform("code", KeyTransform("document_kind", "snapshot"))
    return _public().annotate(kind=kind).defer("snapshot")


def _asked(rows: QuerySet[Publication], wanted: Wanted) -> QuerySet[Publication]:
    if wanted.agency:
        rows = rows.filter(agency_code=wanted.agency)
    if wanted.class_code:
        rows = rows.filter(class_code=wanted.class_code)
    if wanted.year:
        rows = rows.filter(first_published_at__year=wanted.year)
    for word in wanted.words.split():
        number = unicodedata.normalize("NFKC", word).translate(BRACKETS)
        rows = rows.filter(
            Q(title__icontains=word) | Q(doc_number__icontains=number) | Q(index_number__icontains=number)
        )
    return rows


def _filled(stub: PublicRecord, row: Publication, on: date) -> PublicRecord:
    kept: dict[str, Any] = row.snapshot
    return PublicRecord(
        number=stub.number,
        title=stub.title,
        agency_code=stub.agency_code,
        agency_name=stub.agency_name,
        withdrawn=False,
        withdrawn_at=None,
        withdrawn_reason="",
        published_at=stub.published_at,
        first_published_at=stub.first_published_at,
        version=stub.version,
        metadata=tuple((one["code"], one["label"], one["value"]) for one in kept["metadata"]),
        body=kept["body"],
        footer=kept["footer"],
        summary=kept["summary"],
        keywords=tuple(kept["keywords"]),
        files=tuple(Attachment(one["name"], one["digest"], one["size"]) for one in kept["files"]),
        changes=tuple((one["at"], one["note"]) for one in kept["changes"]),
        validity=_validity(row, str(kept["document_kind"]["code"]), on),
        done_to_it=tuple(_done(row.validity_links, on)),
        class_label=kept["class"]["label"],
    )


def _listed(row: Publication, on: date) -> Listed:
    return Listed(
        number=row.index_number,
        title=row.title,
        doc_number=row.doc_number,
        agency_name=row.agency_name,
        first_published_at=row.first_published_at,
        formed_on=row.formed_on,
        validity=_validity(row, getattr(row, "kind", "") or "", on),
    )


def _validity(row: Publication, kind: str, on: date) -> Validity | None:
    """The status on that day, of a document that can have one: a rule or normative document, or one with days or links.

    None too where the law of the day is not registered: nothing is claimed.
    """
    try:
        counted = bool(kind) and bool(document_kind_of(kind, on).counts_as)
        if not (counted or row.effective_on or row.expires_on or row.validity_links):
            return None
        links = tuple(Link(one["kind"], date.fromisoformat(one["on"]), one["by"]) for one in row.validity_links)
        return validity_of(ValidityFacts(row.effective_on, row.expires_on, links), on)
    except LawError:
        return None


def _done(links: Iterable[dict[str, str]], on: date) -> Iterable[DoneToIt]:
    words = {kind.code: kind.passive for kind in link_kinds(on)}
    for one in links:
        said = words.get(one["kind"], "{by}").format(by=one["by"])
        yield DoneToIt(said, date.fromisoformat(one["on"]), one["by"], one.get("index_number", ""))


def _class_label(code: str, on: date) -> str:
    try:
        return class_of(code, on).label
    except LawError:
        return code
