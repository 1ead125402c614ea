"""What an applicant's card says of the way of his request: what happened, whose turn it is, what he may do."""

from __future__ import annotations

from datetime import date

from gongkai.law.errors import UnknownLaw
from gongkai.law.procedure import PLATFORM, procedure_on
from gongkai.law.told_lines import told_acts, turn_in
from gongkai.requests.models import Request
from gongkai.requests.slot import CORRECTION, MESSAGE, REASONS, WITHDRAWAL

# Which act of the table each kind of word from outside asks for.
ACTS = {CORRECTION: "receive_correction", REASONS: "receive_reasons", WITHDRAWAL: "withdraw"}


def timeline(request: Request) -> list[dict[str, str]]:
    """What happened so far, the oldest first: day and words; what is the office's own business is left out."""
    arrived = {"on": request.law_day.isoformat(), "words": "申请已经提交。"}
    try:
        words = told_acts(request.law_day)
    except UnknownLaw:
        return [arrived]
    steps = [row for row in request.steps.all() if row.act in words]
    return [arrived, *({"on": row.on.isoformat(), "words": words[row.act]} for row in steps)]


def turn(request: Request) -> dict[str, str]:
    """Whose turn it is, until which day and in which words; both empty where no day is fixed. Nothing: nobody's."""
    try:
        line = turn_in(request.state, request.law_day)
    except UnknownLaw:
        return {}
    if line is None:
        return {}
    day = _iso(_last_day(request, line.clocks))
    return {"who": line.who, "words": line.words.replace("{day}", day) if day else "", "on": day}


def possible(request: Request) -> list[str]:
    """What the applicant may hand in now: what the table lets the platform do, and a message."""
    table = procedure_on(request.law_day)
    acts = {act.code for act in table.acts_in(request.state) if PLATFORM in act.by}
    return [kind for kind, act in ACTS.items() if act in acts] + [MESSAGE]


def _last_day(request: Request, rules: tuple[str, ...]) -> date | None:
    running = [one for one in request.clocks.all() if one.rule in rules and one.closed_on is None]
    return max(running, key=lambda one: one.pk).due_on if running else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
