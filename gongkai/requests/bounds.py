"""On which days an act may lie: never ahead of today, never before what it rests on.

Acts are often written down later than they happened. What came first in fact must come first on the record too: else a
period could be stopped or lengthened after it had ended.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Max

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.requests.models import Paper, Request

# Until here nothing but the arrival bounds the day; the day of receipt is fixed by the channel, not by the act.
BEFORE_RECEIPT = ("arrived", "unconfirmed")


def check_day(request: Request, on: date, paper: Paper | None, now: datetime, *, moves: bool) -> None:
    """Raise Refused "day-ahead" or "day-too-early" where an act cannot have happened that day.

    One that `moves` the request to another state comes after the last that did; others, such as an answer that had come
    before and is written down now, only rest on the receipt, their paper and the ledger.
    """
    if on > day_of(now):
        raise Refused("day-ahead", f"办理日期 {on.isoformat()} 晚于今天，未执行。请填写实际发生的日期。")
    earliest, because = _earliest(request, paper, moves)
    if on < earliest:
        raise Refused(
            "day-too-early",
            f"办理日期 {on.isoformat()} 早于{because}（{earliest.isoformat()}），未执行。请填写实际发生的日期。",
        )


def earliest_day(request: Request) -> date:
    """The first day on which an act without a paper may lie, for the screens."""
    return _earliest(request, None, True)[0]


def _earliest(request: Request, paper: Paper | None, moves: bool) -> tuple[date, str]:
    found = [(request.law_day, "申请到达之日")]
    if request.received_on is not None and request.state not in BEFORE_RECEIPT:
        found.append((request.received_on, "收到申请之日"))
    turns = request.steps.exclude(came_from=F("went_to")).exclude(came_from__in=BEFORE_RECEIPT)
    if moves and (turned := turns.aggregate(last=Max("on"))["last"]) is not None:
        found.append((turned, "上一步办理之日"))
    if paper is not None and paper.signed_at is not None:
        found.append((day_of(paper.signed_at), "文书签发之日"))
    if paper is not None and paper.issued_on is not None:
        found.append((paper.issued_on, "文书发出之日"))
    return max(found)
