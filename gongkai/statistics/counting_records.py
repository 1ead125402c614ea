"""Rules and normative documents of a period: issued, abolished, in force, and which are public (D-126, D-322)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gongkai.kit.clock import day_of
from gongkai.law.record_classes import document_kinds
from gongkai.law.validity import CountedDocument, Link, ValidityFacts, count_between
from gongkai.records import counts
from gongkai.records.linking import holding
from gongkai.records.models import Record, RecordLink
from gongkai.statistics.measured import Thing
from gongkai.statistics.measuring_facts import Fact, Span

ISSUED, ABOLISHED, IN_FORCE, PUBLISHED, PUBLIC_TOTAL = "issued", "abolished", "in_force", "published", "public_total"
EVENTS = (ISSUED, ABOLISHED, IN_FORCE, PUBLISHED, PUBLIC_TOTAL)
_NEEDED = ("agency_id", "document_kind", "formed_on", "effective_on", "expires_on")


def facts(span: Span) -> Iterator[Fact]:
    """The documents of the units that count in table two. Three queries; nothing withdrawn, no draft."""
    kinds = {kind.code: kind.counts_as for kind in document_kinds(span.last) if kind.counts_as}
    rows = Record.objects.filter(
        counts.made(), agency__in=span.agencies, document_kind__in=kinds, formed_on__lte=span.last
    ).exclude(state=Record.State.WITHDRAWN)
    records = {row.pk: row for row in rows.order_by("pk").only(*_NEEDED)}
    links = _links(span, list(kinds))
    documents = [
        CountedDocument(
            str(one.pk), one.document_kind, one.formed_on,
            ValidityFacts(one.effective_on, one.expires_on, tuple(links[one.pk])),
        )
        for one in records.values()
        if one.formed_on is not None
    ]  # fmt: skip
    for counts_as, row in count_between(documents, span.first, span.last).items():
        for event, ids in ((ISSUED, row.issued), (ABOLISHED, row.abolished), (IN_FORCE, row.in_force)):
            for one in ids:
                yield _fact(event, records[int(one)], counts_as, span)
    public = rows.filter(counts.published())
    for pk, moment in public.order_by("pk").values_list("pk", "published_at"):
        if moment is None or (on := day_of(moment)) > span.last:
            continue
        yield _fact(PUBLIC_TOTAL, records[pk], kinds[records[pk].document_kind], span)
        if on >= span.first:
            yield _fact(PUBLISHED, records[pk], kinds[records[pk].document_kind], span)


def _links(span: Span, kinds: list[str]) -> dict[int, list[Link]]:
    """What other documents do to these, by record: only what holds inside the house (docs/decisions/D-151)."""
    acting = RecordLink.objects.filter(holding(), other__agency__in=span.agencies, other__document_kind__in=kinds)
    found: dict[int, list[Link]] = defaultdict(list)
    for pk, kind, on in acting.order_by("on", "pk").values_list("other_id", "kind", "on"):
        found[pk].append(Link(kind, on))
    return found


def _fact(event: str, record: Record, counts_as: str, span: Span) -> Fact:
    marks = {"counts_as": counts_as, "level": span.level(record.agency_id)}
    return Fact(event, marks, Thing("record", record.pk, span.code(record.agency_id)))
