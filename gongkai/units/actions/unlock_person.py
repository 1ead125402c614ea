"""Take off the lock that wrong passwords have put on a login."""

from __future__ import annotations

from datetime import datetime

from axes.utils import reset

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.authority import chain_of, locked, require_over, subject
from gongkai.units.powers import MANAGE_PEOPLE


@action
def unlock_person(*, person_id: int, reason: str, actor: Actor, now: datetime) -> int:
    """Forget the failed sign-ins of the login; gives how many rows were taken away. Raises Refused for oneself."""
    person = locked(person_id)
    require_over(actor, MANAGE_PEOPLE, person, now.astimezone(BEIJING).date(), "解除锁定")
    removed = int(reset(username=person.login))
    journal.write(
        chain_of(person),
        act="unlock_person",
        subject=subject(person),
        before={"failures": removed},
        after={"failures": 0},
        reason=reason.strip() or "解除锁定",
        actor=actor,
        now=now,
    )
    return removed
