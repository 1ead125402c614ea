"""Real actions in any order by anyone: what is signed was seen whole by every reviewer, and made by none of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.discard_record import discard_record
from gongkai.records.actions.escalate_record import escalate_record
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.recall_record import recall_record
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.actions.take_record import take_record
from gongkai.records.models import Record, Review, Submission
from gongkai.records.proofs import contents, records, sign_offs
from gongkai.records.stepping import authors
from gongkai.records.tests.making import NOW, a_draft, a_person, a_said, actor, actors
from gongkai.units.models import Agency

State = Record.State
MARKS = ({"mark": "proactive"}, {"mark": "on_request", "mark_reason": "按申请处理。"})
Act = Callable[[Record, Actor, int], object]


def hash_now(record: Record, n: int) -> str:
    """The hash before the person: that of now, or of an older version."""
    versions = list(record.contents.order_by("-version"))
    return versions[n % 4 == 3 and len(versions) > 1].hash


ACTS: dict[str, Act] = {
    "change": lambda r, who, n: change_record(
        r.pk, r.edition - (n % 5 == 4), a_said(summary=f"第{n}稿", **MARKS[n % 2]), actor=who, now=NOW
    ),
    "submit": lambda r, who, n: submit_record(r.pk, r.edition, actor=who, now=NOW),
    "take": lambda r, who, n: take_record(r.pk, actor=who, now=NOW),
    "pass": lambda r, who, n: pass_step(r.pk, r.edition, hash_now(r, n), actor=who, now=NOW),
    "return": lambda r, who, n: return_record(r.pk, r.edition, hash_now(r, n), "改" * (n % 3), actor=who, now=NOW),
    "recall": lambda r, who, n: recall_record(r.pk, r.edition, "改", actor=who, now=NOW),
    "escalate": lambda r, who, n: escalate_record(r.pk, r.edition, hash_now(r, n), "局", "问", actor=who, now=NOW),
    "discard": lambda r, who, n: discard_record(r.pk, r.edition, "重复", actor=who, now=NOW),
}
# Passing is drawn often enough for chains to come to their end.
STEPS = st.tuples(
    st.sampled_from(["change", "submit", "submit", *["pass"] * 8, "take", "return", "recall", "escalate", "discard"]),
    st.sampled_from([True] * 5 + [False]),
    st.integers(0, 9),
)


def sound(record: Record) -> None:
    """What must hold of the record whatever came before."""
    sent = Submission.objects.filter(record=record).order_by("-round").first()
    if record.state in (State.APPROVED, State.REGISTERED):
        assert sent is not None
        assert record.content is not None
        assert record.approved_id == record.content_id == sent.content_id
        passed = list(Review.objects.filter(submission=sent, verdict="passed").order_by("position"))
        assert [one.step for one in passed] == [one["step"] for one in sent.steps]
        assert {one.content_hash for one in passed} == {record.content.hash}
        assert not {one.person_id for one in passed} & {sent.submitter_id, *authors(record)}
        assert (record.state == State.APPROVED) == (record.mark == "proactive")
    else:
        assert record.approved is None
    assert all(one.reason for one in Review.objects.exclude(verdict="passed"))
    assert (record.state in (State.IN_REVIEW, State.ESCALATED)) == (sent is not None and sent.state == "open")


def run(unit: Agency, sequence: list[tuple[str, bool, int]], staff: list[Actor], signed: list[str]) -> None:
    record = a_draft(unit)
    by_duty = actors(unit)
    for act, by_the_right_one, n in sequence:
        right = by_duty.get(record.waiting_duty, by_duty["clerk"])
        if act in ("change", "submit", "recall", "discard"):
            right = by_duty["clerk"]
        try:
            ACTS[act](record, right if by_the_right_one else staff[n % len(staff)], n)
        except Refused as refused:
            assert refused.sentence
        record.refresh_from_db()
        sound(record)
    signed.append(record.state)
    assert [*journal.verify(), *contents(), *records(), *sign_offs()] == []


@pytest.mark.slow
def test_any_order_of_real_acts_is_sound(unit: Agency) -> None:
    all_in_one = actor(
        a_person(unit, "clerk", "secrecy_reviewer", "disclosure_office", "deputy_leader", login="tuling-all-in-one")
    )
    staff = [*actors(unit).values(), *[all_in_one] * 4]
    signed: list[str] = []

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=6, max_size=22))
    def check(sequence: list[tuple[str, bool, int]]) -> None:
        with transaction.atomic():
            run(unit, sequence, staff, signed)
            transaction.set_rollback(True)

    check()
    straight = partial(run, unit, [("submit", True, 0), *[("pass", True, 0)] * 4], staff, signed)
    straight()
    assert signed[-1] == State.APPROVED
