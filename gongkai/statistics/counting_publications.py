"""What was made public in a period: each record once, by the day it was first public here (docs/decisions/D-324)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from gongkai.law.record_classes import document_kinds
from gongkai.law.validity import link_kinds
from gongkai.records.models import Publication, RecordLink
from gongkai.statistics.measured import Thing
from gongkai.statistics.measuring_facts import Fact, Span, begins

PUBLISHED, INTERPRETATION = "published", "interpretation"
EVENTS = (PUBLISHED, INTERPRETATION)


def facts(span: Span) -> Iterator[Fact]:
    """The publications of the units that were still public on the period's last day. One query."""
    counts_as = {kind.code: kind.counts_as for kind in document_kinds(span.last)}
    after = begins(span.last + timedelta(days=1))
    interprets = RecordLink.objects.filter(record=OuterRef("record"), kind__in=_interpreting(span.last))
    rows = Publication.objects.filter(
        Q(state=Publication.State.PUBLISHED) | Q(state=Publication.State.WITHDRAWN, withdrawn_at__gte=after),
        record__agency__in=span.agencies, first_published_at__gte=begins(span.first), first_published_at__lt=after,
    ).annotate(interprets=Exists(interprets))  # fmt: skip
    fields = ("pk", "record__agency_id", "document_kind", "category", "interprets")
    for pk, agency_id, kind, category, interpreting in rows.order_by("pk").values_list(*fields).iterator():
        marks = {"level": span.level(agency_id), "counts_as": counts_as.get(kind, ""), "category": category}
        thing = Thing("publication", pk, span.code(agency_id))
        yield Fact(PUBLISHED, marks, thing)
        if interpreting:
            yield Fact(INTERPRETATION, marks, thing)


def _interpreting(on: date) -> list[str]:
    """Links that neither end nor change what they point at: the acting document explains it."""
    return [kind.code for kind in link_kinds(on) if kind.effect == "none"]
