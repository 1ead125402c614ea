"""Take a paper back out of review, or back from its signature while it is not issued: it is a draft again."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Paper
from gongkai.requests.papers import lock_paper, may_write, said_of

ACT = "recall_paper"


@action
def recall_paper(paper_id: int, *, actor: Actor, now: datetime) -> Paper:
    """The signature falls with it; what was submitted and judged stays on record.

    Raises Refused "no-paper", "not-allowed", "not-in-review".
    """
    request, paper = lock_paper(paper_id)
    may_write(actor, request)
    if paper.state not in (Paper.State.IN_REVIEW, Paper.State.SIGNED):
        raise Refused("not-in-review", "这份文书不在审签中，也没有签发待发，不用收回。请刷新后查看。")
    before = said_of(request, paper)
    paper.state = Paper.State.DRAFT
    paper.signed_by, paper.signed_at, paper.signed_hash = None, None, ""
    paper.save(update_fields=["state", "signed_by", "signed_at", "signed_hash"])
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=said_of(request, paper),
        reason="收回文书", actor=actor, now=now,
    )  # fmt: skip
    return paper
