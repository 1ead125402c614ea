"""The ticket of a public form: its secret, made by us and bound to its time; and the small puzzle that goes with it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from gongkai.portal.limits import minutes_to_wait

SALT = "gongkai.portal.form"
# A form left open over a night may still be sent; what was written is kept in any case.
OPEN_SECONDS = 24 * 3600
LONGEST_ANSWER = 20


@dataclass(frozen=True, slots=True)
class Ticket:
    """A form that somebody has before him. `form` is its secret, `signed` what stands in the page."""

    form: str
    signed: str

    @property
    def bits(self) -> int:
        """How many leading bits of the puzzle's hash must be nought."""
        return int(settings.PUZZLE_BITS)


def new_ticket(kind: str) -> Ticket:
    """A ticket for a new form of that kind."""
    form = secrets.token_hex(16)
    return Ticket(form, signing.dumps([kind, form], salt=SALT))


def ticket_of(kind: str, signed: str) -> Ticket | None:
    """The ticket that came back with a form; None for one that is forged, of another kind, or too old."""
    try:
        said, form = signing.loads(signed, salt=SALT, max_age=OPEN_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Ticket(str(form), signed) if said == kind else None


def solved(ticket: Ticket, answer: str) -> bool:
    """Whether the answer solves the form's puzzle: SHA-256 of form and answer begins with enough noughts."""
    if not ticket.bits:
        return True
    if not answer.isdigit() or len(answer) > LONGEST_ANSWER:
        return False
    drawn = int.from_bytes(sha256(f"{ticket.form}:{answer}".encode()).digest(), "big")
    return drawn >> (256 - ticket.bits) == 0


def minutes_for(request: HttpRequest, ticket: Ticket, answer: str, now: datetime) -> int:
    """0 when the form may be sent now, else the minutes to wait: only who solved nothing is ever asked to."""
    if solved(ticket, answer):
        return 0
    return minutes_to_wait(request, now, what="form", limit=settings.FORMS_PER_HOUR)
