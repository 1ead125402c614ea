"""The slot through which things are handed in from outside: which kinds, and what follows from the secret of a form."""

from __future__ import annotations

import hmac
from datetime import date
from hashlib import sha256

from django.conf import settings

from gongkai.requests.numbering import LETTERS

REQUEST, COMPLAINT, RECORD_CORRECTION = "request", "complaint", "record_correction"
CORRECTION, REASONS, WITHDRAWAL, MESSAGE = "correction", "reasons", "withdrawal", "message"
# What is handed in to a matter of one's own, by its card.
ABOUT_CARD = (CORRECTION, REASONS, WITHDRAWAL, MESSAGE)
KINDS = (REQUEST, COMPLAINT, RECORD_CORRECTION, *ABOUT_CARD)
NUMBER_LETTERS, GROUPS = 8, (0, 4, 8)


def token_of(form: str) -> str:
    """The word under which an envelope lies: nobody who reads it learns the form's secret."""
    return sha256(f"gongkai form {form}".encode()).hexdigest()


def nonce_for(token: str) -> str:
    """The nonce by which a sign-in belongs to the form of that envelope's word, and to no other."""
    return sha256(f"gongkai nonce {token}".encode()).hexdigest()


def nonce_of(form: str) -> str:
    """The same from the form's secret."""
    return nonce_for(token_of(form))


def number_of(form: str, on: date) -> str:
    """The receipt number that a form gets on that day; the same form, the same number."""
    return f"{on:%Y%m%d}-" + _letters("number", form, NUMBER_LETTERS)


def code_of(form: str) -> str:
    """The query code of a form, the same however often it is sent; it is kept nowhere."""
    drawn = _letters("code", form, 12)
    return "-".join(drawn[start : start + 4] for start in GROUPS)


def _letters(use: str, form: str, count: int) -> str:
    drawn = hmac.new(settings.SECRET_KEY.encode(), f"gongkai {use} {form}".encode(), sha256).digest()
    number, letters = int.from_bytes(drawn, "big"), ""
    for _ in range(count):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return letters
