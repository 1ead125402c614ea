"""What the office found on a request beyond reasonable number or frequency, and what follows (条例第三十五条)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from gongkai.requests.models import ReasonJudgement, Request

# The condition of the procedure for telling a delayed day.
TOO_MANY_IN_TIME = "too_many_in_time"


def judgement_of(request: Request) -> ReasonJudgement | None:
    """The finding that stands: the latest."""
    return ReasonJudgement.objects.filter(request=request).order_by("-id").first()


def held_for(request: Request) -> frozenset[str]:
    """The conditions of the procedure that the finding makes true: reasonable, but not to be done in time."""
    found = judgement_of(request)
    delayed = found is not None and found.reasonable and not found.feasible_in_time
    return frozenset({TOO_MANY_IN_TIME}) if delayed else frozenset()


def found_unreasonable(request: Request) -> bool:
    """Whether the matter may be decided as one that is not processed for its number or frequency."""
    found = judgement_of(request)
    return found is not None and not found.reasonable


def counts_of(request: Request) -> dict[str, Any]:
    """What the finding rests on: how many requests the same person made to this unit on the day, in the month
    and in the year in which this one came, and how many of them are open."""
    same = Q(identity_index=request.identity_index) if request.identity_index else Q(name_index=request.name_index)
    rows = Request.objects.filter(same, agency=request.agency, law_day__year=request.law_day.year)
    rows = rows.exclude(state="void")
    return rows.aggregate(
        day=Count("id", filter=Q(law_day=request.law_day)),
        month=Count("id", filter=Q(law_day__month=request.law_day.month)),
        year=Count("id"),
        open=Count("id", filter=Q(closed_on=None)),
    )
