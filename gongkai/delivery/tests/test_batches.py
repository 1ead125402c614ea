"""From publication to the hall's signature: what falls into an interval, what is refused, what is journalled."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.delivery import reads
from gongkai.delivery.actions.prepare_batch import prepare_batch
from gongkai.delivery.actions.rebuild_batch import rebuild_batch
from gongkai.delivery.actions.receive_batch import receive_batch
from gongkai.delivery.actions.refuse_batch import refuse_batch
from gongkai.delivery.actions.send_batch import send_batch
from gongkai.delivery.decide import Standing
from gongkai.delivery.models import Batch, BatchItem
from gongkai.delivery.preparing import prepare_due
from gongkai.delivery.tests.making import PHONE, District, at, published, received, revised, sent
from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.units.models import Notice

pytestmark = pytest.mark.django_db
FIFTH, TWENTIETH = date(2026, 3, 5), date(2026, 3, 20)


def work(moment: str) -> int:
    """The worker until it has nothing to do."""
    total = 0
    while made := prepare_due(at(moment)):
        total += made
    return total


def batch_of(district: District, ends: date = TWENTIETH) -> Batch:
    return Batch.objects.get(agency=district.town, hall=district.archives, ends=ends)


def test_what_is_published_on_the_closing_day_belongs_to_the_next_interval(district: District) -> None:
    published(district.town, at("2026-03-04", 23), 1)
    published(district.town, at("2026-03-05", 0), 2)
    assert work("2026-03-20") == 2 * 3 * 2
    numbers = {row.ends: [one.title for one in row.items.all()] for row in Batch.objects.filter(
        agency=district.town, hall=district.library)}  # fmt: skip
    assert numbers == {FIFTH: ["关于第1项工作的通知"], TWENTIETH: ["关于第2项工作的通知"]}
    empty = Batch.objects.filter(agency=district.neighbour)
    assert empty.count() == 4
    assert not BatchItem.objects.filter(batch__in=empty).exists()
    assert not list(journal.verify())


def test_a_worker_that_did_not_run_for_weeks_makes_every_interval_in_order_and_nothing_twice(
    district: District,
) -> None:
    for day in range(1, 29, 3):
        published(district.town, at(f"2026-03-{day:02d}"), day)
    assert work("2026-05-21") == 6 * 3 * 2
    ends = list(Batch.objects.filter(agency=district.town, hall=district.archives).order_by("pk")
                .values_list("ends", flat=True))  # fmt: skip
    assert ends == sorted(ends) and len(ends) == 6
    assert BatchItem.objects.filter(hall=district.archives).count() == 10
    assert work("2026-05-21") == 0
    district.archives.refresh_from_db()
    assert district.archives.prepared_until == date(2026, 5, 20)


def test_sent_and_signed_for_with_equal_counts(district: District) -> None:
    published(district.town, at("2026-03-10"), 1)
    work("2026-03-20")
    batch = sent(batch_of(district), district.publisher(), at("2026-03-20", 16))
    assert (batch.items_count, batch.paper_count, batch.electronic_count) == (1, 1, 1)
    batch = received(batch, district.receiver(), at("2026-03-23"))
    assert batch.state == Batch.State.RECEIVED
    assert reads.standing(batch, date(2026, 4, 1)) == Standing.ON_TIME
    acts = JournalEntry.objects.filter(chain=district.town.code, subject=f"deposit batch {batch.pk}")
    assert list(acts.order_by("number").values_list("act", flat=True)) == [
        "prepare_deposit", "send_deposit", "receive_deposit",
    ]  # fmt: skip


@pytest.mark.parametrize(("paper", "electronic"), [(0, 1), (1, 0), (2, 2), (-1, -1)])
def test_unequal_counts_are_neither_sent_nor_signed_for(district: District, paper: int, electronic: int) -> None:
    published(district.town, at("2026-03-10"), 1)
    work("2026-03-20")
    batch = batch_of(district)
    with pytest.raises(Refused) as refusal:
        send_batch(batch.pk, paper=paper, electronic=electronic, contact="甲", phone=PHONE,
                   actor=district.publisher(), now=at("2026-03-20"))  # fmt: skip
    assert refusal.value.code == "counts-differ"
    sent(batch, district.publisher(), at("2026-03-20"))
    with pytest.raises(Refused) as refusal:
        receive_batch(batch.pk, paper=paper, electronic=electronic, receiver="乙", received_on=date(2026, 3, 20),
                      actor=district.receiver(), now=at("2026-03-20", 17))  # fmt: skip
    assert refusal.value.code == "counts-differ"


def test_the_database_keeps_the_counts_equal_and_an_item_single(district: District) -> None:
    published(district.town, at("2026-03-10"), 1)
    work("2026-03-20")
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.update(paper_count=2)
    item = BatchItem.objects.filter(hall=district.archives).get()
    other = Batch.objects.get(agency=district.neighbour, hall=district.archives, ends=TWENTIETH)
    item.pk, item.batch = None, other
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save(force_insert=True)


def test_an_empty_batch_is_sent_and_until_then_late(district: District) -> None:
    work("2026-03-20")
    batch = batch_of(district)
    assert reads.standing(batch, date(2026, 3, 20)) == Standing.OPEN
    assert reads.standing(batch, date(2026, 3, 21)) == Standing.LATE
    batch = sent(batch, district.publisher(), at("2026-03-23"))
    assert batch.items_count == 0
    assert reads.standing(batch, date(2026, 3, 24)) == Standing.SENT_LATE


def test_what_changed_since_it_was_prepared_is_made_anew_before_it_goes(district: District) -> None:
    first = published(district.town, at("2026-03-10"), 1)
    second = published(district.town, at("2026-03-11"), 2)
    work("2026-03-20")
    withdraw_record(first.pk, "内容有误", actor=district.publisher(), now=at("2026-03-20", 10))
    revised(second, at("2026-03-20", 11))
    batch = batch_of(district)
    with pytest.raises(Refused) as refusal:
        sent(batch, district.publisher(), at("2026-03-20", 12))
    assert refusal.value.code == "batch-changed"
    rebuild_batch(batch.pk, actor=district.publisher(), now=at("2026-03-20", 13))
    assert [(one.record_id, one.version) for one in batch.items.all()] == [(second.pk, 2)]
    assert sent(batch, district.publisher(), at("2026-03-20", 14)).items_count == 1


def test_what_was_withdrawn_before_delivery_and_published_again_goes_with_the_next(district: District) -> None:
    record = published(district.town, at("2026-03-10"), 1)
    withdraw_record(record.pk, "内容有误", actor=district.publisher(), now=at("2026-03-11"))
    work("2026-03-20")
    assert not batch_of(district).items.exists()
    revised(record, at("2026-03-21"))
    work("2026-04-05")
    assert batch_of(district, date(2026, 4, 5)).items.get().record_id == record.pk


def test_a_hall_sends_back_with_a_reason_and_it_is_sent_again(district: District) -> None:
    published(district.town, at("2026-03-10"), 1)
    work("2026-03-20")
    batch = sent(batch_of(district), district.publisher(), at("2026-03-20"))
    with pytest.raises(Refused, match="原因"):
        refuse_batch(batch.pk, "  ", actor=district.receiver(), now=at("2026-03-21"))
    batch = refuse_batch(batch.pk, "缺第一件的纸质件", actor=district.receiver(), now=at("2026-03-21"))
    assert reads.standing(batch, date(2026, 3, 21)) == Standing.LATE
    assert Notice.objects.get(person=batch.sent_by).text == "缺第一件的纸质件"
    rebuild_batch(batch.pk, actor=district.publisher(), now=at("2026-03-22"))
    batch.refresh_from_db()
    again = sent(batch, district.publisher(), at("2026-03-22"))
    assert (again.state, again.refused_reason) == (Batch.State.SENT, "")


def test_each_state_refuses_what_is_not_its_turn(district: District) -> None:
    work("2026-03-20")
    batch = batch_of(district)
    with pytest.raises(Refused) as refusal:
        received(batch, district.receiver(), at("2026-03-20"))
    assert refusal.value.code == "not-sent"
    sent(batch, district.publisher(), at("2026-03-20"))
    for act in (lambda: sent(batch, district.publisher(), at("2026-03-21")),
                lambda: rebuild_batch(batch.pk, actor=district.publisher(), now=at("2026-03-21"))):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "with-the-hall"


@pytest.mark.parametrize("day", ["2026-03-19", "2026-03-24"])
def test_a_day_of_receipt_before_sending_or_to_come_is_refused(district: District, day: str) -> None:
    work("2026-03-20")
    batch = sent(batch_of(district), district.publisher(), at("2026-03-20"))
    with pytest.raises(Refused) as refusal:
        receive_batch(batch.pk, paper=0, electronic=0, receiver="乙", received_on=date.fromisoformat(day),
                      actor=district.receiver(), now=at("2026-03-23"))  # fmt: skip
    assert refusal.value.code == "day-wrong"


@pytest.mark.parametrize("ends", [date(2026, 3, 19), date(2026, 4, 5), date(2026, 1, 5)])
def test_only_an_interval_that_is_over_has_a_batch(district: District, ends: date) -> None:
    with pytest.raises(Refused) as refusal:
        prepare_batch(district.town, district.archives.pk, ends, actor=district.publisher(), now=at("2026-03-21"))
    assert refusal.value.code == "no-interval"


def test_prepared_twice_it_is_the_same(district: District) -> None:
    one, two = (
        prepare_batch(
            district.town, district.archives.pk, TWENTIETH, actor=district.publisher(), now=at("2026-03-21")
        )
        for _ in range(2)
    )  # fmt: skip
    assert one.pk == two.pk


def test_a_hall_itself_and_its_neighbours_do_not_deliver(district: District) -> None:
    with pytest.raises(Refused) as refusal:
        prepare_batch(
            district.library.agency, district.archives.pk, TWENTIETH,
            actor=type(district.publisher())("process:x", "x", frozenset({("deliver_to_halls", "*")})),
            now=at("2026-03-21"),
        )  # fmt: skip
    assert refusal.value.code == "not-deliverer"
