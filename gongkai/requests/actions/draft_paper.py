"""Draft a paper of a request: its kind and what people fill in; everything else follows from the rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.paper_forms import name_of
from gongkai.requests.locking import lock_request, subject_of
from gongkai.requests.models import Paper, PaperMending, Request
from gongkai.requests.paper_facts import MENDS
from gongkai.requests.papers import (
    MENDING,
    WORKING,
    composed_now,
    form_of,
    keep_content,
    may_write,
    said_of,
    subcase_of,
)
from gongkai.units.acting import person_of

ACT = "draft_paper"


@action
def draft_paper(
    request_id: int, kind: str, fields: Mapping[str, Any], *, subcase_id: int | None = None, mends: int | None = None,
    seen: int | None = None, actor: Actor, now: datetime,
) -> Paper:  # fmt: skip
    """Make a draft. `mends`: the issued paper this letter corrects. One paper of a kind is under way at a time.

    Raises Refused "no-request", "not-allowed", "no-such-paper", "paper-under-way", "no-subcase", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    may_write(actor, request)
    person = person_of(actor)
    form = form_of(request, kind)
    subcase = subcase_of(request, subcase_id)
    old, said = _mended(request, kind, mends), dict(fields)
    if old is not None:
        said[MENDS] = str(old.pk)
    under_way = Paper.objects.filter(request=request, kind=kind, subcase=subcase, state__in=WORKING)
    if under_way.exists():
        raise Refused("paper-under-way", f"已有一份“{name_of(form)}”在拟稿或者审签中，未新拟。请打开那一份继续办理。")
    paper = Paper(
        request=request, agency=request.agency, subcase=subcase, kind=kind, fields=said, series=form.series,
        title=form.title.replace("{agency}", request.agency.name)[:200], made_by=person, made_at=now,
    )  # fmt: skip
    paper.save(force_insert=True)
    if old is not None:
        PaperMending.objects.create(paper=paper, of=old, made_at=now)
    keep_content(paper, composed_now(paper, day_of(now)))
    paper.save(update_fields=["content", "content_hash", "template_version"])
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before={}, after=said_of(request, paper),
        reason=name_of(form), actor=actor, now=now,
    )  # fmt: skip
    return paper


def _mended(request: Request, kind: str, mends: int | None) -> Paper | None:
    """The issued paper a letter of mending is about; papers of other kinds mend nothing."""
    if kind != MENDING:
        return None
    old = Paper.objects.filter(request=request, pk=mends or 0, state=Paper.State.ISSUED, subcase=None).first()
    if old is None:
        raise Refused("no-paper", "要更正的文书不是这件申请已经发给申请人的文书，未新拟。请从那份文书的页面拟写更正。")
    return old
