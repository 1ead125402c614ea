"""Why the last day of a request is what it is, in short: for the applicant's card."""

from __future__ import annotations

from typing import Any

from gongkai.law.errors import LawError
from gongkai.requests import clocks
from gongkai.requests.models import ClockMove, Request


def why_due(request: Request) -> dict[str, Any]:
    """`sentence`: how the day was counted; `moved`: how a new calendar last moved it. Empty where nothing runs."""
    clock = clocks.leading_clock(request)
    if clock is None or clock.closed_on is not None:
        return {"sentence": "", "moved": ""}
    try:
        sentence = clocks.answer(clock).sentence
    except LawError:
        # The day stands as it was computed; the desk is shown the fault.
        sentence = ""
    moved = ClockMove.objects.filter(clock=clock).exclude(before=None).order_by("-id").first()
    return {"sentence": sentence, "moved": moved.sentence if moved else ""}
