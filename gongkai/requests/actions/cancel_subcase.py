"""Take a sub-case back: no longer needed, or opened by mistake."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.allowing import handles
from gongkai.requests.ending import end_letter, last_day
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Paper, SubCase
from gongkai.requests.subcases import kind_of, lock_subcase, subcase_facts, tell_asked
from gongkai.units.acting import person_of

ACT = "cancel_subcase"


@action
def cancel_subcase(
    subcase_id: int, reason: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> SubCase:  # fmt: skip
    """Cancel it with its reason. A letter that is out ends the pause today, at the latest on the limit's last day.

    Raises Refused "no-subcase", "not-open", "no-reason", "letter-under-way", "not-allowed".
    """
    request, subcase = lock_subcase(subcase_id, seen)
    before, today, kind = subcase_facts(subcase), day_of(now), kind_of(subcase)
    handles(actor, request.agency.code, "取消会商和交办")
    if subcase.state not in (SubCase.State.DRAFT, SubCase.State.OPEN):
        raise Refused("not-open", "这项已经办结，不能取消。")
    if not reason.strip():
        raise Refused("no-reason", "没有写明取消的原因，未取消。请补写。")
    alive = (Paper.State.DRAFT, Paper.State.IN_REVIEW, Paper.State.SIGNED)
    if subcase.state == SubCase.State.DRAFT and subcase.papers.filter(state__in=alive).exists():
        raise Refused("letter-under-way", "这项的函已经拟稿或者送审，未取消。请先在“文书”中作废该函。")
    was_out = subcase.state == SubCase.State.OPEN
    subcase.state, subcase.finding = SubCase.State.CANCELLED, reason.strip()
    end_letter(request, subcase, last_day(subcase, today), actor=actor, person=person_of(actor), now=now, act=ACT)
    if was_out:
        tell_asked(subcase, f"已取消：{kind.label}", now, reason.strip())
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=subcase_facts(subcase),
        reason=reason.strip()[:200], actor=actor, now=now,
    )  # fmt: skip
    return subcase
