"""An office sets its rules: refused where senseless, from tomorrow on, for its unit and all below."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.supervision import reads
from gongkai.supervision.actions.set_supervision_rules import set_supervision_rules
from gongkai.supervision.models import RuleSet
from gongkai.supervision.round import run_rounds
from gongkai.supervision.rules import as_json, default_rules, quiet_until, rules_from
from gongkai.supervision.tests.making import MONDAY, Facts, a_clock, at, only, told, units
from gongkai.units.acting import actor_of
from gongkai.units.models import Person

pytestmark = pytest.mark.django_db
STEP = {"code": "late-2", "days": 2, "colour": "red", "tell": ["supervisor"], "channels": ["desk"]}


def the_office() -> Any:
    return actor_of(Person.objects.get(login="office.one"), MONDAY)


def said(**changes: Any) -> dict[str, Any]:
    return as_json(default_rules(MONDAY)) | changes


def test_new_rules_hold_from_the_next_day_for_the_units_below() -> None:
    units()
    row = set_supervision_rules("G1", said(steps=[STEP], repeat_days=0), "从严", actor=the_office(), now=at(MONDAY))
    assert (row.version, row.begins) == (1, MONDAY + timedelta(days=1))
    assert JournalEntry.objects.get(act="set_supervision_rules").after["version"] == 1
    with only(Facts(a_clock(due_on=MONDAY))):
        for number in range(4):
            day = MONDAY + timedelta(days=number)
            run_rounds(day, at(day))
    # On the Monday itself the rules of before still held.
    assert [(step, who, day) for _k, _d, step, who, _c, day in told()] == [
        ("due", "clerk.one", "2026-03-02"), ("due", "head.one", "2026-03-02"), ("late-2", "super.one", "2026-03-04"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"quiet": "21:00-21:00"}, "永远不会结束"),
        ({"quiet": "06:00-23:00"}, "超过 16 小时"),
        ({"quiet": "晚上"}, "21:00-07:30"),
        ({"near_days": -1}, "临期天数"),
        ({"steps": []}, "至少设一个"),
        ({"steps": [STEP | {"code": "before-2"}]}, "却不在期限之前"),
        ({"steps": [STEP | {"days": -2}]}, "却不在期限之后"),
        ({"steps": [STEP | {"code": "remind", "days": -2}]}, "逾期将无人知道"),
        ({"steps": [STEP, STEP]}, "重复"),
        ({"steps": [STEP | {"tell": []}]}, "告诉谁"),
        ({"steps": [STEP | {"channels": ["mail"]}]}, "工作台"),
        ({"steps": [STEP | {"nodes": ["nothing"]}]}, "环节"),
        ({"steps": [STEP | {"days": True}]}, "整数"),
    ],
)
def test_senseless_rules_are_refused_in_one_sentence(changes: dict[str, Any], word: str) -> None:
    with pytest.raises(Refused) as refused:
        rules_from(said(**changes))
    assert refused.value.code == "rules-wrong" and word in refused.value.sentence


def test_who_does_not_supervise_sets_nothing_and_no_day_already_told_changes() -> None:
    units()
    clerk = actor_of(Person.objects.get(login="clerk.one"), MONDAY)
    for actor, changes, code in (
        (clerk, {}, "not-allowed"),
        (the_office(), {"begins": MONDAY}, "rules-begin-wrong"),
        (the_office(), {"reason": " "}, "reason-missing"),
        (the_office(), {"rules": said()}, "rules-same"),
    ):
        given: dict[str, Any] = {"rules": said(near_days=9), "reason": "试行"} | changes
        with pytest.raises(Refused) as refused:
            set_supervision_rules("G1", actor=actor, now=at(MONDAY), **given)
        assert refused.value.code == code
    assert not RuleSet.objects.exists()


def test_quiet_hours_over_midnight_and_within_a_day() -> None:
    assert quiet_until("21:00-07:30", at(MONDAY, 22)) == at(MONDAY + timedelta(days=1), 7).replace(minute=30)
    assert quiet_until("21:00-07:30", at(MONDAY, 9)) is None and quiet_until("", at(MONDAY, 3)) is None
    assert quiet_until("12:00-14:00", at(MONDAY, 13)) == at(MONDAY, 14)


def test_a_look_ahead_counts_what_the_open_clocks_would_have_made() -> None:
    units()
    with only(Facts(a_clock(due_on=MONDAY))):
        run_rounds(MONDAY, at(MONDAY))
    rules = rules_from(said(steps=[STEP], repeat_days=1, repeat_most=2))
    assert reads.preview(the_office(), "G1", rules, date(2026, 3, 3)) == 0
    assert reads.preview(the_office(), "G1", rules, date(2026, 3, 4)) == 1
    assert reads.preview(the_office(), "G1", rules, date(2026, 3, 31)) == 3
    with pytest.raises(Refused):
        reads.preview(actor_of(Person.objects.get(login="clerk.one"), MONDAY), "G1", rules, MONDAY)
