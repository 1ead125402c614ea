"""Give a paper up before it is issued; an issued one is never voided but corrected by another letter."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Paper
from gongkai.requests.papers import WORKING, lock_paper, may_write, said_of

ACT = "void_paper"


@action
def void_paper(paper_id: int, reason: str, *, actor: Actor, now: datetime) -> Paper:
    """It takes no number. Raises Refused "no-paper", "not-allowed", "paper-issued", "no-reason"."""
    request, paper = lock_paper(paper_id)
    may_write(actor, request)
    if paper.state not in WORKING:
        raise Refused("paper-issued", "文书已经发出或者作废，不能再作废。发出的文书有误，请另拟一份更正文书。")
    if not reason.strip():
        raise Refused("no-reason", "作废文书须写明原因，未作废。")
    before = said_of(request, paper)
    paper.state, paper.void_reason = Paper.State.VOID, reason.strip()[:400]
    paper.save(update_fields=["state", "void_reason"])
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=said_of(request, paper),
        reason=reason.strip()[:200], actor=actor, now=now,
    )  # fmt: skip
    return paper
