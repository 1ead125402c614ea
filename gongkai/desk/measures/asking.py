"""What an address asks of figures: unit, period, form, with those below or not."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from gongkai.kit.who import Actor
from gongkai.law.filing_schedule import Span
from gongkai.law.formats import formats
from gongkai.statistics.reads_measures import Asked, asked_for

DIGITS = 4


def asked_in(request: HttpRequest, actor: Actor, on: date) -> Asked:
    """What the address asks; without a period the year of today. Raises Refused, UnknownLaw."""
    said = request.GET
    when = period_of(said.get("period", ""), on)
    below = "unit" not in said or said.get("below") == "1"
    return asked_for(actor, said.get("unit", ""), when, said.get("form", ""), below=below, on=on)


def period_of(text: str, on: date) -> tuple[str, int, int]:
    """`quarter:2025:3` in its parts; the year of today for anything else."""
    kind, _, rest = text.partition(":")
    year, _, number = rest.partition(":")
    if kind and year.isdecimal() and len(year) == DIGITS and number.isdecimal() and len(number) < DIGITS:
        return kind, min(max(int(year), first_year()), on.year), int(number)
    return "year", on.year, 0


def code_of(span: Span) -> str:
    """A period as addresses name it."""
    return f"{span.kind.code}:{span.year}:{span.number}"


def query_of(asked: Asked, **more: str) -> str:
    """The address's query that asks the same again."""
    said = {"unit": asked.agency.code, "period": code_of(asked.span), "form": asked.form.id}
    return urlencode(said | ({"below": "1"} if asked.below else {}) | more)


def first_year() -> int:
    """The first year of which a form is known."""
    return min(form.first_year for form in formats().values())
