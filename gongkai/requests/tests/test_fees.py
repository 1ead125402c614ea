"""The information-processing fee: the worked examples by the real actions, notice, payment, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.requests import fees
from gongkai.requests.actions.cancel_quote import cancel_quote
from gongkai.requests.actions.end_lapsed import end_lapsed
from gongkai.requests.actions.object_to_fee import object_to_fee
from gongkai.requests.actions.quote_fee import quote_fee
from gongkai.requests.actions.record_payment import record_payment
from gongkai.requests.actions.refund_fee import refund_fee
from gongkai.requests.actions.waive_fee import waive_fee
from gongkai.requests.models import Attachment, FeeObjection, Paper, Quote, Release, Request, RequestItem
from gongkai.requests.reads_fees import collected, fee_page
from gongkai.requests.tests.making import RECEIVED, WANG, a_request, a_unit, at, by
from gongkai.requests.tests.papering import decided, issued, served
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


def quoted(request: Request, tariff: str = "by_item", **more: Any) -> Quote:
    """Worked out by the clerk on the day of receipt."""
    return quote_fee(request.pk, tariff, **more, actor=by(request.agency, "clerk"), now=at(RECEIVED, 11))


def refused(code: str, act: Callable[..., object], *args: Any, **more: Any) -> str:
    """The sentence of that refusal."""
    with pytest.raises(Refused) as found:
        act(*args, **more)
    assert found.value.code == code, found.value.sentence
    return found.value.sentence


def noticed(request: Request, fields: dict[str, str] | None = None) -> Paper:
    """The fee notice issued and handed over on the day of receipt, the quote told of it."""
    paper = issued(request, "fee_notice", fields)
    served(paper)
    return paper


def crowd(unit: Agency, count: int) -> list[Request]:
    """That many requests of one person in one month: one registered, the rest written down like it."""
    first = a_request(unit)
    fields = [one.attname for one in Request._meta.concrete_fields if not one.primary_key]
    said = {name: getattr(first, name) for name in fields} | {"card": "", "sealed_card_key": ""}
    rest = [
        Request(**said | {"number": f"2026-1{place:03d}", "receipt_number": f"crowd-{unit.code}-{place}"})
        for place in range(1, count)
    ]
    Request.objects.bulk_create(rest)
    RequestItem.objects.bulk_create(RequestItem(request=one, position=1, text="同上") for one in rest)
    return [first, *rest]


def test_sixty_requests_of_a_month_each_by_its_place() -> None:
    unit = a_unit()
    made = crowd(unit, 60)
    asked = {number: quoted(made[number - 1]) for number in (8, 10, 11, 12, 30, 31, 35, 40, 41, 45, 50, 51)}
    assert {number: quote.yuan for number, quote in asked.items()} == {
        8: 0, 10: 0, 11: 100, 12: 100, 30: 100, 31: 200, 35: 200, 40: 200, 41: 300, 45: 300, 50: 300, 51: 400,
    }  # fmt: skip
    assert (asked[8].state, asked[12].state) == (Quote.State.FREE, Quote.State.QUOTED)
    assert asked[12].sentence == "第12件：1件×100元=100元；合计100元。" and asked[12].basis["month"] == "2026-03"
    everything = [fees.offer(one).by_item.total_yuan for one in made]
    assert (sum(everything[:12]), sum(everything[:35]), sum(everything)) == (200, 3000, 11000)
    both = fees.offer(made[44], pages=120)
    assert (both.by_item.total_yuan, both.by_volume.total_yuan if both.by_volume else 0) == (300, 1100)
    again = quoted(made[44], "by_volume", pages=120, reason="按纸质件实际页数")
    assert (again.yuan, Quote.objects.filter(request=made[44], state__in=fees.STANDS).get()) == (1100, again)


@pytest.mark.parametrize(("pages", "yuan"), [(30, 0), (31, 10), (68, 380), (101, 720), (201, 2740), (250, 4700)])
def test_pages_by_volume(pages: int, yuan: int) -> None:
    quote = quoted(a_request(), "by_volume", pages=pages, reason="纸质件页数")
    assert (quote.yuan, sum(line["yuan"] for line in quote.lines)) == (yuan, yuan)
    assert quote.basis["other"] == {"tariff": "by_item", "yuan": 0}


def test_what_counts_and_what_does_not() -> None:
    unit = a_unit()
    made = crowd(unit, 3)
    other = a_request(unit, applicant=type(WANG)("李四", identity_number="350582199202022222"))
    a_request(a_unit("neighbour"))
    assert fees.offer(other).place.first == 1 and fees.offer(made[2]).place.first == 3
    Request.objects.filter(pk=made[0].pk).update(state="void", void_reason="重复登记")
    assert fees.offer(made[2]).place == fees.Place("2026-03", 2, 2, (made[1].pk,))
    nobody = type(WANG)("赵五", phone="13900000009")
    first, second = (a_request(unit, applicant=nobody) for _ in range(2))
    assert [fees.offer(one).place.first for one in (first, second)] == [1, 2]
    april = a_request(unit, at(date(2026, 4, 1), 9), days={"handed_in": date(2026, 4, 1)})
    assert fees.offer(april).place == fees.Place("2026-04", 1, 1, ())


def test_a_request_split_for_counting_fills_its_places() -> None:
    unit = a_unit()
    crowd(unit, 9)
    wide = a_request(unit, items=("甲", "乙", "丙"))
    last = a_request(unit)
    assert quoted(wide, units=3).yuan == 200 and fees.offer(last).place.first == 13
    assert "1 至 1 件" in refused("too-many-units", quoted, last, units=2)


def test_pages_come_from_the_files_given_and_pointing_to_the_public_is_free() -> None:
    request = a_request()
    clerk = request.made_by or request.handler
    source = Attachment.objects.create(
        request=request, role="source", name="账.pdf", media="application/pdf", size=1, plain_digest="a" * 64,
        digest="b" * 64, at=at(RECEIVED),
    )  # fmt: skip
    for version, pages in ((1, 90), (2, 40)):
        Release.objects.create(
            request=request, source=source, audience="applicant", version=version, state="proven", name="账.pdf",
            digest="c" * 64, certificate="d" * 64, pages=pages, made_by=clerk, made_at=at(RECEIVED),
        )  # fmt: skip
    assert quoted(request, "by_volume").yuan == 100
    assert refused("pages-unexplained", quoted, request, "by_volume", pages=41)
    decided(request, decision="already_public", facts={"where": "区政府门户网站", "url": "https://example.test/a"})
    free = quoted(request, "by_volume")
    assert free.state == Quote.State.FREE and "按量" in free.lines[0]["words"]


def test_noticed_paid_and_counted_anew() -> None:
    unit = a_unit()
    crowd(unit, 11)
    request = a_request(unit, at(RECEIVED, 10))
    quote = quoted(request)
    paper = noticed(request)
    request.refresh_from_db()
    quote.refresh_from_db()
    assert (request.state, request.due_on, quote.state, quote.notice) == ("paying", None, "noticed", paper)
    pay = {"actor": by(unit, "clerk"), "now": at(date(2026, 3, 12))}
    day = date(2026, 3, 10)
    assert "全额缴清" in refused("partial-payment", record_payment, request.pk, day, 60, "票1", **pay)
    refused("no-receipt", record_payment, request.pk, day, 100, " ", **pay)
    refused("paid-before-notice", record_payment, request.pk, date(2026, 2, 27), 100, "票1", **pay)
    refused("not-allowed", record_payment, request.pk, day, 100, "票1", actor=by(unit, "deputy_leader"), now=pay["now"])
    refused("fee-stands", _in_handling, request)
    objection = object_to_fee(request.pk, day, "phone", "我没有超过合理范围", **pay)
    assert "不单独申请复议" in objection.answer and "合理" not in objection.sealed
    paid = record_payment(request.pk, day, 100, "闽财2026-0001", **pay)
    request.refresh_from_db()
    assert (paid.state, request.state, request.due_on) == ("paid", "handling", date(2026, 4, 8))
    refused("no-fee", record_payment, request.pk, day, 100, "闽财2026-0002", **pay)
    page = fee_page(by(unit, "clerk"), request)
    assert page.objections[0].words and not fee_page(by(unit, "legal_reviewer"), request).objections[0].words
    office = {"actor": by(unit), "now": at(date(2026, 3, 20))}
    refused("refund-amount", refund_fee, request.pk, date(2026, 3, 19), 101, "多收", **office)
    refused("refund-day", refund_fee, request.pk, date(2026, 3, 9), 50, "多收", **office)
    refused("not-allowed", refund_fee, request.pk, date(2026, 3, 19), 50, "多收", **pay)
    assert refund_fee(request.pk, date(2026, 3, 19), 40, "重复计件", **office).state == "refunded"
    year = collected(by(unit), 2026, unit)
    assert (year.noticed, year.paid, year.yuan, year.refunds, year.net) == (1, 1, 100, 1, Decimal("0.0060"))
    assert collected(by(a_unit("neighbour")), 2026, unit).yuan == 0
    told = [entry.act for entry in JournalEntry.objects.order_by("id") if "fee" in entry.act or "pay" in entry.act]
    assert told == ["quote_fee", "object_to_fee", "record_payment", "refund_fee"]
    assert not any("王" in str(entry.after) for entry in JournalEntry.objects.all())
    assert FeeObjection.objects.count() == 1


def _in_handling(request: Request) -> None:
    Request.objects.filter(pk=request.pk).update(state="handling")
    try:
        quoted(request)
    finally:
        Request.objects.filter(pk=request.pk).update(state="paying")


def test_too_late_lapses_and_a_receipt_serves_once() -> None:
    unit = a_unit()
    crowd(unit, 10)
    made = [a_request(unit, at(RECEIVED, 10)) for _ in range(2)]
    for request in made:
        quoted(request)
        noticed(request)
    late = date(2026, 4, 3)
    who = {"actor": by(unit, "clerk"), "now": at(late)}
    assert record_payment(made[0].pk, date(2026, 3, 30), 100, "票1", **who).state == "paid"
    refused("receipt-used", record_payment, made[1].pk, date(2026, 3, 30), 100, "票1", **who)
    assert "逾期缴费" in refused("paid-late", record_payment, made[1].pk, late, 100, "票2", **who)
    end_lapsed(made[1].pk, actor=by(unit), now=at(late))
    made[1].refresh_from_db()
    assert (Quote.objects.get(request=made[1]).state, made[1].leaf) == ("lapsed", "other.fee_lapsed")
    refused("no-fee", object_to_fee, made[1].pk, late, "phone", "不服", **who)


def test_waived_before_and_after_the_notice_and_cancelled() -> None:
    unit = a_unit()
    early = crowd(unit, 10)[9]
    first, second = (a_request(unit, at(RECEIVED, 10)) for _ in range(2))
    office = {"actor": by(unit), "now": at(RECEIVED, 17)}
    for request in (first, second):
        quoted(request)
    refused("no-reason", waive_fee, first.pk, " ", **office)
    refused("not-allowed", waive_fee, first.pk, "生活困难", actor=by(unit, "clerk"), now=office["now"])
    assert waive_fee(first.pk, "生活困难", **office).state == "waived"
    noticed(second)
    assert waive_fee(second.pk, "核实后不属于明显超过合理范围", **office).state == "waived"
    second.refresh_from_db()
    assert (second.state, second.due_on) == ("handling", date(2026, 3, 30))
    quoted(early)
    refused("no-reason", cancel_quote, early.pk, "", **office)
    assert cancel_quote(early.pk, "决定不收费", **office).state == "cancelled"
    assert fees.standing_quote(early) is None


def test_what_cannot_be_worked_out() -> None:
    waiting = a_request(channel="online", days={"submitted": RECEIVED})
    refused("not-now", quoted, waiting)
    request = a_request()
    refused("unknown-tariff", quoted, request, "by_weight")
    refused("no-pages", quoted, request, "by_volume")
    refused("changed-meanwhile", quoted, request, seen=1)
    who = by(request.agency, "deputy_leader")
    refused("not-allowed", quote_fee, request.pk, "by_item", actor=who, now=at(RECEIVED))
    old = date(2020, 12, 30)
    early = a_request(a_unit("old"), at(old, 9), days={"handed_in": old})
    with pytest.raises(Refused, match="还没有信息处理费"):
        quote_fee(early.pk, "by_item", actor=by(early.agency, "clerk", old), now=at(old))
    assert "还没有信息处理费" in fee_page(by(early.agency, on=old), early).barrier
