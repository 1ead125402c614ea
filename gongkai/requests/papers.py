"""One paper held still for one act: its form, its chain of ranks, its content composed from today's rows, its gate.

The composed content names the addressee, so it is kept sealed on the row; the hash stands open and binds everything.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.kit.action import Refused, require
from gongkai.kit.private import open_sealed, seal
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.paper_chains import needs_review, paper_steps, usual_chain
from gongkai.law.paper_forms import PaperForm, paper_form
from gongkai.requests.composing import Composed, compose
from gongkai.requests.locking import facts_of, lock_request
from gongkai.requests.models import Paper, PaperChain, Request, SubCase
from gongkai.requests.stepping import table_of
from gongkai.units.powers import HANDLE_REQUESTS

SERVING = "serve_"
SIGNATURE = "paper_signed"
REPLY, MENDING = "reply", "mending_letter"
WORKING = (Paper.State.DRAFT, Paper.State.IN_REVIEW, Paper.State.SIGNED)


def lock_paper(paper_id: int) -> tuple[Request, Paper]:
    """The request, then its paper, both held until the transaction ends. Raises Refused "no-paper"."""
    known = Paper.objects.filter(pk=paper_id).values_list("request_id", flat=True).first()
    if known is None:
        raise Refused("no-paper", "没有这份文书，未执行。请从申请的文书栏重新打开。")
    request = lock_request(known)
    rows = Paper.objects.select_for_update(of=("self",)).select_related("agency", "subcase", "submitted_by", "made_by")
    paper = rows.get(pk=paper_id)
    paper.request = request
    return request, paper


def form_of(request: Request, kind: str) -> PaperForm:
    """The form of that kind for the day the request came. Raises Refused "no-such-paper"."""
    try:
        return paper_form(kind, request.law_day)
    except LawError as error:
        raise Refused("no-such-paper", error.sentence) from error


def may_write(actor: Actor, request: Request) -> None:
    """Raise Refused unless the actor handles requests of that unit."""
    require(actor, HANDLE_REQUESTS, request.agency.code, "拟写和发出依申请公开文书")


def composed_now(paper: Paper, on: date) -> Composed:
    """The paper's content from today's rows. Raises Refused with the law's own sentence."""
    try:
        return compose(paper, on=on)
    except LawError as error:
        raise Refused(error.code, error.sentence) from error


def keep_content(paper: Paper, found: Composed) -> None:
    """Put the content on the row, sealed, with its hash."""
    paper.content, paper.content_hash = {"sealed": seal(found.content)}, found.hash
    paper.template_version = int(found.content.get("template", 0))


def content_of(paper: Paper) -> dict[str, Any]:
    """The content in the clear, for printing and for those who may read it; empty where none was composed yet."""
    sealed = paper.content.get("sealed", "")
    opened: dict[str, Any] = open_sealed(sealed) if sealed else {}
    return opened


def chain_for(request: Request, kind: str, on: date) -> list[dict[str, str]]:
    """The ranks a paper of that kind passes now: the unit's own, else the usual; those that only judge what is
    withheld are left out where nothing is."""
    if not needs_review(kind):
        return []
    group = form_of(request, kind).group
    known = {one.step: one for one in paper_steps(group, on)}
    own = PaperChain.objects.filter(agency=request.agency, group=group).first()
    steps = [known[one["step"]] for one in own.steps if one["step"] in known] if own else usual_chain(group, on)
    hidden = withheld(request)
    return [
        {"step": one.step, "duty": one.duty, "label": one.label, "approves": one.approves}
        for one in steps
        if hidden or not one.withheld
    ]


def withheld(request: Request) -> bool:
    """Whether anything asked for is kept back under articles 14 to 16, wholly or in part."""
    return any(one.severed or one.decision == "refuse" for one in request.items.all())


def gate_of(request: Request, kind: str) -> str:
    """The act of the procedure that issuing such a paper is, empty where issuing changes nothing.

    That is the act whose document it is and which asks for a signed paper. After the procedure has ended without a
    reply, the paper that says so is issued without one.
    """
    table = table_of(request)
    gates = {step.act for step in table.steps if SIGNATURE in step.needs}
    act = next((one.code for one in table.acts.values() if one.document == kind and one.code in gates), "")
    return "" if act and request.state == "ended" and not table.steps_for(request.state, act) else act


def serving_of(request: Request, kind: str) -> str:
    """The act of the procedure that serving such a paper is, empty for those whose service moves nothing."""
    act = SERVING + kind
    return act if act in table_of(request).acts else ""


def said_of(request: Request, paper: Paper) -> dict[str, Any]:
    """What the journal holds of a request and one paper: nothing that tells who the applicant is."""
    return facts_of(request) | {
        "paper": paper.pk or 0, "kind": paper.kind, "paper_state": paper.state, "paper_number": paper.number,
        "round": paper.round, "position": paper.position, "hash": paper.content_hash,
    }  # fmt: skip


def subcase_of(request: Request, subcase_id: int | None) -> SubCase | None:
    """The sub-case of that request, or None for none. Raises Refused "no-subcase"."""
    if subcase_id is None:
        return None
    found = SubCase.objects.filter(request=request, pk=subcase_id).first()
    if found is None:
        raise Refused("no-subcase", "这件申请没有这个子事项，未执行。请从会商与征求意见栏重新打开。")
    return found
