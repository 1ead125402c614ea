"""Issue a signed paper: its number, its step in the procedure, both printed forms; from then on nothing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.requests.issuing import doing_for, freeze, give_number, ready, told_of
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Paper
from gongkai.requests.papers import lock_paper, may_write, said_of
from gongkai.requests.reasons import held_for
from gongkai.requests.releasing import hindrance
from gongkai.requests.stepping import step
from gongkai.units.acting import person_of

ACT = "issue_paper"


@action
def issue_paper(
    paper_id: int, on: date, *, length: int | None = None, until: date | None = None, approved_by: str = "",
    held: frozenset[str] = frozenset(), actor: Actor, now: datetime,
) -> Paper:  # fmt: skip
    """`on` is the day it goes out. What the paper sets (a period, a last day) is read from it where not given.

    Raises Refused "no-paper", "not-allowed", "not-signed", "day-ahead", "issued-before-signed", "content-changed",
    "not-previewed", "release-hindered", and those of the gate.
    """
    request, paper = lock_paper(paper_id)
    may_write(actor, request)
    person, before = person_of(actor), said_of(request, paper)
    ready(paper, on, now)
    hindrance(request, paper)
    give_number(paper, on)
    doing = replace(doing_for(request, paper, length, until, approved_by, on), held=held | held_for(request))
    if doing.act:
        step(request, doing, actor=actor, person=person, now=now)
    freeze(paper, on, now)
    told_of(request, paper, on, person, now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=said_of(request, paper),
        reason=f"发出 {paper.number or paper.title}"[:200], actor=actor, now=now,
    )  # fmt: skip
    return paper
