"""Close a period: what was accepted no longer changes, only errata speak."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.filing_schedule import span
from gongkai.statistics.filing_locking import ACCEPT_WORDS, State, subject_of
from gongkai.statistics.filing_tree import tree_of
from gongkai.statistics.models import Filing
from gongkai.units.models import Agency
from gongkai.units.powers import ACCEPT_FILINGS

ACT = "lock_period"


@action
def lock_period(
    receiver_code: str, period: str, year: int, number: int = 0, reason: str = "", *, actor: Actor, now: datetime
) -> int:
    """Lock every accepted filing of the period at that receiver; gives how many were. Where one is still out, `reason`
    says why it is not waited for; it may be locked later by the same act.

    Raises Refused "not-allowed", "none-accepted", "not-all-in".
    """
    require(actor, ACCEPT_FILINGS, receiver_code, ACCEPT_WORDS)
    receiver = Agency.objects.select_for_update().get(code=receiver_code)
    of = span(period, year, number)
    rows = Filing.objects.select_for_update().filter(receiver=receiver, period=period, year=year, number=number)
    found = {(one.agency_id, one.rolled_up): one for one in rows}
    accepted = [one for one in found.values() if one.state == State.ACCEPTED]
    if not accepted:
        raise Refused("none-accepted", f"{of.title}没有已通过、还没有锁定的报表，未锁定。")
    out = [
        agency.short
        for agency, rolled in tree_of(of).expected(receiver.pk)
        if (one := found.get((agency.pk, rolled))) is None or one.state not in (State.ACCEPTED, State.LOCKED)
    ]
    if out and not reason.strip():
        named = "、".join(out[:5]) + (f"等 {len(out)} 个单位" if len(out) > 5 else "")
        raise Refused("not-all-in", f"{named}的报表还没有通过，未锁定。请催报，或者写明不再等待的原因。")
    for one in accepted:
        one.state, one.locked_at, one.version = State.LOCKED, now, one.version + 1
    Filing.objects.bulk_update(accepted, ("state", "locked_at", "version"), batch_size=500)
    journal.write(
        receiver.code, act=ACT, subject=f"period {receiver.code} {period} {year} {number}", before={},
        after={"locked": [subject_of(one) for one in accepted], "out": out}, reason=reason.strip() or "锁定",
        actor=actor, now=now,
    )  # fmt: skip
    return len(accepted)
