"""Any way a request may take, by chance: no ledger that does not say its last day, no end in no leaf or in two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.duties import duty_codes
from gongkai.law.outcomes import edition_on, taxonomy
from gongkai.law.procedure import PLATFORM, procedures
from gongkai.records.tests.making import a_unit
from gongkai.requests import clocks
from gongkai.requests.decide import GOOD_REASON
from gongkai.requests.models import Paper, Quote, Request, StepTaken
from gongkai.requests.stepping import Doing, step, table_of
from gongkai.requests.tests.making import RECEIVED, a_request, at
from gongkai.requests.tests.stepping_through import a_paper, decided, issued
from gongkai.units.models import Agency
from gongkai.units.powers import as_duty

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ACTS = sorted({code for table in procedures() for code in table.acts})
LAST = date(2027, 3, 1)
DECISIONS = (
    ("release", ""), ("refuse", "state_secret"), ("does_not_exist", ""), ("duplicate", ""), ("already_public", ""),
)  # fmt: skip


def anybody(unit: Agency) -> Actor:
    return Actor("system:test", "某人", frozenset({(as_duty(one), unit.code) for one in (*duty_codes(), PLATFORM)}))


class Ways(RuleBasedStateMachine):
    """One request, acted on at random in what may be done and what may not."""

    @initialize(back=st.integers(0, 3))
    def begin(self, back: int) -> None:
        self.day = RECEIVED + timedelta(days=back)
        self.pk = a_request(a_unit(), at(self.day)).pk
        self.taken: list[StepTaken] = []

    @rule(days=st.integers(1, 12))
    def time_passes(self, days: int) -> None:
        self.day = min(self.day + timedelta(days=days), LAST)

    @rule(data=st.data(), back=st.sampled_from((0, 0, 0, 1, 2, 9, 40, -1)))
    def something_is_tried(self, data: st.DataObject, back: int) -> None:
        request = self.row()
        possible = [act.code for act in table_of(request).acts_in(request.state)]
        self.act(request, data.draw(st.sampled_from((*possible * 5, *ACTS))), back, data)

    def act(self, request: Request, code: str, back: int, data: st.DataObject) -> None:
        on = self.day - timedelta(days=back)
        before = (request.version, request.state, clock_rows(request))
        said = self.doing(request, code, on, data)
        if code == "void_registration":
            request.void_reason = "登记有误"
        try:
            with transaction.atomic():
                step(request, said, actor=anybody(request.agency), person=None, now=at(self.day))
                if said.paper is not None and said.paper.state == Paper.State.SIGNED:
                    issued(said.paper, on)
        except Refused as refusal:
            assert refusal.sentence.endswith("。") and refusal.code
            after = self.row()
            assert before == (after.version, after.state, clock_rows(after))
            return
        known = {(one.state, one.act, one.to) for one in table_of(request).steps}
        assert (before[1], code, self.row().state) in known
        assert RECEIVED <= on <= self.day

    def doing(self, request: Request, code: str, on: date, data: st.DataObject) -> Doing:
        act = table_of(request).acts.get(code)
        paper: Paper | None = None
        if code.startswith("serve_"):
            kind = code.removeprefix("serve_")
            paper = Paper.objects.filter(request=request, kind=kind, state="issued").last()
        elif act is not None and act.document:
            paper = a_paper(request, act.document)
        if data.draw(st.booleans(), label="decided"):
            decided(request, *data.draw(st.sampled_from(DECISIONS), label="decision"))
        if code == "issue_fee_notice" and not request.quotes.exists():
            Quote.objects.create(
                request=request, tariff="by_item", yuan=100, cite="x", made_by=request.handler, made_at=at(self.day)
            )
        held = {"too_many_in_time", "ordered_again", GOOD_REASON} if data.draw(st.booleans(), label="held") else set()
        return Doing(
            code, on, paper=paper, ref=data.draw(st.sampled_from(("s1", "s2", "s10")), label="ref"),
            length=data.draw(st.sampled_from((None, 1, 5, 20, 21)), label="length"), approved_by="负责人",
            held=frozenset(held),
        )  # fmt: skip

    def row(self) -> Request:
        return Request.objects.select_related("agency", "handler").get(pk=self.pk)

    @invariant()
    def every_ledger_says_its_day(self) -> None:
        if not hasattr(self, "pk"):
            return
        request = self.row()
        for clock in request.clocks.all():
            found = clocks.answer(clock)
            assert (clock.due_on, clock.state, clock.closed_on) == (found.last_day, found.state, found.closed)
            assert clock.entries_counted == len(clocks.ledger(clock))
            if request.received_on and clock.rule in clocks.LEADING:
                assert clock.opened_on >= request.received_on
        leading = clocks.leading_clock(request)
        assert request.due_on == (leading.due_on if leading else None)

    @invariant()
    def it_stands_where_its_steps_lead(self) -> None:
        if not hasattr(self, "pk"):
            return
        request = self.row()
        steps = list(request.steps.all())
        assert [one.came_from for one in steps[1:]] == [one.went_to for one in steps[:-1]]
        assert request.state == steps[-1].went_to
        moving = [one.on for one in steps if one.came_from != one.went_to and one.came_from != "arrived"]
        assert moving == sorted(moving)

    @invariant()
    def it_ends_in_one_leaf_and_no_clock_runs_on(self) -> None:
        if not hasattr(self, "pk"):
            return
        request = self.row()
        state = table_of(request).states[request.state]
        endings = [one for one in request.steps.all() if one.leaf]
        assert all(one.counted or one.pk != endings[0].pk for one in endings)
        if not state.open and request.state != "void":
            leaves = {leaf.code for leaf in taxonomy(edition_on(request.closed_on or LAST)).leaves}
            assert request.leaf in leaves and request.decision and request.closed_on
            assert [one.leaf for one in endings if one.counted][-1] == request.leaf
            assert not request.clocks.filter(closed_on=None).exists()
            assert request.in_time is not None
        elif not endings:
            assert (request.leaf, request.decision, request.closed_on) == ("", "", None)


def clock_rows(request: Request) -> list[tuple[Any, ...]]:
    return list(request.clocks.order_by("id").values_list("id", "due_on", "state", "closed_on", "entries_counted"))


def test_any_way_a_request_takes_ends_in_one_leaf_with_ledgers_that_say_their_day() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Ways,
        settings=settings(
            max_examples=10, stateful_step_count=20, deadline=None, derandomize=True, phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_the_database_itself_knows_no_request_closed_into_no_leaf() -> None:
    request = a_request()
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(state="replied")
