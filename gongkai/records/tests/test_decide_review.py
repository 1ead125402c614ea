"""Whatever is done in whatever order, nothing is signed that its reviewers did not see, and nobody signs his own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.decide import Barrier, Step
from gongkai.records.decide_review import (
    Onward,
    Passed,
    StepFacts,
    decide_escalating,
    decide_passing,
    decide_person,
    decide_returning,
    examining,
)

CHAIN = (
    Step("secrecy_review", "secrecy_reviewer"),
    Step("mark_review", "disclosure_office"),
    Step("leader_sign", "deputy_leader"),
    Step("office_registration", "disclosure_office"),
)
PEOPLE = (1, 2, 3, 4)
EXCLUDED = {"publisher": {"secrecy_reviewer"}, "secrecy_reviewer": {"publisher"}}


def excluded(duty: str) -> set[str]:
    """Duties that go not together, for these tests."""
    return EXCLUDED.get(duty, set())


def facts(**changes: Any) -> StepFacts:
    """The secrecy reviewer (2) before a submission by 1 at the first step, all in order."""
    given = {
        "state": "in_review", "content_hash": "a", "submitted_hash": "a", "seen_hash": "a", "steps": CHAIN,
        "position": 0, "passed": (), "person": 2, "submitter": 1, "authors": frozenset({1}), "handler": None,
        "handler_name": "", "may": True, "publishes": True, "screened": True,
    }  # fmt: skip
    return StepFacts(**given | changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "draft"}, "not-in-review"),
        ({"position": 4}, "not-in-review"),
        ({"may": False}, "not-allowed"),
        ({"person": 1}, "own-submission"),
        ({"person": 2, "authors": frozenset({1, 2})}, "own-content"),
        ({"handler": 3, "handler_name": "审查员"}, "taken"),
        ({"seen_hash": "b"}, "changed-meanwhile"),
        ({"content_hash": "b", "seen_hash": "b"}, "changed-meanwhile"),
        ({"position": 1}, "step-skipped"),
        ({"position": 1, "passed": (Passed(0, "secrecy_reviewer", 3, "b"),)}, "passed-on-other"),
        ({"screened": False}, "not-screened"),
        ({"open": 2}, "findings-open"),
        ({"accepted": 1, "open": 1}, "findings-accepted"),
        ({"position": 1, "passed": (Passed(0, "publisher", 2, "a"),), "steps": CHAIN[1::-1]}, "duties-excluded"),
    ],
)
def test_what_stands_in_the_way_of_passing(changes: dict[str, Any], code: str) -> None:
    verdict = decide_passing(facts(**changes), excluded)
    assert isinstance(verdict, Barrier)
    assert verdict.code == code
    assert verdict.sentence.endswith("。")


def test_the_next_step_comes_due() -> None:
    assert decide_passing(facts(), excluded) == Onward("in_review", 1, CHAIN[1])


@pytest.mark.parametrize(("publishes", "state"), [(True, "approved"), (False, "registered")])
def test_only_what_is_marked_for_publication_is_approved(publishes: bool, state: str) -> None:
    last = facts(position=0, steps=CHAIN[:1], publishes=publishes)
    assert decide_passing(last, excluded) == Onward(state, 1, None)


def test_findings_are_judged_at_the_secrecy_review_or_else_first() -> None:
    assert examining(CHAIN) == 0
    assert examining((CHAIN[1], CHAIN[0])) == 1
    assert examining(CHAIN[1:]) == 0


def test_a_return_and_a_question_need_words() -> None:
    silent = decide_returning(facts(), "  ", excluded)
    assert silent == Barrier("no-reason", "退回须写明原因，未退回。原因会给经办人看。")
    assert decide_returning(facts(), "日期有误", excluded) is None
    barrier = decide_escalating(facts(), "区保密局", "", excluded)
    assert barrier is not None
    assert barrier.code == "no-question"
    assert decide_escalating(facts(), "区保密局", "能否公开", excluded) is None


def test_a_barrier_for_the_person_holds_for_every_verdict() -> None:
    own = facts(person=1)
    barrier = decide_person(own, excluded)
    assert barrier is not None
    assert decide_returning(own, "日期有误", excluded) == barrier
    assert decide_escalating(own, "区保密局", "能否公开", excluded) == barrier


@dataclass
class World:
    """One record as the pure rules move it, and what every reviewer had before him."""

    state: str = "draft"
    version: int = 1
    author: int = 1
    authors: set[int] = field(default_factory=lambda: {1})
    submitter: int = 0
    submitted: int = 0
    position: int = 0
    passed: list[Passed] = field(default_factory=list)
    approved: int = 0

    def facts(self, person: int, seen: int, publishes: bool, open_findings: int) -> StepFacts:
        return facts(
            state=self.state, content_hash=str(self.version), submitted_hash=str(self.submitted), seen_hash=str(seen),
            position=self.position, passed=tuple(self.passed), person=person, submitter=self.submitter,
            authors=frozenset(self.authors), publishes=publishes, open=open_findings,
        )  # fmt: skip

    def change(self, person: int) -> None:
        if self.state == "approved":
            self.authors = set()
        self.version, self.state, self.approved = self.version + 1, "draft", 0
        self.authors.add(person)

    def submit(self, person: int) -> None:
        if self.state in ("draft", "returned"):
            self.state, self.submitter, self.submitted = "in_review", person, self.version
            self.position, self.passed = 0, []

    def pass_on(self, person: int, seen: int, publishes: bool, open_findings: int) -> None:
        before = self.facts(person, seen, publishes, open_findings)
        verdict = decide_passing(before, excluded)
        if isinstance(verdict, Onward):
            assert before.step is not None
            self.passed.append(Passed(self.position, before.step.duty, person, str(seen)))
            self.state, self.position = verdict.state, verdict.position
            if verdict.signed:
                self.approved = self.version

    def give_back(self, person: int, seen: int, reason: str) -> None:
        if decide_returning(self.facts(person, seen, True, 0), reason, excluded) is None:
            assert reason.strip()
            self.state, self.approved = "returned", 0


acts = st.lists(
    st.tuples(
        st.sampled_from(["change", "submit", "pass", "pass", "pass", "return"]),
        st.sampled_from(PEOPLE),
        st.integers(0, 1),
        st.booleans(),
        st.integers(0, 3),
        st.sampled_from(["", " ", "须改"]),
    ),
    max_size=40,
)


@given(acts)
def test_no_order_of_acts_signs_what_its_reviewers_did_not_see(
    sequence: list[tuple[str, int, int, bool, int, str]],
) -> None:
    world = World()
    for act, person, behind, publishes, open_findings, reason in sequence:
        seen = world.version - behind
        if act == "change":
            world.change(person)
        elif act == "submit":
            world.submit(person)
        elif act == "pass":
            world.pass_on(person, seen, publishes, max(0, open_findings - 2))
        else:
            world.give_back(person, seen, reason)
        if world.approved:
            assert world.approved == world.version == world.submitted
            assert [one.position for one in world.passed] == list(range(len(CHAIN)))
            assert {one.content_hash for one in world.passed} == {str(world.version)}
            assert world.submitter not in {one.person for one in world.passed}
            assert not world.authors & {one.person for one in world.passed}
            assert world.state in ("approved", "registered")


@given(st.integers(0, 3), st.booleans())
def test_nothing_but_a_record_for_publication_becomes_approved(position: int, publishes: bool) -> None:
    passed = tuple(Passed(at, CHAIN[at].duty, 3, "a") for at in range(position))
    verdict = decide_passing(replace(facts(), position=position, passed=passed, publishes=publishes), excluded)
    assert isinstance(verdict, Onward)
    assert verdict.signed == (position == len(CHAIN) - 1)
    assert (verdict.state == "approved") == (verdict.signed and publishes)
