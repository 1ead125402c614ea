"""A decision of a court is appealed, or the case it sent back is heard anew: one more instance of the same case."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.decide import LITIGATION
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.disputes import PENDING
from gongkai.units.acting import person_of

ACT = "appeal_dispute"


@action
def appeal_dispute(
    dispute_id: int, on: date, body: str, *, ours: bool, case_number: str = "", seen: int | None = None, actor: Actor,
    now: datetime,
) -> Dispute:  # fmt: skip
    """The new instance. `ours`: the agency appeals, which it may do only in time; of another's lateness the court
    decides. Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "no-appeal", "appealed",
    "effective-already", "appeal-late", "no-body", "day-wrong".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.DECIDED)
    again = dispute.outcome == PENDING
    _possible(dispute, on, ours, again, now)
    if not body.strip():
        raise Refused("no-body", "没有填写人民法院的名称，未登记。请补填。")
    for rule in ("appeal", "appeal_ruling"):
        timing.close(dispute, rule, on, ACT, person, now)
    keep(dispute, ACT, on, before, "重新审理" if again else "上诉", person=person, actor=actor, now=now, ours=ours)
    new = Dispute(
        request=dispute.request, agency=dispute.agency, kind=LITIGATION, after=dispute.after, appeals=dispute,
        instance=1 if again else dispute.instance + 1, body=body.strip()[:200], case_number=case_number.strip()[:100],
        about=dispute.about, claim=dispute.claim, filed_on=on, handler=dispute.handler, made_by=person, made_at=now,
        version=0,
    )  # fmt: skip
    new.save(force_insert=True)
    return keep(new, ACT, on, {}, "重新审理" if again else "上诉", person=person, actor=actor, now=now, ours=ours)


def _possible(dispute: Dispute, on: date, ours: bool, again: bool, now: datetime) -> None:
    if dispute.kind != LITIGATION or (dispute.instance > 1 and not again):
        raise Refused("no-appeal", "复议决定和第二审裁判不能上诉，未登记。对复议决定不服的，登记复议后的诉讼。")
    if Dispute.objects.filter(appeals=dispute).exists():
        raise Refused("appealed", "已经登记过上诉或者重新审理，未重复登记。请打开那一件案件。")
    if dispute.effective_on is not None and not again:
        raise Refused("effective-already", "裁判已经生效，不能上诉，未登记。")
    possible_day(on, now, dispute.decided_on, "上诉或者重新立案的日期")
    clock = next((one for rule in ("appeal", "appeal_ruling") if (one := timing.running(dispute, rule))), None)
    if ours and clock is not None and clock.due_on is not None and on > clock.due_on:
        raise Refused("appeal-late", f"上诉期限已于 {clock.due_on.isoformat()} 届满，本机关不能再上诉，未登记。")
