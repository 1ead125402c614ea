"""A person chooses a new password for himself."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.units.acting import PERSON
from gongkai.units.authority import chain_of, locked, subject
from gongkai.units.models import Person
from gongkai.units.passwords import set_password


@action
def change_password(*, person_id: int, password: str, actor: Actor, now: datetime) -> Person:
    """Set it; the rules were checked by the form. Raises Refused for another person's account."""
    person = locked(person_id)
    if actor.id != PERSON + person.login:
        raise Refused("not-own-account", "只能更改自己的密码，未执行。")
    set_password(person, password, must_change=False, now=now)
    journal.write(
        chain_of(person),
        act="change_password",
        subject=subject(person),
        before={},
        after={},
        reason="本人更改密码",
        actor=actor,
        now=now,
    )
    return person
