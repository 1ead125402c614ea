"""Pass the step of a paper's chain that is due; the last one signs it."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.requests.decide_paper import passing_barrier
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Paper, PaperReview
from gongkai.requests.papers import lock_paper, said_of
from gongkai.requests.reviewing import due_step, facts_for_passing, told_submitter, write_verdict
from gongkai.units.acting import person_of

ACT = "pass_paper"


@action
def pass_paper(paper_id: int, seen_hash: str, reason: str = "", *, actor: Actor, now: datetime) -> Paper:
    """Pass what was submitted, whose hash the person had before him and which is still what the rows say.

    Raises Refused "no-paper", "not-in-review", "not-allowed", "own-paper", "changed-meanwhile", "content-changed".
    """
    request, paper = lock_paper(paper_id)
    person = person_of(actor)
    barrier = passing_barrier(facts_for_passing(paper, seen_hash, actor, person, now))
    if barrier is not None:
        raise barrier
    before, step = said_of(request, paper), due_step(paper)
    write_verdict(paper, person, PaperReview.Verdict.PASSED, reason, now)
    paper.position += 1
    if paper.position == len(paper.chain):
        paper.state, paper.signed_by, paper.signed_at = Paper.State.SIGNED, person, now
        paper.signed_hash = paper.content_hash
        told_submitter(paper, "已签发", "文书已经签发，可以发出。", now)
    paper.save(update_fields=["position", "state", "signed_by", "signed_at", "signed_hash"])
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=said_of(request, paper) | {"step": step["step"]}, reason=reason.strip()[:200] or step["label"],
        actor=actor, now=now,
    )  # fmt: skip
    return paper
