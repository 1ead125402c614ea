"""Every pair of state and act of every edition: what the table allows can be done, all else is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.duties import duty_codes
from gongkai.law.procedure import PLATFORM, Procedure, procedures
from gongkai.requests.decide import CONDITIONS, GOOD_REASON, ClockFact, Facts, barrier
from gongkai.requests.models import Request
from gongkai.requests.stepping import choose, may_act
from gongkai.units.powers import as_duty

ON = date(2026, 3, 20)
EARLIER, LATER = date(2026, 3, 19), date(2026, 3, 21)
UNIT = "tuling"


def clock(due: date | None) -> ClockFact:
    return ClockFact("running", due, False)


# For each condition: facts under which it holds, and facts under which it does not.
HOLDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "receipt_fixed": ({"received_on": EARLIER}, {"received_on": None}),
    "receipt_open": ({"received_on": None}, {"received_on": EARLIER}),
    "first_correction": ({}, {"correction_notices": 1}),
    "correction_in_time": ({}, {"clocks": {"correction_notice": clock(EARLIER)}}),
    "correction_overdue": ({"clocks": {"correction_response": clock(EARLIER)}}, {"clocks": {}}),
    "correction_acceptable": ({}, {"clocks": {"correction_response": clock(EARLIER)}, "held": frozenset()}),
    "nothing_waits": ({}, {"statement_waits": True}),
    "reasons_overdue": ({"clocks": {"reason_statement": clock(EARLIER)}}, {"clocks": {"reason_statement": clock(ON)}}),
    "payment_overdue": ({"clocks": {"fee_payment": clock(EARLIER)}}, {"clocks": {"fee_payment": clock(None)}}),
    "payment_in_time": ({}, {"clocks": {"fee_payment": clock(EARLIER)}}),
    "running": ({"clocks": {"reply": clock(LATER)}}, {"clocks": {"reply": clock(EARLIER)}}),
    "first_extension": ({}, {"extensions": 1}),
    "first_delay": ({}, {"delayed": True, "clocks": {"reply": clock(EARLIER), "reasonable_delay": clock(LATER)}}),
    "no_open_letters": ({}, {"open_letters": ("某公司",)}),
    "decided": ({"undecided": ""}, {"undecided": "第 1 项还没有处理决定。"}),
    "too_many_in_time": ({"held": frozenset({"too_many_in_time"})}, {"held": frozenset()}),
    "reasons_asked": ({"reasons_asked": True}, {"reasons_asked": False}),
    "nothing_issued": ({}, {"issued_papers": 1}),
    "fee_quoted": ({"quoted": True}, {"quoted": False}),
    "ordered_again": ({"held": frozenset({"ordered_again"})}, {"held": frozenset()}),
    "paper_signed": ({"paper": "signed"}, {"paper": "changed"}),
}
EDITIONS = pytest.mark.parametrize("table", procedures(), ids=lambda table: table.since.isoformat())


def facts(needs: tuple[str, ...], without: str = "") -> Facts:
    """Facts under which all of `needs` hold but `without`."""
    said: dict[str, Any] = {"received_on": EARLIER}
    for need in (*(one for one in needs if one != without), *((without,) if without else ())):
        given = HOLDS[need][need == without]
        for key, value in given.items():
            together = key in ("clocks", "held") and key in said and value
            said[key] = said[key] | value if together else value
    return replace(Facts(ON, EARLIER), **said)


def standing(table: Procedure, state: str) -> Request:
    return Request(state=state, law_day=table.since)


def test_each_condition_has_facts_for_and_against_it() -> None:
    assert set(HOLDS) == set(CONDITIONS)
    for code, (for_it, against) in HOLDS.items():
        said = replace(Facts(ON, EARLIER), **for_it)
        assert barrier(code, said) == ""
        sentence = barrier(code, replace(said, **against))
        assert sentence.endswith("。") and len(sentence) > 8


@EDITIONS
def test_what_the_table_does_not_know_is_refused_in_every_state(table: Procedure) -> None:
    known = {(step.state, step.act) for step in table.steps}
    refused = 0
    for state in table.states:
        for act in table.acts:
            if (state, act) not in known:
                with pytest.raises(Refused) as refusal:
                    choose(standing(table, state), act, Facts(ON, EARLIER))
                assert refusal.value.code == "not-now" and table.states[state].label in refusal.value.sentence
                refused += 1
    assert refused == len(table.states) * len(table.acts) - len(known)


@EDITIONS
def test_each_step_is_taken_where_its_conditions_hold_and_refused_where_one_fails(table: Procedure) -> None:
    for step in table.steps:
        request = standing(table, step.state)
        assert choose(request, step.act, facts(step.needs)) == step
        for need in step.needs:
            lacking = facts(step.needs, without=need)
            others = [one for one in table.steps_for(step.state, step.act) if one != step]
            if any(not barrier(code, lacking) for one in others for code in one.needs):
                assert choose(request, step.act, lacking) in others
                continue
            with pytest.raises(Refused) as refusal:
                choose(request, step.act, lacking)
            assert (refusal.value.code, refusal.value.sentence) == (
                "condition-not-met", next(said for one in step.needs if (said := barrier(one, lacking))) + "未执行。",
            )  # fmt: skip


@EDITIONS
def test_each_act_is_done_by_its_duties_in_its_own_unit_only(table: Procedure) -> None:
    for act in table.acts.values():
        for duty in (*sorted(duty_codes()), PLATFORM):
            here = Actor("x", "某人", frozenset({(as_duty(duty), UNIT)}))
            assert may_act(here, act, UNIT) == (duty in act.by)
            assert not may_act(here, act, "elsewhere")


@EDITIONS
def test_each_way_to_an_end_leads_to_one_leaf_and_only_those_do(table: Procedure) -> None:
    for step in table.steps:
        counted = table.states[step.to].counts and step.to != step.state
        assert step.closes == counted
        assert not counted or bool(step.decision) != ("decided" in step.needs)
    ends = {step.to for step in table.steps if step.closes}
    assert ends == {"replied", "ended"}


def test_a_late_correction_with_good_reason_and_a_delay_in_place_of_the_reply_are_accepted() -> None:
    late = Facts(ON, EARLIER, clocks={"correction_response": clock(EARLIER)})
    assert "届满" in barrier("correction_acceptable", late)
    assert barrier("correction_acceptable", replace(late, held=frozenset({GOOD_REASON}))) == ""
    clocks = {"reply": clock(EARLIER), "reasonable_delay": clock(LATER)}
    assert barrier("running", Facts(ON, EARLIER, clocks=clocks, delayed=True)) == ""
    assert "届满" in barrier("running", Facts(ON, EARLIER, clocks=clocks))
