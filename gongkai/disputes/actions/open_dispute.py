"""Write down a reconsideration or a suit against the handling of a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.disputes.decide import LITIGATION, RECONSIDERATION
from gongkai.disputes.locking import WORDS, keep, possible_day
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.dispute_words import subjects
from gongkai.requests.locking import lock_request
from gongkai.requests.models import Request
from gongkai.units.acting import person_of
from gongkai.units.powers import HANDLE_DISPUTES

ACT = "open_dispute"


@dataclass(frozen=True, slots=True)
class Filing:
    """What is known when a case is written down. `about` is a code of law/data/disputes; `after` the reconsideration
    that the suit follows."""

    kind: str
    body: str
    about: str
    filed_on: date
    claim: str = ""
    case_number: str = ""
    after: int | None = None
    summary: bool = False


@action
def open_dispute(request_id: int, filing: Filing, *, actor: Actor, now: datetime) -> Dispute:
    """One case a filing; whether it is admissible is for the body to say, so doubts are shown and refuse nothing.

    Raises Refused "no-request", "not-allowed", "no-kind", "no-body", "no-subject", "day-wrong", "not-after".
    """
    request = lock_request(request_id)
    require(actor, HANDLE_DISPUTES, request.agency.code, WORDS)
    person = person_of(actor)
    check(filing)
    possible_day(filing.filed_on, now, request.law_day, "提出的日期")
    dispute = Dispute(
        request=request, agency=request.agency, kind=filing.kind, after=_after(request, filing), summary=filing.summary,
        body=filing.body.strip()[:200], case_number=filing.case_number.strip()[:100], about=filing.about,
        claim=filing.claim.strip(), filed_on=filing.filed_on, handler=person, made_by=person, made_at=now, version=0,
    )  # fmt: skip
    dispute.save(force_insert=True)
    return keep(dispute, ACT, filing.filed_on, {}, "登记复议诉讼", person=person, actor=actor, now=now)


def check(filing: Filing) -> None:
    """Raise Refused where the filing lacks what every case has."""
    if filing.kind not in (RECONSIDERATION, LITIGATION):
        raise Refused("no-kind", "没有选定是行政复议还是行政诉讼，未登记。请选择。")
    if not filing.body.strip():
        raise Refused("no-body", "没有填写复议机关或者人民法院的名称，未登记。请补填。")
    if filing.about not in subjects():
        raise Refused("no-subject", "没有选定复议诉讼针对哪一项行为，未登记。请选择。")


def _after(request: Request, filing: Filing) -> Dispute | None:
    if filing.after is None:
        return None
    found = Dispute.objects.filter(pk=filing.after, request=request, kind=RECONSIDERATION).first()
    if found is None or filing.kind != LITIGATION or filing.filed_on < found.filed_on:
        raise Refused("not-after", "所选的不是这件申请在先的行政复议，未登记。只有诉讼可以接在复议之后，请重新选择。")
    return found
