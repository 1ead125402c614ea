"""End the consultation of a third party with the agency's own findings (条例第三十二条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.decide_subcase import findings_missing
from gongkai.requests.ending import end_letter, lapse_silently, last_day
from gongkai.requests.locking import subject_of
from gongkai.requests.models import SubCase
from gongkai.requests.subcases import kind_of, lock_subcase, subcase_facts
from gongkai.units.acting import person_of

ACT = "close_third_party"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the agency finds. `reasonable`: release would harm the third party's lawful rights, his reasons hold;
    `public_interest`: withholding would gravely harm the public interest. None: not found; `words` are the reasons."""

    reasonable: bool | None = None
    public_interest: bool | None = None
    words: str = ""


@action
def close_third_party(
    subcase_id: int, found: Findings, *, seen: int | None = None, actor: Actor, now: datetime
) -> SubCase:  # fmt: skip
    """End it: answered, or silent past the limit, which leaves the decision to the agency. The reply clock goes on from
    the day the opinion came, at the latest from the last day of the limit. After a late opinion: find anew.

    Raises Refused "no-subcase", "wrong-kind", "not-open", "still-time", "findings-missing", "not-allowed".
    """
    request, subcase = lock_subcase(subcase_id, seen)
    before, today, kind = subcase_facts(subcase), day_of(now), kind_of(subcase)
    person = person_of(actor)
    if not kind.findings:
        raise Refused("wrong-kind", f"“{kind.label}”不作第三方权益的认定，未办结。")
    anew = subcase.state == SubCase.State.LAPSED and subcase.answered_on is not None and not subcase.finding
    if subcase.state != SubCase.State.OPEN and not anew:
        raise Refused("not-open", "这项征求不在待答复，未办结。请刷新后查看。")
    on = last_day(subcase, today)
    if anew:
        pass
    elif subcase.answered_on is None:
        lapse_silently(subcase, today)
    else:
        subcase.state = SubCase.State.ANSWERED
    if said := findings_missing(
        kind, subcase.answer, found.reasonable, found.public_interest, found.words, request.law_day
    ):  # fmt: skip
        raise Refused("findings-missing", said)
    subcase.reasonable, subcase.public_interest = found.reasonable, found.public_interest
    subcase.finding = found.words.strip()
    end_letter(request, subcase, on, actor=actor, person=person, now=now, act=ACT)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=subcase_facts(subcase),
        reason=kind.label, actor=actor, now=now,
    )  # fmt: skip
    return subcase
