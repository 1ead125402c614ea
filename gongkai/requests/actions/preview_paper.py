"""Look at a whole paper as it will go out; the look is written down with the content that was looked at."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.models import Paper, PaperPreview
from gongkai.requests.papers import composed_now, keep_content, lock_paper
from gongkai.requests.sight import NOT_THERE, codes
from gongkai.units.acting import person_of


@action
def preview_paper(paper_id: int, *, actor: Actor, now: datetime) -> Paper:
    """The paper with its content. A draft is composed anew first; what is under review is shown as submitted.

    Raises Refused "no-paper", "no-request", "not-to-preview".
    """
    request, paper = lock_paper(paper_id)
    if request.agency.code not in codes(actor):
        raise Refused("no-request", NOT_THERE)
    if paper.state in (Paper.State.ISSUED, Paper.State.VOID):
        raise Refused("not-to-preview", "这份文书已经发出或者作废，不再预览。请打开发出的文书。")
    if paper.state == Paper.State.DRAFT:
        keep_content(paper, composed_now(paper, day_of(now)))
        paper.save(update_fields=["content", "content_hash", "template_version"])
    PaperPreview.objects.get_or_create(
        paper=paper, content_hash=paper.content_hash, person=person_of(actor), defaults={"at": now}
    )
    return paper
