"""The links of a document as they are shown: what it does, what is done to it, and what it could be linked to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.kit.who import Actor
from gongkai.law.validity import LinkKind, Validity, link_kind, link_kinds
from gongkai.records import sight
from gongkai.records.linking import by_of, holding, links_on, public, validity
from gongkai.records.models import Record, RecordLink
from gongkai.records.reads_ledger import about

FEW = 10


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """One link: its kind, whether it holds already, and the other side in words, as a record where it may be seen."""

    link: RecordLink
    kind: LinkKind
    holds: bool
    words: str
    record: Record | None


def links_of(asker: Actor, record: Record, on: date) -> tuple[list[LinkSeen], list[LinkSeen]]:
    """What the record does to others, and what others do to it; a draft of another unit is not named."""
    does = RecordLink.objects.filter(record=record).select_related("record", "other").order_by("on", "pk")
    done = RecordLink.objects.filter(other=record).select_related("record", "other").order_by("on", "pk")
    both = [*does, *done]
    kept = set(RecordLink.objects.filter(holding(), pk__in=[link.pk for link in both]).values_list("pk", flat=True))
    sides = {pk for link in both for pk in (link.record_id, link.other_id) if pk}
    seen = set(sight.visible(asker).filter(pk__in=sides).values_list("pk", flat=True))
    first = [_seen(link, link.other, link.other_text, kept, seen, on) for link in does]
    second = [
        _seen(link, link.record, link.by_text, kept, seen, on)
        for link in done
        if link.record is None or link.record_id in seen or link.pk in kept
    ]
    return first, second


def _seen(link: RecordLink, side: Record | None, text: str, kept: set[int], seen: set[int], on: date) -> LinkSeen:
    if side is not None:
        text = by_of(link) if side.pk == link.record_id else _named(side)
    visible = side if side is not None and side.pk in seen else None
    return LinkSeen(link, link_kind(link.kind, on), link.pk in kept, text, visible)


def has_links(record: Record) -> bool:
    """Whether it acts on a document, or one acts on it."""
    return RecordLink.objects.filter(Q(record=record) | Q(other=record)).exists()


def validity_of(record: Record, on: date) -> Validity | None:
    """Whether it is in force that day."""
    return validity(record, links_on([record.pk], holding()).get(record.pk, ()), on)


def candidates(asker: Actor, record: Record, words: str) -> Sequence[Record]:
    """Documents that the words name, of the own unit or public: to choose what the record acts on."""
    if not words.strip():
        return []
    found = Record.objects.filter(Q(agency=record.agency) | Q(pk__in=public().values("record"))).filter(about(words))
    if not sight.is_own(asker, record):
        return []
    return list(found.exclude(pk=record.pk).exclude(state=Record.State.DISCARDED).select_related("agency")[:FEW])


def kinds(on: date) -> tuple[LinkKind, ...]:
    """What a document can do to another."""
    return link_kinds(on)


def _named(record: Record) -> str:
    return f"{record.title}（{record.doc_number}）" if record.doc_number else record.title
