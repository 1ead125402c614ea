"""Change what people fill in on a draft; who changes it last is its author."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Paper
from gongkai.requests.paper_facts import MENDS
from gongkai.requests.papers import composed_now, keep_content, lock_paper, may_write, said_of
from gongkai.units.acting import person_of

ACT = "change_paper"


@action
def change_paper(
    paper_id: int, fields: Mapping[str, Any], *, seen_hash: str = "", actor: Actor, now: datetime
) -> Paper:
    """Write the fields anew and compose. `seen_hash`: the content the person had before him, where he had one.

    Raises Refused "no-paper", "not-allowed", "not-a-draft", "changed-meanwhile".
    """
    request, paper = lock_paper(paper_id)
    may_write(actor, request)
    if paper.state != Paper.State.DRAFT:
        raise Refused("not-a-draft", "这份文书不在拟稿中，未保存。审签中的请先收回；已发出的不能改，请另拟更正文书。")
    if seen_hash and seen_hash != paper.content_hash:
        raise Refused("changed-meanwhile", "你打开之后，另有人改过这份文书，未保存。请刷新，看过现在的内容再改。")
    before = said_of(request, paper)
    kept = {MENDS: paper.fields[MENDS]} if MENDS in paper.fields else {}
    paper.fields, paper.made_by = dict(fields) | kept, person_of(actor)
    keep_content(paper, composed_now(paper, day_of(now)))
    paper.save(update_fields=["fields", "made_by", "content", "content_hash", "template_version"])
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=said_of(request, paper),
        reason="修改文书", actor=actor, now=now,
    )  # fmt: skip
    return paper
