"""A person leaves: his duties end, his open work goes over, his sessions and keys end. The row stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.actions.end_duty import close, hold_administrators, keep_an_administrator
from gongkai.units.authority import chain_of, locked, require_over, subject
from gongkai.units.handing_over import Ended, pass_on
from gongkai.units.models import Duty, Person
from gongkai.units.open_work import held_by
from gongkai.units.powers import MANAGE_PEOPLE
from gongkai.units.writing import written


@action
def end_person(*, person_id: int, reason: str, receivers: Sequence[Person] = (), actor: Actor, now: datetime) -> Ended:
    """From now on the person cannot sign in; every duty ends today and all open work moves in the same transaction.

    Raises Refused for oneself, without a reason, for one who has left, for the last administrator of a kind, and
    "open-work" while there are open items that no named receiver can take over.
    """
    today = now.astimezone(BEIJING).date()
    person = locked(person_id)
    require_over(actor, MANAGE_PEOPLE, person, today, "办理离任")
    if not reason.strip():
        raise Refused("no-reason", "没有写明离任的理由，未办理。")
    if not person.is_active:
        raise Refused("person-left", f"{person.name} 已于 {person.ends} 离任，未重复办理。")
    hold_administrators()
    duties = list(Duty.objects.select_for_update().select_related("agency").filter(person=person, ends=None))
    for duty in duties:
        keep_an_administrator(duty, today)
    items = held_by(person)
    passed = pass_on(person, items, receivers, reason=reason, on=today, actor=actor, now=now)
    for duty in duties:
        close(duty, max(today, duty.begins), reason, actor, now)
    person.is_active, person.ends = False, today
    person.session_epoch += 1
    person.save(update_fields=["is_active", "ends", "session_epoch"])
    journal.write(
        chain_of(person),
        act="end_person",
        subject=subject(person),
        before={"active": True, "ends": ""},
        after={"active": False, "ends": written(today), "passed": [f"{one.receiver} {one.count}" for one in passed]},
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return Ended(tuple(duty.kind for duty in duties), passed)
