"""How a request ends: the closing follows from the table and the decisions, and is counted in one leaf, once."""

from __future__ import annotations

from datetime import date

from gongkai.kit.action import Refused
from gongkai.law.errors import LawError
from gongkai.law.procedure import ProcedureStep
from gongkai.requests import clocks
from gongkai.requests.models import Request, StepTaken
from gongkai.requests.outcome import Closing, closing_for, closing_of


def close(
    request: Request, taken: ProcedureStep, on: date, row: StepTaken, *,
    given: Closing | None = None, in_time: bool | None = None,
) -> Closing:  # fmt: skip
    """Write the closing onto the step's row, and onto the request where it counts. The clocks are closed already.

    Decided anew in a later year than it was first closed, a request stays counted where it was: its report has gone out
    (docs/decisions/D-264). Raises Refused "no-outcome" or "outcome-differs".
    """
    found = _closing(request, taken, on)
    if given is not None and given != found:
        raise Refused("outcome-differs", "写明的办理结果与各项处理决定不一致，不能办结。请刷新后重新办理。")
    timely = _in_time(request, on) if in_time is None else in_time
    counts = request.closed_on is None or request.closed_on.year >= on.year
    for kept in (row, request) if counts else (row,):
        kept.decision, kept.ground, kept.severed, kept.leaf = found.decision, found.ground, found.severed, found.leaf
        kept.in_time = timely
    row.counted = counts
    if counts:
        request.closed_on = on
    return found


def _closing(request: Request, taken: ProcedureStep, on: date) -> Closing:
    try:
        return closing_for(taken.decision, on) if taken.decision else closing_of(list(request.items.all()), on)
    except LawError as error:
        raise Refused("no-outcome", f"不能办结：{error.sentence}") from error


def _in_time(request: Request, on: date) -> bool | None:
    """Whether the last day had not passed; None where no clock of the agency ever ran."""
    clock = request.clocks.filter(rule__in=clocks.LEADING).order_by("-id").first()
    return None if clock is None else clock.due_on is None or on <= clock.due_on
