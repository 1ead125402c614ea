"""What the two verdicts on a paper share: the facts, the row, and telling who waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.decide_paper import VerdictFacts
from gongkai.requests.models import Paper, PaperReview
from gongkai.requests.papers import composed_now
from gongkai.units.models import Person
from gongkai.units.notices import tell
from gongkai.units.powers import as_duty


def due_step(paper: Paper) -> dict[str, str]:
    """The step that is due, empty where none is."""
    return paper.chain[paper.position] if paper.position < len(paper.chain) else {}


def facts_for_verdict(paper: Paper, actor: Actor, person: Person) -> VerdictFacts:
    """Everything a verdict rests on, as it was submitted."""
    step = due_step(paper)
    return VerdictFacts(
        state=paper.state, submitted=paper.content_hash, seen=paper.content_hash, now=paper.content_hash,
        may=bool(step) and actor.may(as_duty(step["duty"]), paper.agency.code), duty_label=step.get("label", ""),
        person=person.pk, authors=frozenset({paper.made_by_id, paper.submitted_by_id or 0}),
    )  # fmt: skip


def facts_for_passing(paper: Paper, seen_hash: str, actor: Actor, person: Person, now: datetime) -> VerdictFacts:
    """The same with what the person had before him, and the paper composed anew while it is under review.

    Raises Refused where it cannot be composed any more.
    """
    facts = facts_for_verdict(paper, actor, person)
    if paper.state != Paper.State.IN_REVIEW:
        return facts
    return replace(facts, seen=seen_hash, now=composed_now(paper, day_of(now)).hash)


def write_verdict(
    paper: Paper, person: Person, verdict: PaperReview.Verdict, reason: str, now: datetime
) -> PaperReview:  # fmt: skip
    """The row of the verdict, bound to the content that was submitted."""
    step = due_step(paper)
    if paper.submitted_by is None:
        raise Refused("not-in-review", "这份文书没有送审人，不能审签。请退回后重新送审。")
    return PaperReview.objects.create(
        paper=paper, round=paper.round, position=paper.position, step=step["step"], duty=step["duty"], verdict=verdict,
        reason=reason.strip()[:1000], content_hash=paper.content_hash, person=person, submitter=paper.submitted_by,
        at=now,
    )  # fmt: skip


def told_submitter(paper: Paper, title: str, text: str, now: datetime) -> None:
    """Tell the one who submitted it, where he is still there."""
    person = paper.submitted_by
    if person is not None and person.is_active:
        tell(person, f"{title}：{paper.title}", text=text, now=now)
