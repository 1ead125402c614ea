"""Orders: the worker publishes at the time what a person ordered, by the one function, and says why when it cannot."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records import orders
from gongkai.records.actions.cancel_order import cancel_order
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.order_publication import order_publication
from gongkai.records.actions.publish_record import Barred
from gongkai.records.models import Finding, Publication, PublishOrder, Record
from gongkai.records.orders import carry_out_orders
from gongkai.records.tests import making
from gongkai.units.models import Agency, Duty, Notice

pytestmark = pytest.mark.django_db
NOW = making.NOW
AT = NOW + timedelta(hours=3)
State = PublishOrder.State


def ordered(record: Record, at: object = AT) -> PublishOrder:
    actor = making.actors(record.agency)["publisher"]
    return order_publication(record.pk, record.edition, at, actor=actor, now=NOW)  # type: ignore[arg-type]


def test_nothing_goes_out_before_its_time_and_then_it_does(approved: Record) -> None:
    order = ordered(approved)
    assert carry_out_orders(AT - timedelta(seconds=1)) == 0
    assert carry_out_orders(AT) == 1
    order.refresh_from_db()
    approved.refresh_from_db()
    assert (order.state, approved.state) == (State.DONE, Record.State.PUBLISHED)
    assert Publication.objects.get().published_at == AT
    row = JournalEntry.objects.get(act="publish_record")
    assert row.actor == "process:publication-orders"
    assert Notice.objects.get().person == order.by


def test_a_late_worker_catches_up_in_the_order_of_time(unit: Agency) -> None:
    later = making.an_approved(unit, title="关于第二件事的通知", doc_number="")
    sooner = making.an_approved(unit, title="关于第一件事的通知", doc_number="")
    ordered(later, AT + timedelta(minutes=5))
    ordered(sooner, AT)
    assert carry_out_orders(AT + timedelta(days=2)) == 2
    assert [row.record_id for row in Publication.objects.order_by("index_number")] == [sooner.pk, later.pk]


def test_an_order_before_the_embargo_is_refused(unit: Agency) -> None:
    record = making.an_approved(unit, embargo_until=(NOW + timedelta(days=2)).isoformat())
    with pytest.raises(Barred) as caught:
        ordered(record)
    assert [one.code for one in caught.value.problems] == ["publication-embargo"]
    assert ordered(record, NOW + timedelta(days=2)).state == State.WAITING


def test_an_order_in_the_past_or_a_second_one_is_refused(approved: Record) -> None:
    with pytest.raises(Refused) as past:
        ordered(approved, NOW)
    assert past.value.code == "order-in-the-past"
    ordered(approved)
    approved.refresh_from_db()
    with pytest.raises(Refused) as second:
        ordered(approved)
    assert second.value.code == "order-waiting"


def test_a_change_after_the_order_voids_it(approved: Record) -> None:
    order = ordered(approved)
    approved.refresh_from_db()
    clerk = making.actors(approved.agency)["clerk"]
    change_record(approved.pk, approved.edition, making.a_said(title="别的标题"), actor=clerk, now=NOW)
    order.refresh_from_db()
    assert order.state == State.CANCELLED
    assert carry_out_orders(AT) == 0
    assert not Publication.objects.exists()


def test_a_barrier_found_at_the_time_refuses_it_and_tells_the_orderer(approved: Record) -> None:
    order = ordered(approved)
    Finding.objects.create(
        content=approved.content,
        number=99,
        place="body",
        kind="mobile_phone",
        level="sure",
        excerpt="139",
        sentence="手机号",
    )
    assert carry_out_orders(AT) == 1
    order.refresh_from_db()
    approved.refresh_from_db()
    assert (order.state, order.refusal_code, approved.state) == (State.REFUSED, "findings-open", Record.State.APPROVED)
    assert "没有人处理" in order.refusal
    told = Notice.objects.get()
    assert (told.person, told.text) == (order.by, order.refusal)
    assert JournalEntry.objects.get(act="refuse_order").after["code"] == "findings-open"


def test_whoever_lost_the_duty_meanwhile_has_ordered_nothing(approved: Record) -> None:
    order = ordered(approved)
    Duty.objects.filter(kind="publisher").update(ends=AT.date(), ended_reason="离任")
    carry_out_orders(AT)
    order.refresh_from_db()
    assert order.refusal_code == "orderer-without-duty"


def test_one_order_that_fails_does_not_hold_up_the_next(unit: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ordered(making.an_approved(unit, title="关于第一件事的通知", doc_number=""))
    second = ordered(making.an_approved(unit, title="关于第二件事的通知", doc_number=""), AT + timedelta(minutes=1))
    publish = orders.publish_record

    def broken(record_id: int, **more: object) -> Publication:
        if record_id == first.record_id:
            raise OSError("no space left")
        return publish(record_id, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(orders, "publish_record", broken)
    assert carry_out_orders(AT + timedelta(hours=1)) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.WAITING, State.DONE)


def test_an_order_is_cancelled_with_a_reason_by_a_publisher(approved: Record) -> None:
    order = ordered(approved)
    staff = making.actors(approved.agency)
    with pytest.raises(Refused) as nobody:
        cancel_order(order.pk, "改期", actor=staff["clerk"], now=NOW)
    assert nobody.value.code == "not-allowed"
    with pytest.raises(Refused) as silent:
        cancel_order(order.pk, " ", actor=staff["publisher"], now=NOW)
    assert silent.value.code == "no-reason"
    assert cancel_order(order.pk, "改期", actor=staff["publisher"], now=NOW).state == State.CANCELLED
    with pytest.raises(Refused) as again:
        cancel_order(order.pk, "改期", actor=staff["publisher"], now=NOW)
    assert again.value.code == "order-ended"
    assert carry_out_orders(AT) == 0
