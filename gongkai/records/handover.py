"""What a person who leaves still has in hand here, and how it passes to another: drafts, returned ones, steps taken,
orders to publish. Each is journalled by itself."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.records.locking import lock
from gongkai.records.models import PublishOrder, Record
from gongkai.records.stepping import authors
from gongkai.records.writing import facts_of, save, write_journal
from gongkai.units import open_work
from gongkai.units.models import Agency, Person
from gongkai.units.open_work import OpenItem
from gongkai.units.powers import DRAFT, POWERS, PUBLISH

ROOM = "records"
ACT = "hand_over"
ORDER = "order:"
State = Record.State
DRAFTING = (State.DRAFT, State.RETURNED)


def held(person: Person, agency: Agency | None) -> list[OpenItem]:
    """The open items of a person, in one agency or in all."""
    items = [_item(record, _duties(record)) for record in _records(person, agency)]
    orders = PublishOrder.objects.filter(state=PublishOrder.State.WAITING, by=person).select_related("record__agency")
    if agency is not None:
        orders = orders.filter(record__agency=agency)
    items += [
        OpenItem(
            ROOM, f"{ORDER}{one.pk}", f"定时发布：{one.record.title}", one.at.date(), one.record.agency.code,
            _who_may(PUBLISH),
        )
        for one in orders
    ]  # fmt: skip
    return items


def move(item: OpenItem, *, giver: Person, receiver: Person, reason: str, actor: Actor, now: datetime) -> None:
    """Put one item on the receiver's desk. A step of the chain cannot pass to someone who wrote the record.

    Raises Refused "handover-own" for that, "handover-gone" where it is no longer the giver's.
    """
    if item.id.startswith(ORDER):
        # The record is locked before its orders, as everywhere: two acts never wait for each other.
        record = lock(PublishOrder.objects.get(pk=int(item.id.removeprefix(ORDER))).record_id)
        order = PublishOrder.objects.select_for_update().get(pk=int(item.id.removeprefix(ORDER)))
        if order.by_id != giver.pk or order.state != PublishOrder.State.WAITING:
            raise Refused("handover-gone", f"“{item.title}”已不在{giver.name}手中，请刷新后重新移交。")
        before = facts_of(record)
        order.by = receiver
        order.save(update_fields=["by"])
    else:
        record = lock(int(item.id))
        if record.handler_id != giver.pk:
            raise Refused("handover-gone", f"“{item.title}”已不在{giver.name}手中，请刷新后重新移交。")
        if record.state not in DRAFTING and receiver.pk in authors(record):
            raise Refused("handover-own", f"“{item.title}”由{receiver.name}起草，不能交给其本人审核。请另选接收人。")
        before = facts_of(record)
        record.handler = receiver
        if record.state in DRAFTING:
            record.drafter = receiver
        save(record, now)
    write_journal(record, ACT, before, reason, actor, now, item=item.id, giver=giver.login, receiver=receiver.login)


def _records(person: Person, agency: Agency | None) -> QuerySet[Record]:
    states = Q(state__in=(*DRAFTING, State.IN_REVIEW, State.ESCALATED))
    rows = Record.objects.filter(states, handler=person).select_related("agency").order_by("publish_due_on", "id")
    return rows.filter(agency=agency) if agency is not None else rows


def _item(record: Record, duties: tuple[str, ...]) -> OpenItem:
    words = "" if record.state in DRAFTING else "待审核："
    return OpenItem(ROOM, str(record.pk), words + record.title, record.publish_due_on, record.agency.code, duties)


def _duties(record: Record) -> tuple[str, ...]:
    return _who_may(DRAFT) if record.state in DRAFTING else (record.waiting_duty,)


def _who_may(act: str) -> tuple[str, ...]:
    return tuple(duty for duty, acts in POWERS.items() if act in acts)


open_work.register(ROOM, held, move)
