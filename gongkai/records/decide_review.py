"""What a verdict at one step of the chain leads to: facts in, the next stand or the barrier out. No clock, no rows.

Three things can never come out of here: an approval of a content that a reviewer of this chain did not see, a verdict
by someone on his own work, and a step left out (《条例》第十七条).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from gongkai.records.decide import Barrier, Step

SECRECY = "secrecy_review"
REGISTRATION = "office_registration"
IN_REVIEW, RETURNED, ESCALATED = "in_review", "returned", "escalated"
APPROVED, REGISTERED = "approved", "registered"


@dataclass(frozen=True, slots=True)
class Passed:
    """A step already passed in this submission: where, by which duty, by whom, on which content."""

    position: int
    duty: str
    person: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """All that a verdict rests on. `seen_hash` is what the person had before him; `authors` everyone who wrote any of
    it since the last signature; `may` whether he holds the step's duty; `open` and `accepted` count findings.
    """

    state: str
    content_hash: str
    submitted_hash: str
    seen_hash: str
    steps: tuple[Step, ...]
    position: int
    passed: tuple[Passed, ...]
    person: int
    submitter: int
    authors: frozenset[int]
    handler: int | None
    handler_name: str
    may: bool
    publishes: bool
    screened: bool
    open: int = 0
    accepted: int = 0

    @property
    def step(self) -> Step | None:
        """The step that is due, or None when all are passed."""
        return self.steps[self.position] if self.position < len(self.steps) else None


@dataclass(frozen=True, slots=True)
class Onward:
    """The step is passed: the state, the position and the step that come next (none when signed)."""

    state: str
    position: int
    step: Step | None

    @property
    def signed(self) -> bool:
        """Whether that was the last step."""
        return self.step is None


def decide_person(facts: StepFacts, excluded: Callable[[str], Collection[str]]) -> Barrier | None:
    """Whether this person may judge this step at all. `excluded` gives the duties a duty goes not together with."""
    step = facts.step
    if facts.state != IN_REVIEW or step is None:
        return Barrier("not-in-review", "该信息不在审核中，可能已被收回、退回或者签发。请刷新后查看。")
    if not facts.may:
        return Barrier("not-allowed", "这一步须由本单位担任相应职责的人员办理，未执行。")
    if facts.person == facts.submitter:
        return Barrier("own-submission", "本人送审的信息须由他人审核，未执行。请由担任同一职责的其他人员办理。")
    if facts.person in facts.authors:
        return Barrier("own-content", "本人起草或者修改过的信息须由他人审核，未执行。请由担任同一职责的其他人员办理。")
    if facts.handler is not None and facts.handler != facts.person:
        return Barrier("taken", f"该信息已由{facts.handler_name}接办，未执行。请先与其联系，由其办理或者放回。")
    mine = {one.duty for one in facts.passed if one.person == facts.person}
    if clash := mine & set(excluded(step.duty)):
        return Barrier(
            "duties-excluded", f"本人已以不相容的职责（{len(clash)} 项）办过前面的步骤，这一步须由他人办理，未执行。"
        )
    return None


def decide_seen(facts: StepFacts) -> Barrier | None:
    """Whether what the person had before him is what stands there now, and is what was submitted."""
    if facts.seen_hash != facts.content_hash or facts.content_hash != facts.submitted_hash:
        return Barrier("changed-meanwhile", "内容在审阅期间有改动，未执行。请刷新后重新审阅现在的内容。")
    if any(one.content_hash != facts.content_hash for one in facts.passed):
        return Barrier("passed-on-other", "前面的步骤审的不是现在的内容，不能继续。请退回经办人重新提交。")
    return None


def decide_passing(facts: StepFacts, excluded: Callable[[str], Collection[str]]) -> Onward | Barrier:
    """Pass the step that is due."""
    barrier = decide_person(facts, excluded) or decide_seen(facts)
    if barrier is not None:
        return barrier
    if sorted(one.position for one in facts.passed) != list(range(facts.position)):
        return Barrier("step-skipped", "前面还有步骤没有通过，不能办理这一步。请刷新后查看。")
    if facts.position == examining(facts.steps):
        if not facts.screened:
            return Barrier("not-screened", "这份内容没有经过自动筛查，不能通过保密审查。请退回经办人重新提交。")
        if facts.accepted:
            return Barrier(
                "findings-accepted",
                f"有 {facts.accepted} 处已认定须修改，不能通过。请退回修改，或者改为可以保留并写明理由。",
            )
        if facts.open:
            return Barrier("findings-open", f"还有 {facts.open} 处没有处理，不能通过。请逐处选定须修改或者可以保留。")
    position = facts.position + 1
    if position < len(facts.steps):
        return Onward(IN_REVIEW, position, facts.steps[position])
    return Onward(APPROVED if facts.publishes else REGISTERED, position, None)


def decide_returning(facts: StepFacts, reason: str, excluded: Callable[[str], Collection[str]]) -> Barrier | None:
    """Send it back; a reason is always needed."""
    if not reason.strip():
        return Barrier("no-reason", "退回须写明原因，未退回。原因会给经办人看。")
    return decide_person(facts, excluded) or decide_seen(facts)


def decide_escalating(
    facts: StepFacts, asked_of: str, question: str, excluded: Callable[[str], Collection[str]]
) -> Barrier | None:
    """Ask the competent department or the secrecy authority (《条例》第十七条第三款)."""
    if not asked_of.strip() or not question.strip():
        return Barrier("no-question", "报请确定须写明报给哪个机关、要确定什么，未报请。请补填。")
    return decide_person(facts, excluded) or decide_seen(facts)


def examining(steps: tuple[Step, ...]) -> int:
    """The position at which what the screening found is judged: the secrecy review, or the first step without one."""
    codes = [step.step for step in steps]
    return codes.index(SECRECY) if SECRECY in codes else 0
