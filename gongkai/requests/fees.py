"""What a fee rests on: the place of a request among the same person's of that month, the pages given, both tariffs.

Nobody types a fee. The place is counted from the rows (docs/decisions/D-295), the pages from what is given out; the
amount is the answer of `gongkai.law.fees`.
"""

from __future__ import annotations

import json
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.kit.action import Refused
from gongkai.law import fees as tariffs
from gongkai.law.errors import LawError
from gongkai.law.fee_counting import FeeCounting, fee_counting
from gongkai.requests.models import Paper, Quote, Release, Request
from gongkai.requests.papers import content_of

BY_ITEM, BY_VOLUME = "by_item", "by_volume"
STANDS = (
    Quote.State.QUOTED, Quote.State.FREE, Quote.State.NOTICED, Quote.State.PAID, Quote.State.LAPSED, Quote.State.WAIVED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """From the `first` to the `last` item of that person in that month; `earlier` are his requests before this one."""

    month: str
    first: int
    last: int
    earlier: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Both tariffs for one request, one of which may be chosen. `by_volume` is None while no pages are known."""

    place: Place
    pages: int
    public: bool
    by_item: tariffs.Quote
    by_volume: tariffs.Quote | None

    def of(self, tariff: str) -> tariffs.Quote | None:
        """The quote by that tariff."""
        return self.by_item if tariff == BY_ITEM else self.by_volume


def offer(request: Request, *, units: int = 1, pages: int | None = None) -> Offer:
    """What each tariff asks. `pages` in place of those counted. Raises Refused "not-received", LawError."""
    if request.received_on is None:
        raise Refused("not-received", "收到申请之日还没有确定，不能计算信息处理费。请先与申请人确认。")
    rule = fee_counting(request.received_on)
    place = place_of(request, rule, units)
    known = pages_given(request) if pages is None else pages
    public = is_public(request, rule)
    by_volume = None
    if known or public:
        by_volume = tariffs.quote_by_volume(known or 1, on=request.received_on, already_public=public)
    by_item = tariffs.quote_by_item(place.first, place.last, on=request.received_on)
    return Offer(place, known, public, by_item, by_volume)


def place_of(request: Request, rule: FeeCounting, units: int = 1) -> Place:
    """Where the request stands in its month. A request charged by several items fills as many places."""
    assert request.received_on is not None
    before = list(_earlier(request, rule, request.received_on).values_list("pk", flat=True))
    charged = Quote.objects.filter(request__in=before, tariff=BY_ITEM, state__in=STANDS).values_list("basis", flat=True)
    taken = len(before) + sum(int(basis.get("units", 1)) - 1 for basis in charged)
    return Place(f"{request.received_on:%Y-%m}", taken + 1, taken + units, tuple(before))


def pages_given(request: Request) -> int:
    """Pages of what the applicant is given: the latest version of each file that is proven."""
    rows = Release.objects.filter(
        request=request, audience=Release.Audience.APPLICANT, state__in=(Release.State.PROVEN, Release.State.GIVEN)
    )
    latest = {source: pages for source, pages in rows.order_by("version").values_list("source_id", "pages")}
    return sum(latest.values())


def is_public(request: Request, rule: FeeCounting) -> bool:
    """Whether all that is decided only tells where the information is public already."""
    decisions = [item.decision for item in request.items.all()]
    return bool(decisions) and all(one in rule.already_public for one in decisions)


def standing_quote(request: Request) -> Quote | None:
    """The quote that counts, if there is one."""
    return Quote.objects.filter(request=request, state__in=STANDS).first()


def noticed(paper: Paper) -> Quote:
    """The fee notice went out: its amount is the quote's, which from now on stands. Called inside the act of issuing.

    Raises Refused "no-quote", "other-amount".
    """
    quote = Quote.objects.select_for_update().filter(request_id=paper.request_id, state=Quote.State.QUOTED).first()
    if quote is None:
        raise Refused("no-quote", "没有待通知的信息处理费，收费通知书未发出。请先在费用栏计算应缴金额。")
    if f"{quote.yuan}元" not in json.dumps(content_of(paper), ensure_ascii=False):
        words = f"收费通知书上的金额与计算的 {quote.yuan} 元不一致，未发出。请退回拟稿，按计算结果重新生成。"
        raise Refused("other-amount", words)
    quote.state, quote.notice = Quote.State.NOTICED, paper
    quote.save(update_fields=["state", "notice"])
    return quote


def lapsed(request: Request) -> None:
    """Nobody paid in time and the request ends (办法第六条): the quote says so. Nothing where none was noticed."""
    Quote.objects.filter(request=request, state=Quote.State.NOTICED).update(state=Quote.State.LAPSED)


def dropped(request: Request, why: str) -> None:
    """The request ends before a fee is paid and for another reason: nothing is charged any more."""
    open_ones = (Quote.State.QUOTED, Quote.State.FREE, Quote.State.NOTICED)
    Quote.objects.filter(request=request, state__in=open_ones).update(state=Quote.State.CANCELLED, reason=why[:400])


def law_quote(request: Request, tariff: str, units: int, pages: int | None) -> tuple[Offer, tariffs.Quote]:
    """The offer and the chosen quote in it. Raises Refused "fee", "no-pages", "unknown-tariff"."""
    if tariff not in (BY_ITEM, BY_VOLUME):
        raise Refused("unknown-tariff", "没有选定收费标准，未计算。请在按件、按量两种标准中择一。")
    try:
        found = offer(request, units=units, pages=pages)
    except LawError as error:
        raise Refused(error.code, error.sentence) from error
    chosen = found.of(tariff)
    if chosen is None:
        raise Refused("no-pages", "还没有可以计页的文件，也没有填写页数，不能按量计算。请先处理文件，或者填写页数。")
    return found, chosen


def _earlier(request: Request, rule: FeeCounting, on: date) -> QuerySet[Request]:
    first, last = on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1])
    rows = Request.objects.filter(_same_person(request, rule), agency=request.agency, received_on__range=(first, last))
    before = Q(received_on__lt=on) | Q(received_on=on, arrived_at__lt=request.arrived_at)
    tied = Q(received_on=on, arrived_at=request.arrived_at, pk__lt=request.pk)
    left_out = Q(state__in=rule.leaves_out_states) | Q(decision__in=rule.leaves_out_decisions)
    return rows.filter(before | tied).exclude(left_out).order_by("received_on", "arrived_at", "pk")


def _same_person(request: Request, rule: FeeCounting) -> Q:
    for way in rule.same_person:
        if way == "identity" and request.identity_index:
            return Q(identity_index=request.identity_index)
        if way == "name_and_contact" and request.name_index and request.contact_index:
            return Q(name_index=request.name_index, contact_index=request.contact_index)
    return Q(pk=request.pk)
