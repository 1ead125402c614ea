"""Send a paper for review: from here on its content is bound, and the ranks of the chain judge exactly that."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Paper, PaperVersion
from gongkai.requests.papers import chain_for, composed_now, keep_content, lock_paper, may_write, said_of
from gongkai.units.acting import person_of

ACT = "submit_paper"


@action
def submit_paper(paper_id: int, seen_hash: str, *, actor: Actor, now: datetime) -> Paper:
    """Compose once more; what comes out must be complete and what the person had before him.

    A paper whose group no rank reviews (law.paper_chains) is signed with this. Raises Refused "no-paper",
    "not-allowed", "not-a-draft", "paper-incomplete", "changed-meanwhile".
    """
    request, paper = lock_paper(paper_id)
    may_write(actor, request)
    if paper.state != Paper.State.DRAFT:
        raise Refused("not-a-draft", "这份文书不在拟稿中，未送审。请刷新后查看它现在的情况。")
    before, person, on = said_of(request, paper), person_of(actor), day_of(now)
    found = composed_now(paper, on)
    if found.problems:
        raise Refused("paper-incomplete", f"{found.problems[0].rstrip('。')}。未送审。")
    if found.hash != seen_hash:
        raise Refused("changed-meanwhile", "你打开之后文书所依据的内容有改动，未送审。请刷新，看过现在的内容再送。")
    keep_content(paper, found)
    paper.chain = chain_for(request, paper.kind, on)
    paper.round, paper.position = paper.round + 1, 0
    paper.submitted_by, paper.submitted_at = person, now
    paper.state = Paper.State.IN_REVIEW if paper.chain else Paper.State.SIGNED
    if not paper.chain:
        paper.signed_by, paper.signed_at, paper.signed_hash = None, now, paper.content_hash
    paper.save()
    PaperVersion.objects.create(
        paper=paper, round=paper.round, fields=paper.fields, sealed=paper.content["sealed"],
        content_hash=paper.content_hash, made_by=person, at=now,
    )  # fmt: skip
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=said_of(request, paper),
        reason="文书送审", actor=actor, now=now,
    )  # fmt: skip
    return paper
