"""What the applicant is told of his request: the state in plain words and the next day that binds the agency."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongkai.kit.private import open_sealed, seal
from gongkai.law.procedure import procedure_on
from gongkai.requests.card_words import possible, timeline, turn
from gongkai.requests.cards import write_card
from gongkai.requests.models import Exchange, Request
from gongkai.requests.why import why_due
from gongkai.units.models import Person

CARD = "card"


def told(request: Request, *, now: datetime) -> None:
    """Write the applicant's card anew."""
    if request.card:
        write_card(request.card, request.sealed_card_key, said_of(request), now)


def said_of(request: Request) -> dict[str, Any]:
    """What stands on the card: plain values only."""
    state = procedure_on(request.law_day).states[request.state]
    return {
        "kind": "request",
        "agency": request.agency.name,
        "unit": request.agency.code,
        "number": request.number,
        "receipt": request.receipt_number,
        "state": request.state,
        "label": state.label,
        "plain": state.plain,
        "subject": request.subject,
        "received_on": request.received_on.isoformat() if request.received_on else "",
        "due_on": request.due_on.isoformat() if request.due_on and state.open else "",
        "clock": request.clock_state if state.open else "",
        "why": why_due(request) if state.open else {"sentence": "", "moved": ""},
        "closed_on": request.closed_on.isoformat() if request.closed_on else "",
        "turn": turn(request),
        "timeline": timeline(request),
        "can": possible(request),
        "messages": [{"at": one.at.isoformat(), "text": open_sealed(one.sealed)["text"]} for one in messages(request)],
    }


def messages(request: Request) -> list[Exchange]:
    """What the office wrote onto the card, the oldest first."""
    return list(request.exchanges.filter(direction=Exchange.Direction.OUT, way=CARD).order_by("at", "id"))


def say(request: Request, text: str, *, person: Person | None, now: datetime) -> None:
    """Write a message to the applicant onto his card; the caller's act is journalled by the caller."""
    Exchange.objects.create(
        request=request, direction=Exchange.Direction.OUT, way=CARD, sealed=seal({"text": text}), at=now,
        made_by=person,
    )  # fmt: skip
    told(request, now=now)
