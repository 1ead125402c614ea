"""Sign the proposed answer, which issues it and ends the matter, or send it back with a reason."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private import open_sealed
from gongkai.kit.private_files import keep_private
from gongkai.kit.who import Actor
from gongkai.law.matters import matter_ending
from gongkai.law.paper_forms import paper_form
from gongkai.requests.composing import rendered
from gongkai.requests.issuing import PAPERS
from gongkai.requests.matters import composed, facts_of, signs, subject_of
from gongkai.requests.models import Matter, MatterPaper
from gongkai.requests.numbering import next_number
from gongkai.requests.paper_settings import number_words
from gongkai.requests.telling_matters import told_matter
from gongkai.units.acting import person_of

ACT, RETURN = "sign_matter_reply", "return_matter_reply"


@action
def sign_matter_reply(paper_id: int, seen_hash: str, *, actor: Actor, now: datetime) -> MatterPaper:
    """Number and freeze it; the matter ends as proposed. Raises Refused "no-paper", "not-allowed", "own-paper",
    "not-now", "changed-meanwhile", "content-changed"."""
    paper = _held(paper_id, actor, now)
    matter, before, on = paper.matter, facts_of(paper.matter), day_of(now)
    if seen_hash != paper.content_hash:
        raise Refused("changed-meanwhile", "你打开之后，拟稿有改动，未签发。请刷新，看过现在的内容再签发。")
    if composed(matter, paper.fields, on).hash != paper.content_hash:
        raise Refused("content-changed", "拟稿之后有关情况有变，拟稿与现在的情况不符，未签发。请退回重拟。")
    form = paper_form(paper.kind, matter.received_on)
    serial = next_number(matter.agency, PAPERS + form.series, on.year)
    paper.number = number_words(matter.agency, form.series, on.year, serial)
    made = rendered(open_sealed(paper.sealed) | {"number": paper.number}, on=on)
    paper.pdf, paper.word = keep_private(made.pdf), keep_private(made.word)
    paper.state, paper.issued_on = MatterPaper.State.ISSUED, on
    paper.signed_by, paper.signed_at = person_of(actor), now
    paper.save()
    chosen = matter_ending(matter.kind, paper.ending, matter.received_on)
    matter.state, matter.found, matter.result = chosen.ends, chosen.code, chosen.label
    matter.orders, matter.orders_due_on = paper.orders, paper.orders_due_on
    matter.save()
    journal.write(
        matter.agency.code, act=ACT, subject=subject_of(matter), before=before,
        after=facts_of(matter) | {"paper": paper.number, "hash": paper.content_hash}, reason="签发答复", actor=actor,
        now=now,
    )  # fmt: skip
    told_matter(matter, now=now)
    return paper


@action
def return_matter_reply(paper_id: int, reason: str, *, actor: Actor, now: datetime) -> MatterPaper:
    """Send it back. Raises Refused "no-paper", "not-allowed", "own-paper", "not-now", "no-reason"."""
    paper = _held(paper_id, actor, now)
    if not reason.strip():
        raise Refused("no-reason", "退回须写明原因，未退回。原因会给拟稿人看。")
    paper.state, paper.reason = MatterPaper.State.RETURNED, reason.strip()[:400]
    paper.save()
    journal.write(
        paper.matter.agency.code, act=RETURN, subject=subject_of(paper.matter), before={},
        after={"hash": paper.content_hash}, reason=paper.reason, actor=actor, now=now,
    )  # fmt: skip
    return paper


def _held(paper_id: int, actor: Actor, now: datetime) -> MatterPaper:
    rows = MatterPaper.objects.select_for_update(of=("self",)).select_related("matter__agency", "matter__against")
    paper = rows.filter(pk=paper_id).first()
    if paper is None:
        raise Refused("no-paper", "没有这份拟稿，未执行。请从列表重新打开。")
    if not signs(actor, paper.matter, day_of(now)):
        raise Refused("not-allowed", f"{actor.name} 在该单位没有签发答复的职责，未执行。请由有签发职责的人员办理。")
    if paper.made_by_id == person_of(actor).pk:
        raise Refused("own-paper", "本人拟写的答复须由他人签发，未执行。")
    if paper.state != MatterPaper.State.PROPOSED or paper.matter.state != Matter.State.HANDLING:
        raise Refused("not-now", "这份拟稿已经签发、退回或者被代替，未执行。请刷新后查看。")
    return paper
