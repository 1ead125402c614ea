"""Sign a person out everywhere at once: by himself, or by an administrator who saw something wrong."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.acting import PERSON
from gongkai.units.authority import chain_of, locked, require_over, subject
from gongkai.units.models import Person
from gongkai.units.powers import MANAGE_PEOPLE


@action
def end_sessions(*, person_id: int, reason: str, actor: Actor, now: datetime) -> Person:
    """Every session of the person is void from now on. Raises Refused for another's without the power."""
    person = locked(person_id)
    if actor.id != PERSON + person.login:
        require_over(actor, MANAGE_PEOPLE, person, now.astimezone(BEIJING).date(), "结束登录")
    before = person.session_epoch
    person.session_epoch = before + 1
    person.save(update_fields=["session_epoch"])
    journal.write(
        chain_of(person),
        act="end_sessions",
        subject=subject(person),
        before={"session_epoch": before},
        after={"session_epoch": before + 1},
        reason=reason.strip() or "在所有设备退出",
        actor=actor,
        now=now,
    )
    return person
