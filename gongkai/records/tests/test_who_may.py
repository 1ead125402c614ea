"""Every duty in the own unit, another unit and a co-making unit, and a visitor, before every act and every read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import VISITOR, Actor
from gongkai.records import reads, reads_path, reads_tasks
from gongkai.records.actions.acknowledge_joint import acknowledge_joint
from gongkai.records.actions.add_phrase import add_phrase
from gongkai.records.actions.answer_escalation import answer_escalation
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.create_record import create_record
from gongkai.records.actions.discard_record import discard_record
from gongkai.records.actions.escalate_record import escalate_record
from gongkai.records.actions.handle_finding import handle_finding
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.recall_record import recall_record
from gongkai.records.actions.release_record import release_record
from gongkai.records.actions.remove_phrase import remove_phrase
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.set_review_chain import set_review_chain
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.actions.take_record import take_record
from gongkai.records.chains import default_chain
from gongkai.records.models import Finding, Record
from gongkai.records.tests.making import (
    BUSINESS,
    NOW,
    TODAY,
    a_draft,
    a_person,
    a_said,
    a_submitted,
    a_unit,
    actor,
    actors,
    an_approved,
)
from gongkai.units.models import Agency
from gongkai.units.powers import POWERS

Act = Callable[[Actor], object]
DRAFTERS = {"clerk", "section_head", "window_head", "disclosure_office"}
OTHERS = set(POWERS) - set(BUSINESS)
PHONE = "<p>经办人手机号码13950012345。</p>"
RELATIONS = ("own", "other", "joint")


def hash_now(record: Record) -> str:
    assert record.content is not None
    return record.content.hash


def create(unit: Agency) -> Act:
    return lambda who: create_record(agency=unit, said=a_said(), actor=who, now=NOW)


def on(make: Callable[..., Record], act: Callable[[Record, Actor], object], **said: object) -> Callable[[Agency], Act]:
    """An act on a record of the unit that stands as `make` leaves it; the co-making unit is named in it."""

    def ready(unit: Agency) -> Act:
        record = make(unit, joint=["joint"], **said)
        return lambda who: act(record, who)

    return ready


def escalated(unit: Agency, **said: object) -> Record:
    record = a_submitted(unit, **said)
    reviewer = actors(unit)["secrecy_reviewer"]
    escalate_record(record.pk, record.edition, hash_now(record), "区保密局", "能否公开", actor=reviewer, now=NOW)
    record.refresh_from_db()
    return record


def taken(unit: Agency, **said: object) -> Record:
    record = a_submitted(unit, **said)
    return take_record(record.pk, actor=actors(unit)["secrecy_reviewer"], now=NOW)


def phrase(unit: Agency) -> Act:
    made = add_phrase(unit, "return", "日期有误", actor=actors(unit)["clerk"], now=NOW)
    return lambda who: remove_phrase(made.pk, actor=who, now=NOW)


# By name: what gets everything ready in the unit and gives the act, and the duties that perform it.
ACTS: dict[str, tuple[Callable[[Agency], Act], set[str]]] = {
    "create": (create, DRAFTERS),
    "change": (
        on(a_draft, lambda r, who: change_record(r.pk, r.edition, a_said(title="改"), actor=who, now=NOW)), DRAFTERS
    ),
    "submit": (on(a_draft, lambda r, who: submit_record(r.pk, r.edition, actor=who, now=NOW)), DRAFTERS),
    "recall": (on(a_submitted, lambda r, who: recall_record(r.pk, r.edition, "有误", actor=who, now=NOW)), {"clerk"}),
    "discard": (on(a_draft, lambda r, who: discard_record(r.pk, r.edition, "重复", actor=who, now=NOW)), DRAFTERS),
    "take": (on(a_submitted, lambda r, who: take_record(r.pk, actor=who, now=NOW)), {"secrecy_reviewer"}),
    "release": (on(taken, lambda r, who: release_record(r.pk, actor=who, now=NOW)), {"secrecy_reviewer"}),
    "pass": (
        on(a_submitted, lambda r, who: pass_step(r.pk, r.edition, hash_now(r), actor=who, now=NOW)),
        {"secrecy_reviewer"},
    ),
    "return": (
        on(a_submitted, lambda r, who: return_record(r.pk, r.edition, hash_now(r), "有误", actor=who, now=NOW)),
        {"secrecy_reviewer"},
    ),
    "return_signed": (
        on(an_approved, lambda r, who: return_record(r.pk, r.edition, hash_now(r), "有误", actor=who, now=NOW)),
        {"publisher"},
    ),
    "escalate": (
        on(a_submitted, lambda r, who: escalate_record(r.pk, r.edition, hash_now(r), "局", "问", actor=who, now=NOW)),
        {"secrecy_reviewer"},
    ),
    "answer": (
        on(escalated, lambda r, who: answer_escalation(r.pk, "may", "函", "可以公开", TODAY, actor=who, now=NOW)),
        {"secrecy_reviewer"},
    ),
    "finding": (
        on(
            a_submitted,
            lambda r, who: handle_finding(Finding.objects.get(content=r.content).pk, "accepted", actor=who, now=NOW),
            body=PHONE,
        ),
        {"secrecy_reviewer"},
    ),
    "chain": (
        lambda unit: lambda who: set_review_chain(unit, default_chain(TODAY), "照此办理", actor=who, now=NOW),
        {"disclosure_office"},
    ),
    "phrase": (
        lambda unit: lambda who: add_phrase(unit, "return", "日期有误", actor=who, now=NOW),
        {"clerk", "secrecy_reviewer", "disclosure_office"},
    ),
    "remove_phrase": (phrase, {"clerk", "secrecy_reviewer", "disclosure_office"}),
}  # fmt: skip


def everyone(unit: Agency) -> dict[tuple[str, str], Actor]:
    """One actor for every duty in each of the three units, keyed by relation and duty."""
    units = {"own": unit, "other": a_unit("other"), "joint": a_unit("joint")}
    return {(relation, duty): actor(a_person(units[relation], duty)) for relation in RELATIONS for duty in POWERS}


@pytest.mark.parametrize("name", ACTS)
def test_only_the_duty_that_goes_with_an_act_performs_it(unit: Agency, name: str) -> None:
    ready, allowed = ACTS[name]
    done = set()
    staff = everyone(unit)
    act = ready(unit)
    for (relation, duty), who in staff.items():
        with transaction.atomic():
            try:
                act(who)
            except Refused as refused:
                assert refused.sentence.endswith("。")
            else:
                done.add((relation, duty))
            # The next one finds everything as it was.
            transaction.set_rollback(True)
    assert done == {("own", duty) for duty in allowed}
    with pytest.raises(Refused) as refused:
        act(VISITOR)
    assert refused.value.code in ("no-actor", "not-allowed")


def test_who_reads_a_draft(unit: Agency) -> None:
    draft = a_draft(unit, joint=["joint"]) if a_unit("joint") else None
    assert draft is not None
    readers = {key for key, who in everyone(unit).items() if reads.record(who, draft.pk) is not None}
    assert readers == {("own", duty) for duty in BUSINESS}
    assert reads.record(VISITOR, draft.pk) is None


def test_who_reads_what_was_submitted(unit: Agency) -> None:
    a_unit("joint")
    record = a_submitted(unit, joint=["joint"])
    readers = {key for key, who in everyone(unit).items() if reads.record(who, record.pk) is not None}
    assert readers == {(relation, duty) for relation in ("own", "joint") for duty in BUSINESS}
    assert reads.record(VISITOR, record.pk) is None


def seen_by(who: Actor, record: Record) -> set[str]:
    """The reads that give this asker anything about the record."""
    content = record.content
    assert content is not None
    found = {
        "said": reads.said(who, record),
        "contents": reads.contents(who, record),
        "submissions": reads.submissions(who, record),
        "reviews": reads.reviews(who, record),
        "findings": reads.findings(who, content),
        "screening": reads.screening_of(who, content),
        "escalations": reads.escalations(who, record),
        "open_escalations": reads.open_escalations(who),
        "joint": reads.joint_agencies(who, record),
        "joint_records": reads.joint_records(who),
        "trail": reads_path.mark_trail(who, record),
        "stages": reads_path.stages(who, record, TODAY),
        "history": reads_path.history(who, record),
        "waiting_for_others": reads_tasks.waiting_for_others(who),
        "tasks": reads_tasks.tasks(who, TODAY),
        "reviewing": reads_tasks.reviewing(who),
        "returned": reads_tasks.returned(who),
        "drafts": reads_tasks.drafts(who),
        "to_publish": reads_tasks.to_publish(who),
        "reviewed_by": reads_tasks.reviewed_by(who),
        "last_seen": reads_tasks.last_seen_content(who, record),
        "visible": reads.visible(who),
    }
    return {name for name, value in found.items() if value}


def test_what_each_reads_of_a_record_in_review(unit: Agency) -> None:
    a_unit("joint")
    record = escalated(unit, joint=["joint"], body=PHONE)
    own = {
        "said", "contents", "submissions", "reviews", "findings", "screening", "escalations", "open_escalations",
        "joint", "trail", "stages", "history", "visible",
    }  # fmt: skip
    more = {"clerk": {"waiting_for_others"}, "secrecy_reviewer": {"tasks", "reviewed_by", "last_seen"}}
    jointly = {"said", "contents", "joint", "joint_records", "trail", "history", "visible"}
    for (relation, duty), who in everyone(unit).items():
        expected: set[str] = set()
        if duty in BUSINESS and relation == "own":
            expected = own | more.get(duty, set())
        elif duty in BUSINESS and relation == "joint":
            expected = jointly
        assert (relation, duty, seen_by(who, record)) == (relation, duty, expected)
    assert seen_by(VISITOR, record) == set()


def test_a_co_maker_sees_submitted_versions_only_and_none_while_it_is_rewritten(unit: Agency) -> None:
    partner = actors(a_unit("joint"))["clerk"]
    record = a_submitted(unit, joint=["joint"])
    clerk = actors(unit)["clerk"]
    changed = change_record(record.pk, record.edition, a_said(title="重写", joint=["joint"]), actor=clerk, now=NOW)
    assert reads.record(partner, record.pk) is None
    assert list(reads.contents(partner, changed)) == []
    again = submit_record(changed.pk, changed.edition, actor=clerk, now=NOW)
    assert [one.version for one in reads.contents(partner, again)] == [2, 1]
    third = change_record(again.pk, again.edition, a_said(title="再写", joint=["joint"]), actor=clerk, now=NOW)
    assert list(reads.contents(partner, third)) == []


def test_only_a_co_maker_leaves_an_opinion(unit: Agency) -> None:
    a_unit("joint")
    record = a_submitted(unit, joint=["joint"])
    done = set()
    for key, who in everyone(unit).items():
        try:
            acknowledge_joint(record.pk, "同意", actor=who, now=NOW)
        except Refused as refused:
            assert refused.code == "not-joint"
        else:
            done.add(key)
    assert done == {("joint", duty) for duty in BUSINESS}


def test_reading_what_is_withheld_is_journalled_and_reading_ones_own_draft_is_not(unit: Agency) -> None:
    a_unit("joint")
    clerk, partner = actors(unit)["clerk"], actors(a_unit("joint"))["clerk"]
    withheld = an_approved(unit, mark="on_request", mark_reason="按申请处理。", class_code="")
    shared = a_submitted(unit, joint=["joint"])

    def readings() -> list[tuple[str, str]]:
        return list(JournalEntry.objects.filter(act="open_record").order_by("number").values_list("actor", "subject"))

    assert reads.open_record(clerk, shared.pk, NOW) == shared
    assert reads.open_record(actors(a_unit("other"))["clerk"], shared.pk, NOW) is None
    assert readings() == []
    assert reads.open_record(clerk, withheld.pk, NOW) == withheld
    assert reads.open_record(partner, shared.pk, NOW) == shared
    assert readings() == [(clerk.id, f"record {withheld.pk}"), (partner.id, f"record {shared.pk}")]
