"""Return a paper to its author with a reason; it is a draft again."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.decide_paper import judging_barrier
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Paper, PaperReview
from gongkai.requests.papers import lock_paper, said_of
from gongkai.requests.reviewing import facts_for_verdict, told_submitter, write_verdict
from gongkai.units.acting import person_of

ACT = "return_paper"


@action
def return_paper(paper_id: int, reason: str, *, actor: Actor, now: datetime) -> Paper:
    """Send it back. Raises Refused "no-paper", "no-reason", "not-in-review", "not-allowed", "own-paper"."""
    request, paper = lock_paper(paper_id)
    person = person_of(actor)
    if not reason.strip():
        raise Refused("no-reason", "退回须写明原因，未退回。原因会给拟稿人看。")
    barrier = judging_barrier(facts_for_verdict(paper, actor, person))
    if barrier is not None:
        raise barrier
    before = said_of(request, paper)
    write_verdict(paper, person, PaperReview.Verdict.RETURNED, reason, now)
    paper.state = Paper.State.DRAFT
    paper.save(update_fields=["state"])
    told_submitter(paper, "文书退回", reason.strip(), now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=said_of(request, paper),
        reason=reason.strip()[:200], actor=actor, now=now,
    )  # fmt: skip
    return paper
