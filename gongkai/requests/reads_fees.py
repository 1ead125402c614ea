"""The fee of one request for its page, and what a unit collected in a year for the annual report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from gongkai.kit.private import open_sealed
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.instruments import cited
from gongkai.requests.fees import STANDS, Offer, offer
from gongkai.requests.models import Quote, Request
from gongkai.units.models import Agency
from gongkai.units.powers import READ_APPLICANTS, READ_REQUESTS

TEN_THOUSAND = 10_000
NOTICED = (Quote.State.NOTICED, Quote.State.PAID, Quote.State.LAPSED, Quote.State.REFUNDED)


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection as its page shows it; the words are hidden from who may not read applicants."""

    raised_on: str
    words: str
    answer: str
    cite: str


@dataclass(frozen=True, slots=True)
class FeePage:
    """Quotes in order, the newest last; what each tariff would ask now, or why nothing can be worked out."""

    quotes: tuple[Quote, ...]
    offer: Offer | None
    barrier: str
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """What was charged, collected and given back in one year; amounts in whole yuan."""

    noticed: int
    paid: int
    yuan: int
    refunds: int
    refunded_yuan: int
    waived: int

    @property
    def net(self) -> Decimal:
        """Collected less given back, in ten thousand yuan (万元), exact."""
        return Decimal(self.yuan - self.refunded_yuan) / TEN_THOUSAND


def fee_page(asker: Actor, request: Request) -> FeePage:
    """The fee of a request the asker may see. Nothing is offered before the day of receipt or before the measures."""
    quotes = tuple(
        Quote.objects.filter(request=request).select_related("notice", "made_by").prefetch_related("objections")
        .order_by("id")
    )  # fmt: skip
    reads = asker.may(READ_APPLICANTS, request.agency.code)
    objections = tuple(
        Objection(
            one.raised_on.isoformat(), open_sealed(one.sealed)["text"] if reads else "", one.answer,
            cited(one.cite).words,
        )
        for quote in quotes for one in quote.objections.all()
    )  # fmt: skip
    if request.received_on is None:
        return FeePage(quotes, None, "收到申请之日还没有确定，不能计算信息处理费。", objections)
    try:
        return FeePage(quotes, _offer(request, quotes), "", objections)
    except LawError as error:
        return FeePage(quotes, None, error.sentence, objections)


def _offer(request: Request, quotes: tuple[Quote, ...]) -> Offer:
    """Both tariffs, by the pages and items that the quote in force rests on."""
    basis: dict[str, Any] = next((one.basis for one in quotes if one.state in STANDS), {})
    pages = int(basis.get("pages", 0)) or None
    return offer(request, units=int(basis.get("units", 1)), pages=pages)


def collected(asker: Actor, year: int, agency: Agency) -> Collected:
    """For section six of the annual report: by day of payment, of refund, of notice. Zero for who may not see it."""
    rows = Quote.objects.filter(request__agency=agency)
    if not asker.may(READ_REQUESTS, agency.code):
        rows = rows.none()
    sums = rows.aggregate(
        noticed=Count("pk", filter=Q(notice__issued_on__year=year, state__in=NOTICED)),
        paid=Count("pk", filter=Q(paid_on__year=year)),
        yuan=Sum("yuan", filter=Q(paid_on__year=year)),
        refunds=Count("pk", filter=Q(refunded_on__year=year)),
        refunded_yuan=Sum("refunded_yuan", filter=Q(refunded_on__year=year)),
        waived=Count("pk", filter=Q(state=Quote.State.WAIVED, made_at__year=year)),
    )
    return Collected(**{key: value or 0 for key, value in sums.items()})
