"""What documents do to one another, and what of it the public is told. Only links that hold are told (D-151)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.law.validity import Link, Validity, ValidityFacts, validity_of
from gongkai.records.indexing import index_record
from gongkai.records.models import Publication, Record, RecordLink
from gongkai.records.telling import tell_of

State = Record.State
# A document acts on others once it is signed: a draft repeals nothing.
ACTING = (State.PUBLISHED, State.REGISTERED, State.HISTORIC)


def public() -> QuerySet[Publication]:
    """What is public now; a record whose revision is under way is a draft, and public all the same."""
    return Publication.objects.filter(state=Publication.State.PUBLISHED)


def holding() -> Q:
    """Links that hold inside the house: by a document that was signed, or by one from outside the platform."""
    return Q(record=None) | Q(record__state__in=ACTING) | told()


def told() -> Q:
    """Links the public may be told: by a public document, or by one from outside the platform."""
    return Q(record=None) | Q(record__in=public().values("record"))


def by_of(link: RecordLink) -> str:
    """How the acting document is named: its title with its number; another unit's only once it was public."""
    if link.record is None:
        return link.by_text
    if link.other is not None and link.record.agency_id != link.other.agency_id and link.record.published_at is None:
        return "外单位未公开的文件"
    return f"{link.record.title}（{link.record.doc_number}）" if link.record.doc_number else link.record.title


def links_on(records: Iterable[int], which: Q) -> dict[int, list[RecordLink]]:
    """The links that act on each of these records, oldest first."""
    found: dict[int, list[RecordLink]] = {}
    rows = RecordLink.objects.filter(which, other__in=list(records)).select_related(
        "record", "record__index_number", "other"
    )
    for link in rows.order_by("on", "pk"):
        found.setdefault(link.other_id or 0, []).append(link)
    return found


def facts_of(record: Record, links: Iterable[RecordLink]) -> ValidityFacts:
    """What is known of a record's validity."""
    done = tuple(Link(link.kind, link.on, by_of(link)) for link in links)
    return ValidityFacts(record.effective_on, record.expires_on, done)


def validity(record: Record, links: Iterable[RecordLink], on: date) -> Validity | None:
    """The status of a rule or another document on a day; None for what is not yet signed and so has none."""
    if record.state not in (*ACTING, State.APPROVED) and record.published_at is None:
        return None
    return validity_of(facts_of(record, links), on)


def validity_links_of(record: Record) -> list[dict[str, Any]]:
    """What the public is told of what was done to this record: kind, day, by which document, its index number."""
    return [
        {"kind": link.kind, "on": link.on.isoformat(), "by": by_of(link), "index_number": _number(link)}
        for link in links_on([record.pk], told()).get(record.pk, [])
    ]


def apply_links(record: Record, now: datetime) -> int:
    """Bring what the public is told into step for all documents this one acts on, and for itself; how many changed."""
    acted_on = RecordLink.objects.filter(record=record).exclude(other=None).values_list("other_id", flat=True)
    acting = RecordLink.objects.filter(other=record).exclude(record=None).values_list("record_id", flat=True)
    touched = {record.pk, *(pk for pk in (*acted_on, *acting) if pk)}
    return sum(_bring_into_step(pk, now) for pk in sorted(touched))


def release_links(record: Record, now: datetime) -> int:
    """The same after a withdrawal: what a withdrawn document said of others is no longer told."""
    return apply_links(record, now)


def acting_links_of(record: Record) -> list[dict[str, Any]]:
    """What the public is told of what this record does to others: kind, day, title and index number of the other.

    Only documents that are public now are named: the title of any other may not be for the public.
    """
    links = RecordLink.objects.filter(record=record).exclude(other=None).order_by("on", "pk")
    others = {one.record_id: one for one in public().filter(record__in=links.values("other")).defer("snapshot")}
    return [
        {
            "kind": link.kind,
            "on": link.on.isoformat(),
            "title": other.title,
            "index_number": other.index_number,
        }
        for link in links
        if (other := others.get(link.other_id or 0)) is not None
    ]


def _bring_into_step(record_id: int, now: datetime) -> int:
    current = public().select_for_update().filter(record=record_id).first()
    if current is None:
        return 0
    done, does = validity_links_of(current.record), acting_links_of(current.record)
    if (done, does) == (current.validity_links, current.acting_links):
        return 0
    current.validity_links, current.acting_links = done, does
    current.save(update_fields=["validity_links", "acting_links"])
    tell_of(current, now)
    index_record(current)
    return 1


def _number(link: RecordLink) -> str:
    given = getattr(link.record, "index_number", None) if link.record else None
    return given.number if given else ""
