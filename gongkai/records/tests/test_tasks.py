"""Whose turn it is, in which order, and what each list counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kit.who import VISITOR
from gongkai.records import reads, reads_path, reads_tasks
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.actions.take_record import take_record
from gongkai.records.models import Record
from gongkai.records.tests.making import (
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
    passed_on,
    people,
)
from gongkai.units.models import Agency

State = Record.State


def hash_now(record: Record) -> str:
    assert record.content is not None
    return record.content.hash


def turns(unit: Agency, duty: str, on: date = TODAY) -> list[tuple[int, str]]:
    return [(task.record.pk, task.verb) for task in reads_tasks.tasks(actors(unit)[duty], on)]


def test_a_record_waits_for_one_duty_at_a_time(unit: Agency) -> None:
    record = a_draft(unit)
    assert turns(unit, "clerk") == [(record.pk, "submit")]
    record = submit_record(record.pk, record.edition, actor=actors(unit)["clerk"], now=NOW)
    waited = {duty: turns(unit, duty) for duty in people(unit)}
    assert {duty for duty, rows in waited.items() if rows} == {"secrecy_reviewer"}
    record = passed_on(record, until="leader_sign")
    assert turns(unit, "deputy_leader") == [(record.pk, "review")]
    record = passed_on(record)
    assert turns(unit, "publisher") == [(record.pk, "publish")]
    assert list(reads_tasks.to_publish(actors(unit)["publisher"])) == [record]
    assert list(reads_tasks.waiting_for_others(actors(unit)["clerk"])) == [record]
    assert turns(a_unit("other"), "publisher") == []


def test_the_nearest_limit_comes_first_and_unknown_ones_last(unit: Agency) -> None:
    late = a_submitted(unit, formed_on="2026-01-05")
    near = a_submitted(unit, formed_on="2026-02-24")
    unknown = a_submitted(unit, formed_on="2026-12-30")
    tasks = reads_tasks.tasks(actors(unit)["secrecy_reviewer"], TODAY)
    assert [task.record.pk for task in tasks] == [late.pk, near.pk, unknown.pk]
    assert [task.late for task in tasks] == [True, False, False]
    assert (tasks[0].left or 0) < 0 < (tasks[1].left or 0)
    assert (tasks[2].due_on, tasks[2].left) == (None, None)
    reason = reads.due(actors(unit)["clerk"], unknown, NOW)
    assert (reason.publish_on, "节假日安排还没有录入" in reason.unknown) == (None, True)


def test_what_one_has_in_hand_is_not_on_anothers_list(unit: Agency) -> None:
    record = a_submitted(unit)
    second = actor(a_person(unit, "secrecy_reviewer", login="tuling-second"))
    assert [task.record for task in reads_tasks.tasks(second, TODAY)] == [record]
    take_record(record.pk, actor=actors(unit)["secrecy_reviewer"], now=NOW)
    assert reads_tasks.tasks(second, TODAY) == []
    assert turns(unit, "secrecy_reviewer") == [(record.pk, "review")]


def test_ones_own_is_not_on_ones_reviewing_list(unit: Agency) -> None:
    both = actor(a_person(unit, "clerk", "secrecy_reviewer", login="tuling-both"))
    record = a_draft(unit)
    changed = change_record(record.pk, record.edition, a_said(summary="改"), actor=both, now=NOW)
    submit_record(changed.pk, changed.edition, actor=actors(unit)["clerk"], now=NOW)
    assert list(reads_tasks.reviewing(both)) == []


def test_a_returned_record_of_someone_who_has_left_is_anyones_who_drafts(unit: Agency) -> None:
    record = a_submitted(unit)
    clerk = people(unit)["clerk"]
    clerk.is_active = False
    clerk.save()
    reviewer = actors(unit)["secrecy_reviewer"]
    return_record(record.pk, record.edition, hash_now(record), "日期有误", actor=reviewer, now=NOW)
    successor = actor(a_person(unit, "clerk", login="tuling-successor"))
    assert [(task.record.pk, task.verb) for task in reads_tasks.tasks(successor, TODAY)] == [(record.pk, "mend")]
    assert list(reads_tasks.returned(successor)) == [record]


def test_counts_are_the_lists_lengths(unit: Agency) -> None:
    a_draft(unit, formed_on="2026-01-05")
    back = a_submitted(unit)
    reviewer = actors(unit)["secrecy_reviewer"]
    return_record(back.pk, back.edition, hash_now(back), "日期有误", actor=reviewer, now=NOW)
    an_approved(unit)
    counted = reads_tasks.counts(actors(unit)["clerk"], TODAY)
    assert counted == reads_tasks.Counts(mine=2, late=1, due_today=0, returned=1, waiting_for_others=1, to_publish=0)
    assert reads_tasks.counts(actors(unit)["publisher"], date(2026, 3, 30)).due_today == 1
    assert reads_tasks.counts(VISITOR, TODAY) == reads_tasks.Counts(0, 0, 0, 0, 0, 0)


def test_what_changed_since_the_last_review_is_known(unit: Agency) -> None:
    record = a_submitted(unit)
    staff = actors(unit)
    reviewer = staff["secrecy_reviewer"]
    assert reads_tasks.last_seen_content(reviewer, record) is None
    seen = record.content
    back = return_record(record.pk, record.edition, hash_now(record), "日期有误", actor=reviewer, now=NOW)
    changed = change_record(back.pk, back.edition, a_said(formed_on="2026-03-04"), actor=staff["clerk"], now=NOW)
    again = submit_record(changed.pk, changed.edition, actor=staff["clerk"], now=NOW)
    assert reads_tasks.last_seen_content(reviewer, again) == seen != again.content
    assert [one.verdict for one in reads_tasks.reviewed_by(reviewer)] == ["returned"]
    assert list(reads_tasks.reviewed_by(reviewer, "passed")) == []


def test_the_trail_of_a_mark_names_proposer_checker_and_decider(unit: Agency) -> None:
    record = a_submitted(unit)
    clerk = actors(unit)["clerk"]
    staff = people(unit)
    trail = reads_path.mark_trail(clerk, record)
    assert trail is not None
    assert (trail.proposer, trail.checker, trail.decider) == (staff["clerk"], None, None)
    later = NOW + timedelta(days=1)
    signed = passed_on(record, now=later)
    trail = reads_path.mark_trail(clerk, signed)
    assert trail is not None
    assert (trail.proposer, trail.checker, trail.decider) == (
        staff["clerk"], staff["disclosure_office"], staff["deputy_leader"],
    )  # fmt: skip
    assert trail.decided_at == later
    assert reads_path.mark_trail(actors(a_unit("other"))["clerk"], record) is None


def test_the_stages_say_who_passed_and_who_could(unit: Agency) -> None:
    record = passed_on(a_submitted(unit), until="leader_sign")
    stages = reads_path.stages(actors(unit)["clerk"], record, TODAY)
    assert [(one.step, one.stand) for one in stages] == [
        ("secrecy_review", "passed"), ("mark_review", "passed"), ("leader_sign", "due"),
        ("office_registration", "ahead"),
    ]  # fmt: skip
    assert stages[2].holders == (people(unit)["deputy_leader"],)
    assert stages[2].label == "分管领导签发"
    assert stages[0].review is not None
    assert stages[0].review.person == people(unit)["secrecy_reviewer"]


def test_history_runs_in_order(unit: Agency) -> None:
    record = a_submitted(unit)
    staff = actors(unit)
    first, second = (NOW + timedelta(hours=hour) for hour in (1, 2))
    seen = hash_now(record)
    passed = pass_step(record.pk, record.edition, seen, "无涉密内容。", actor=staff["secrecy_reviewer"], now=first)
    return_record(record.pk, passed.edition, seen, "属性不当。", actor=staff["disclosure_office"], now=second)
    events = reads_path.history(actors(unit)["clerk"], record)
    assert [(one.what, one.step, one.words) for one in events] == [
        ("content", "", ""), ("submitted", "", ""), ("passed", "secrecy_review", "无涉密内容。"),
        ("returned", "mark_review", "属性不当。"),
    ]  # fmt: skip


def test_the_task_list_asks_the_database_a_fixed_number_of_times(unit: Agency) -> None:
    reviewer = actors(unit)["secrecy_reviewer"]

    def asked(now: datetime) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert reads_tasks.tasks(reviewer, now.date())
        return len(seen)

    a_submitted(unit)
    few = asked(NOW)
    for _ in range(5):
        a_submitted(unit)
    assert asked(NOW) == few


@pytest.mark.parametrize("step", ["handler", "drafter", "content", "agency"])
def test_rows_of_tasks_need_no_further_question(unit: Agency, step: str, django_assert_num_queries: object) -> None:
    a_submitted(unit)
    task = reads_tasks.tasks(actors(unit)["secrecy_reviewer"], TODAY)[0]
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django gives it
        assert getattr(task.record, step) or step == "handler"
