"""A request taken along its way through the gate, with papers that are signed as far as the gate looks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.records.tests.making import people
from gongkai.requests.models import Paper, Request
from gongkai.requests.stepping import Doing, step
from gongkai.requests.tests.making import RECEIVED, at, by

HASH = "a" * 64


def a_paper(request: Request, kind: str, state: str = "signed") -> Paper:
    """A paper that was signed on its content, with no signing day of its own."""
    return Paper.objects.create(
        request=request, agency=request.agency, kind=kind, title=kind, state=state, content_hash=HASH,
        signed_hash=HASH, made_by=people(request.agency)["disclosure_office"], made_at=at(request.law_day),
    )  # fmt: skip


def issued(paper: Paper, on: date) -> Paper:
    """The paper as it stands once it has gone out."""
    paper.state, paper.issued_on, paper.pdf, paper.word = Paper.State.ISSUED, on, HASH, HASH
    paper.save()
    return paper


def go(request: Request, act: str, on: date, duty: str = "disclosure_office", **said: Any) -> Request:
    """One step through the gate on that day."""
    fresh = Request.objects.get(pk=request.pk)
    who = by(fresh.agency, duty, max(on, RECEIVED))
    with transaction.atomic():
        step(fresh, Doing(act, on, **said), actor=who, person=None, now=at(on))
    return fresh


def corrected_notice_out(request: Request, on: date, length: int = 10) -> Request:
    """A correction notice issued and served that day."""
    paper = a_paper(request, "correction_notice")
    go(request, "issue_correction_notice", on, paper=paper)
    return go(request, "serve_correction_notice", on, paper=issued(paper, on), length=length)


def reasons_asked(request: Request, on: date, length: int = 5) -> Request:
    """Reasons asked for and the asking served that day."""
    paper = a_paper(request, "reason_request")
    go(request, "issue_reason_request", on, paper=paper)
    return go(request, "serve_reason_request", on, paper=issued(paper, on), length=length)


def paused(request: Request, sent: date, answered: date | None, ref: str = "s1") -> Request:
    """A third party asked, and its answer."""
    asked = go(request, "consult_third_party", sent, paper=a_paper(request, "third_party_consultation"), ref=ref)
    return asked if answered is None else go(asked, "receive_third_party_opinion", answered, ref=ref)


def decided(request: Request, decision: str = "does_not_exist", ground: str = "") -> Request:
    """Every matter decided alike."""
    request.items.update(decision=decision, ground=ground)
    return request


def replied(request: Request, on: date) -> Request:
    """Decided, issued and served that day."""
    paper = a_paper(decided(request), "reply")
    go(request, "issue_reply", on, paper=paper)
    return go(request, "serve_reply", on, paper=issued(paper, on))
