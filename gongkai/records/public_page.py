"""A published record as a page or a line shows it, made from its snapshot and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.law.errors import LawError
from gongkai.law.record_classes import document_kind_of
from gongkai.law.validity import Link, Validity, ValidityFacts, link_kinds, validity_of
from gongkai.records.models import Publication

State = Publication.State


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
    """What another document did to this one: in words, from which day, by which document, and that one's number.

    `explains`: it only interprets, and changes nothing of the validity.
    """

    words: str
    on: date
    by: str
    index_number: str
    explains: bool = False


@dataclass(frozen=True, slots=True)
class DoneByIt:
    """What this document does to another that is public: the word for it, from which day, title and number."""

    words: str
    on: date
    title: str
    index_number: str
    explains: bool = False


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
    done_by_it: tuple[DoneByIt, ...] = ()
    class_label: str = ""
    class_code: str = ""
    topic: str = ""
    doc_number: str = ""
    formed_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None

    @property
    def interpretations(self) -> tuple[DoneToIt, ...]:
        """Documents that interpret this one."""
        return tuple(one for one in self.done_to_it if one.explains)

    @property
    def interpreted(self) -> tuple[DoneByIt, ...]:
        """Documents that this one interprets."""
        return tuple(one for one in self.done_by_it if one.explains)

    @property
    def ended_or_changed_it(self) -> tuple[DoneToIt, ...]:
        """What was done to its validity."""
        return tuple(one for one in self.done_to_it if not one.explains)

    @property
    def ended_or_changed_by_it(self) -> tuple[DoneByIt, ...]:
        """What it does to the validity of others."""
        return tuple(one for one in self.done_by_it if not one.explains)

    @property
    def page_body(self) -> str:
        """The text with each table in a frame of its own, so that a wide one scrolls by itself, also by keyboard."""
        opened = '<div class="scroll" tabindex="0" role="region" aria-label="表格"><table'
        return self.body.replace("<table", opened).replace("</table>", "</table></div>")

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
        done_to_it=tuple(done(row, on)),
        done_by_it=tuple(does(row, on)),
        class_label=kept["class"]["label"],
        class_code=kept["class"]["code"],
        topic=row.topic,
        doc_number=row.doc_number,
        formed_on=row.formed_on,
        effective_on=row.effective_on,
        expires_on=row.expires_on,
    )


def listed(row: Publication, on: date) -> Listed:
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


def does(row: Publication, on: date) -> Iterable[DoneByIt]:
    """What the document does to others."""
    kinds = {kind.code: kind for kind in link_kinds(on)}
    for one in row.acting_links:
        kind = kinds.get(one["kind"])
        words, explains = (kind.label, kind.effect == "none") if kind else ("", False)
        yield DoneByIt(words, date.fromisoformat(one["on"]), one["title"], one["index_number"], explains)


def done(row: Publication, on: date) -> Iterable[DoneToIt]:
    """What was done to the document."""
    kinds = {kind.code: kind for kind in link_kinds(on)}
    for one in row.validity_links:
        kind = kinds.get(one["kind"])
        words, explains = (kind.passive, kind.effect == "none") if kind else ("{by}", False)
        said = words.format(by=one["by"])
        yield DoneToIt(said, date.fromisoformat(one["on"]), one["by"], one.get("index_number", ""), explains)
