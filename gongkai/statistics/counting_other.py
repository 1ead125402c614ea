"""What else is counted: registered figures, fees, complaints and visits of a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q, Sum

from gongkai.columns.models import Visit
from gongkai.law.measures import tally_kinds
from gongkai.requests.models import Matter, Quote
from gongkai.requests.reads_fees import NOTICED as WAS_NOTICED
from gongkai.requests.reads_fees import TEN_THOUSAND
from gongkai.statistics.decide_filing import tidy
from gongkai.statistics.measured import Thing
from gongkai.statistics.measuring_facts import Fact, Span, begins
from gongkai.statistics.models import Tally

BEFORE, DURING = "before", "during"
RECEIVED, VISITED = "received", "visited"
COLLECTED, REFUNDED, NET, WAIVED, NOTICED = "collected", "refunded", "collected_wan", "waived", "noticed"
FEE_EVENTS = (COLLECTED, REFUNDED, NET, WAIVED, NOTICED)


def tallies(span: Span) -> Iterator[Fact]:
    """Registered figures by kind; of a number that goes on also the changes before the period. One query."""
    stocks = [kind.code for kind in tally_kinds().values() if kind.stock]
    rows = Tally.objects.filter(
        Q(on__gte=span.first) | Q(kind__in=stocks), agency__in=span.agencies, on__lte=span.last, voided_at=None
    )
    fields = ("pk", "agency_id", "kind", "on", "quantity")
    for pk, agency_id, kind, on, quantity in rows.order_by("pk").values_list(*fields).iterator():
        marks = {"when": DURING if on >= span.first else BEFORE, "level": span.level(agency_id)}
        yield Fact(kind, marks, Thing("tally", pk, span.code(agency_id), tidy(quantity)))


def fees(span: Span) -> Iterator[Fact]:
    """Fees by the day of payment, of refund, of notice and of the quote that was waived (D-296). One query."""
    days = (span.first, span.last)
    waived = Q(
        state=Quote.State.WAIVED, made_at__gte=begins(span.first), made_at__lt=begins(span.last + timedelta(days=1))
    )
    rows = Quote.objects.filter(
        Q(paid_on__range=days) | Q(refunded_on__range=days) | Q(notice__issued_on__range=days) | waived,
        request__agency__in=span.agencies,
    ).select_related("request", "notice")  # fmt: skip
    for one in rows.order_by("pk"):
        agency_id = one.request.agency_id
        for event, quantity in _of_quote(one, span):
            thing = Thing("fee", one.pk, span.code(agency_id), quantity)
            yield Fact(event, {"level": span.level(agency_id)}, thing)


def _of_quote(one: Quote, span: Span) -> Iterator[tuple[str, Decimal]]:
    def within(day: object) -> bool:
        return day is not None and span.first <= day <= span.last  # type: ignore[operator]  # days only

    yuan, back = Decimal(one.yuan), Decimal(one.refunded_yuan)
    if within(one.paid_on):
        yield COLLECTED, yuan
        yield NET, tidy(yuan / TEN_THOUSAND)
    if within(one.refunded_on):
        yield REFUNDED, back
        yield NET, tidy(-back / TEN_THOUSAND)
    if one.notice is not None and one.state in WAS_NOTICED and within(one.notice.issued_on):
        yield NOTICED, Decimal(1)
    if one.state == Quote.State.WAIVED and begins(span.first) <= one.made_at < begins(span.last + timedelta(days=1)):
        yield WAIVED, yuan


def complaints(span: Span) -> Iterator[Fact]:
    """Complaints by the day they came, with the unit that handles them. One query."""
    rows = Matter.objects.filter(
        kind=Matter.Kind.COMPLAINT, agency__in=span.agencies, received_on__range=(span.first, span.last)
    )
    for pk, agency_id in rows.order_by("pk").values_list("pk", "agency_id").iterator():
        yield Fact(RECEIVED, {"level": span.level(agency_id)}, Thing("complaint", pk, span.code(agency_id)))


def visits(span: Span) -> Iterator[Fact]:
    """Visits of the units' columns, one fact a unit and column; nobody is followed. One query."""
    ids = {code: pk for pk, (code, _level) in span.agencies.items()}
    rows = Visit.objects.filter(agency_code__in=ids, day__range=(span.first, span.last))
    summed = rows.order_by().values("agency_code", "column_code").annotate(total=Sum("count"))
    for row in summed.order_by("agency_code", "column_code"):
        pk = ids[row["agency_code"]]
        thing = Thing("visits", pk, row["agency_code"], Decimal(row["total"]))
        yield Fact(VISITED, {"column": row["column_code"], "level": span.level(pk)}, thing)
