"""End the consultation of another agency: its opinion came, or its limit passed and the law says what that means."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.ending import end_letter, lapse_silently, last_day
from gongkai.requests.locking import subject_of
from gongkai.requests.models import SubCase
from gongkai.requests.subcases import kind_of, lock_subcase, subcase_facts
from gongkai.units.acting import person_of

ACT = "close_agency_opinion"


@action
def close_agency_opinion(
    subcase_id: int, *, words: str = "", seen: int | None = None, actor: Actor, now: datetime
) -> SubCase:  # fmt: skip
    """End it. Silence past the limit is consent of a co-maker (条例第三十四条) and nothing of another agency; the law's
    rows decide which. The reply clock goes on from the day the opinion came, at the latest from the limit's last day.

    Raises Refused "no-subcase", "wrong-kind", "not-open", "still-time", "not-allowed".
    """
    request, subcase = lock_subcase(subcase_id, seen)
    before, today, kind = subcase_facts(subcase), day_of(now), kind_of(subcase)
    person = person_of(actor)
    if kind.findings or not kind.letter:
        raise Refused("wrong-kind", f"“{kind.label}”不能这样办结，未执行。请在该项的页面上办理。")
    if subcase.state != SubCase.State.OPEN:
        raise Refused("not-open", "这项征求不在待答复，未办结。请刷新后查看。")
    on = last_day(subcase, today)
    if subcase.answered_on is None:
        lapse_silently(subcase, today)
    else:
        subcase.state = SubCase.State.ANSWERED
    subcase.finding = words.strip()
    end_letter(request, subcase, on, actor=actor, person=person, now=now, act=ACT)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=subcase_facts(subcase),
        reason=kind.label, actor=actor, now=now,
    )  # fmt: skip
    return subcase
