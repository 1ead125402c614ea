"""Set a unit's own review chain; it holds for what is submitted from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.records.chains import chain_of, decide_setting
from gongkai.records.decide import Barrier, Step
from gongkai.records.due import rules_day
from gongkai.records.models import ReviewChain
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import SET_CHAIN

ACT = "set_review_chain"


@action
def set_review_chain(
    agency: Agency, steps: Sequence[Step], reason: str = "", *, actor: Actor, now: datetime
) -> ReviewChain:
    """Make `steps` the chain of the unit. Submissions under way keep theirs.

    Raises Refused: "not-allowed", "no-reason", "chain-empty", "chain-duty", and what the law says the chain lacks.
    """
    require(actor, SET_CHAIN, agency.code, "设定审核链")
    if not reason.strip():
        raise Refused("no-reason", "调整审核链须写明原因，未保存。")
    Agency.objects.select_for_update().get(pk=agency.pk)
    try:
        barrier = decide_setting(steps, rules_day(now))
    except LawError as error:
        barrier = Barrier(error.code, error.sentence)
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    before = [step.to_json() for step in chain_of(agency)]
    made = ReviewChain.objects.create(
        agency=agency,
        steps=[step.to_json() for step in steps],
        set_by=person_of(actor),
        set_at=now,
        reason=reason.strip()[:300],
    )
    journal.write(
        agency.code,
        act=ACT,
        subject=f"review-chain {agency.code}",
        before={"steps": before},
        after={"steps": made.steps},
        reason=made.reason,
        actor=actor,
        now=now,
    )
    return made
