"""Carrying out what people ordered: the worker publishes by the one function, and only what a person ordered."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.due import rules_day
from gongkai.records.locking import lock, moment, subject_of
from gongkai.records.models import PublishOrder, Record
from gongkai.units.acting import actor_of
from gongkai.units.notices import tell
from gongkai.units.powers import PUBLISH

log = logging.getLogger("gongkai.orders")

PROCESS, NAME = "process:publication-orders", "定时发布"
REFUSED = "refuse_order"
A_ROUND = 20
State = PublishOrder.State


def carry_out_orders(now: datetime) -> int:
    """The worker's job: every order whose time has come, the earliest first; how many were ended, well or not.

    A late worker catches up in the order in which they were due. Each is one transaction: killed in it, it waits on.
    """
    due = PublishOrder.objects.filter(state=State.WAITING, at__lte=now).order_by("at", "id")
    ended, fault = 0, None
    for order_id in list(due.values_list("pk", flat=True)[:A_ROUND]):
        try:
            ended += _carry_out(order_id, now)
        except Exception as error:  # one order that cannot be carried out is not the others' fault; it waits on
            log.exception("order %s failed", order_id)
            fault = error
    if fault is not None and not ended:
        raise fault
    return ended


@transaction.atomic
def _carry_out(order_id: int, now: datetime) -> bool:
    found = PublishOrder.objects.filter(pk=order_id, state=State.WAITING).first()
    if found is None:
        return False
    record = lock(found.record_id)
    order = PublishOrder.objects.select_for_update().select_related("by").get(pk=order_id)
    if order.state != State.WAITING:
        return False
    # Ended first, so that publishing does not find its own order waiting; a killed process undoes it with the rest.
    order.state, order.ended_at = State.DONE, now
    order.save(update_fields=["state", "ended_at"])
    try:
        _still_ordered(order, record, now)
        agent = Actor(PROCESS, f"{NAME}（{order.by.name}安排）", frozenset({(PUBLISH, record.agency.code)}))
        publish_record(record.pk, change_note=order.change_note, actor=agent, now=now)
    except Refused as refusal:
        _refuse(order, record, refusal, now)
    else:
        tell(
            order.by,
            f"已按时发布：{record.title}"[:200],
            text=f"定于 {moment(order.at)}，实际 {moment(now)}发布。",
            address=reverse("desk:publish", args=(record.pk,)),
            now=now,
        )
    return True


def _still_ordered(order: PublishOrder, record: Record, now: datetime) -> None:
    if record.approved_id != order.content_id:
        raise Refused("changed-meanwhile", "安排之后内容有改动，没有发布。请重新签发后再安排。")
    if not actor_of(order.by, rules_day(now)).may(PUBLISH, record.agency.code):
        raise Refused(
            "orderer-without-duty", f"安排人{order.by.name}已不担任发布岗位，没有发布。请由现任发布人重新安排。"
        )


def _refuse(order: PublishOrder, record: Record, refusal: Refused, now: datetime) -> None:
    """Keep why, tell who ordered it, and put it into the journal: nothing was published."""
    order.state, order.refusal_code, order.refusal = State.REFUSED, refusal.code, refusal.sentence[:400]
    order.save(update_fields=["state", "refusal_code", "refusal"])
    tell(
        order.by,
        f"未能按时发布：{record.title}"[:200],
        text=refusal.sentence,
        address=reverse("desk:publish", args=(record.pk,)),
        now=now,
    )
    journal.write(
        record.agency.code,
        act=REFUSED,
        subject=subject_of(record.pk),
        before={"order": order.pk, "at": order.at.isoformat()},
        after={"order": order.pk, "code": refusal.code},
        reason=refusal.sentence,
        actor=Actor(PROCESS, NAME),
        now=now,
    )
