"""What a leaving person has in hand goes to the one named, item by item."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records import handover
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.actions.take_record import take_record
from gongkai.records.models import PublishOrder, Record
from gongkai.records.tests.making import NOW, a_draft, a_person, a_submitted, a_unit, actor, actors, an_approved, people
from gongkai.units.models import Agency, Person

WHO = "系统管理员调整人员"


def pass_to(receiver: Person, giver: Person, agency: Agency | None = None) -> int:
    items = handover.held(giver, agency)
    for item in items:
        handover.move(item, giver=giver, receiver=receiver, reason=WHO, actor=actor(receiver), now=NOW)
    return len(items)


def test_drafts_steps_and_orders_are_found(unit: Agency) -> None:
    staff = people(unit)
    draft, sent, signed = a_draft(unit), a_submitted(unit), an_approved(unit)
    take_record(sent.pk, actor=actors(unit)["secrecy_reviewer"], now=NOW)
    PublishOrder.objects.create(
        record=signed, content=signed.content, at=NOW + timedelta(days=1), by=staff["publisher"], made_at=NOW
    )
    assert [(one.id, one.agency_code) for one in handover.held(staff["clerk"], None)] == [(str(draft.pk), unit.code)]
    assert [one.duties for one in handover.held(staff["secrecy_reviewer"], unit)] == [("secrecy_reviewer",)]
    orders = handover.held(staff["publisher"], unit)
    assert [(one.title, one.duties) for one in orders] == [(f"定时发布：{signed.title}", ("publisher",))]
    assert handover.held(staff["clerk"], a_unit("other")) == []


def test_a_draft_passes_on_and_the_receiver_submits_it(unit: Agency) -> None:
    draft = a_draft(unit)
    successor = a_person(unit, "clerk", login="tuling-successor")
    assert pass_to(successor, people(unit)["clerk"]) == 1
    draft.refresh_from_db()
    assert (draft.handler, draft.drafter) == (successor, successor)
    sent = submit_record(draft.pk, draft.edition, actor=actor(successor), now=NOW)
    assert sent.state == Record.State.IN_REVIEW
    entry = JournalEntry.objects.get(act="hand_over")
    assert (entry.after["receiver"], entry.reason) == ("tuling-successor", WHO)
    assert handover.held(people(unit)["clerk"], None) == []


def test_a_step_does_not_pass_to_the_one_who_wrote_the_record(unit: Agency) -> None:
    sent = a_submitted(unit)
    take_record(sent.pk, actor=actors(unit)["secrecy_reviewer"], now=NOW)
    with pytest.raises(Refused, match="不能交给其本人审核"):
        pass_to(people(unit)["clerk"], people(unit)["secrecy_reviewer"])


def test_what_is_no_longer_his_is_not_passed_on(unit: Agency) -> None:
    draft = a_draft(unit)
    item = handover.held(people(unit)["clerk"], None)[0]
    Record.objects.filter(pk=draft.pk).update(handler=None)
    with pytest.raises(Refused, match="已不在clerk（tuling镇）手中"):
        handover.move(
            item, giver=people(unit)["clerk"], receiver=people(unit)["publisher"], reason=WHO,
            actor=actors(unit)["clerk"], now=NOW,
        )  # fmt: skip


def test_an_order_to_publish_passes_on(unit: Agency) -> None:
    signed = an_approved(unit)
    publisher = people(unit)["publisher"]
    order = PublishOrder.objects.create(
        record=signed, content=signed.content, at=NOW + timedelta(days=1), by=publisher, made_at=NOW
    )
    successor = a_person(unit, "publisher", login="tuling-successor")
    assert pass_to(successor, publisher, unit) == 1
    order.refresh_from_db()
    assert order.by == successor
