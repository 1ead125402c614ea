"""The group robot: what it says, when it is silent, how often it speaks, and when it does not say a thing again."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.delivery.actions.send_push_again import send_push_again
from gongkai.delivery.models import Push
from gongkai.delivery.pushing import push_due
from gongkai.delivery.tests.making import revised
from gongkai.delivery.tests.platform import KEY, Platform
from gongkai.delivery.tests.pushes import withdrawn
from gongkai.delivery.wecom import LARGEST, Line, message, quiet
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records.models import Record
from gongkai.records.tests import making

State = Push.State
SEND = "/cgi-bin/webhook/send"
SOON = making.NOW + timedelta(minutes=1)


def published(number: int, **changes: Any) -> Record:
    return making.a_published(doc_number=f"涂政〔2026〕{number}号", title=f"关于第{number}项工作的通知", **changes)


def the_push(**facts: Any) -> Push:
    return Push.objects.get(channel=Push.Channel.WECOM, **facts)


@pytest.mark.django_db
def test_what_is_published_is_told_once_several_in_one_message(robot: Platform) -> None:
    for number in (1, 2):
        published(number)
    push_due(SOON)
    (said,) = robot.messages
    assert "关于第1项工作的通知" in said and "关于第2项工作的通知" in said and "（2 条）" in said and "](http" in said
    for later in range(2, 6):
        push_due(making.NOW + timedelta(minutes=later))
    assert len(robot.messages) == 1 and set(Push.objects.values_list("state", flat=True)) == {State.SENT}
    assert KEY not in str(list(JournalEntry.objects.values_list("after", "reason")))


@pytest.mark.django_db
def test_what_was_published_before_the_robot_came_is_no_news(robot: Platform) -> None:
    published(1)
    push_due(making.NOW + timedelta(days=2))
    assert not robot.messages and not Push.objects.exists()


@pytest.mark.django_db
def test_it_is_silent_in_quiet_hours_and_tells_all_in_the_morning(robot: Platform, settings: Any) -> None:
    settings.WECOM_QUIET = "21:00-07:30"
    evening = making.NOW.replace(hour=22)
    published(1, now=evening)
    push_due(evening + timedelta(minutes=1))
    push_due(evening + timedelta(hours=9))
    assert not robot.messages and the_push().state == State.WAITING
    push_due(evening + timedelta(hours=9, minutes=31))
    assert len(robot.messages) == 1


@pytest.mark.django_db
def test_a_withdrawal_of_what_was_told_is_told_and_of_what_was_not_is_not(robot: Platform) -> None:
    told, untold = published(1), published(2)
    push_due(SOON)
    third = published(3, now=SOON)
    withdrawn(third)
    withdrawn(told, keep_title=False)
    push_due(SOON + timedelta(minutes=1))
    assert len(robot.messages) == 2 and "已撤回" in robot.messages[1]
    told.refresh_from_db()
    assert "关于第1项工作" not in robot.messages[1] and "第3项" not in "".join(robot.messages)
    assert untold.publications.get().pushes.count() == 1
    push_due(SOON + timedelta(minutes=2))
    assert len(robot.messages) == 2


@pytest.mark.django_db
def test_a_revision_before_the_message_takes_its_place_and_after_it_is_told_as_one(robot: Platform) -> None:
    early, late = published(1), published(2)
    robot.mishap(SEND, {"errcode": -1, "errmsg": "system busy"})
    push_due(SOON)
    revised(early, SOON + timedelta(minutes=1))
    push_due(SOON + timedelta(minutes=5))
    assert "修订：[关于第1项" in robot.messages[0] and "新发布：[关于第2项" in robot.messages[0]
    revised(late, SOON + timedelta(minutes=6))
    push_due(SOON + timedelta(minutes=7))
    assert "修订：[关于第2项" in robot.messages[1] and len(robot.messages) == 2


@pytest.mark.django_db
def test_too_often_is_waited_for_and_a_robot_that_left_is_said(robot: Platform) -> None:
    published(1)
    robot.mishap(SEND, {"errcode": 45009, "errmsg": "api freq out of limit"})
    push_due(SOON)
    assert the_push().state == State.WAITING and "过于频繁" in the_push().answer
    push_due(SOON + timedelta(seconds=30))
    assert robot.count(SEND) == 1
    robot.mishap(SEND, {"errcode": 93000, "errmsg": "invalid webhook url"})
    push_due(SOON + timedelta(minutes=2))
    push = the_push()
    assert push.state == State.FAILED and "移出群" in push.answer and KEY not in push.answer
    by = making.actors(making.a_unit())["disclosure_office"]
    send_push_again(push.pk, actor=by, now=SOON + timedelta(minutes=3))
    push_due(SOON + timedelta(minutes=3))
    assert the_push().state == State.SENT and len(robot.messages) == 1
    with pytest.raises(Refused) as refusal:
        send_push_again(push.pk, actor=by, now=SOON + timedelta(minutes=9))
    assert refusal.value.code == "not-again"


@pytest.mark.django_db
def test_a_lost_answer_is_not_repeated_by_itself(robot: Platform) -> None:
    published(1)
    robot.mishap(SEND, "lost")
    push_due(SOON)
    push_due(SOON + timedelta(hours=2))
    push = the_push()
    assert push.state == State.UNSURE and len(robot.messages) == 1
    by = making.actors(making.a_unit())["publisher"]
    with pytest.raises(Refused) as refusal:
        send_push_again(push.pk, actor=by, now=SOON + timedelta(minutes=1))
    assert refusal.value.code == "in-hand"
    send_push_again(push.pk, actor=by, now=SOON + timedelta(hours=3))
    push_due(SOON + timedelta(hours=3))
    assert the_push().state == State.SENT and len(robot.messages) == 2


@pytest.mark.django_db
def test_no_more_than_twenty_messages_a_minute(robot: Platform) -> None:
    publication = published(1).publications.get()
    for second in range(20):
        Push.objects.create(
            channel="wecom", publication=revised_row(publication, second), agency_code="x", key=str(second),
            state=State.SENT, asked_at=SOON, next_at=SOON, sent_at=SOON, tried_at=SOON + timedelta(seconds=second),
        )  # fmt: skip
    push_due(SOON + timedelta(seconds=40))
    assert not robot.messages
    push_due(SOON + timedelta(seconds=61))
    assert len(robot.messages) == 1


def revised_row(publication: Any, number: int) -> Any:
    """An older version of the same record, for a push of long ago."""
    made = type(publication).objects.get(pk=publication.pk)
    made.pk, made.version, made.state, made.change_note = None, number + 100, "replaced", "试"
    made.save()
    return made


LINE = st.builds(Line, st.just("新发布"), st.text(max_size=300), st.text(max_size=40), st.text("a:/", max_size=60))


@given(st.lists(LINE, min_size=1, max_size=15))
def test_a_message_fits_and_tells_the_first_lines_without_markup_of_theirs(lines: list[Line]) -> None:
    words, count = message(lines)
    assert 1 <= count <= min(10, len(lines))
    assert len(words.encode()) <= LARGEST
    assert (
        "<" not in words and "`" not in words and words.count("](") == sum(bool(one.address) for one in lines[:count])
    )
    assert len(words.split("\n")) == 1 + 2 * count


@given(st.times())
def test_quiet_hours_over_midnight_are_the_rest_of_those_by_day(at: time) -> None:
    assert quiet(at, "21:00-07:30") != quiet(at, "07:30-21:00")
    assert not quiet(at, "") and not quiet(at, "25:00-07:00")
