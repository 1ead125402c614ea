"""Give a person a one-time password in place of one forgotten."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.authority import chain_of, locked, require_over, subject
from gongkai.units.passwords import one_time_password, set_password
from gongkai.units.powers import MANAGE_PEOPLE


@action
def reset_password(*, person_id: int, reason: str, actor: Actor, now: datetime) -> str:
    """The one-time password, told once; it must be changed at the first sign-in. All sessions of the person end.

    A second factor stays: with the password alone the administrator cannot sign in for him. Raises Refused for
    oneself, without a reason, for one who has left.
    """
    person = locked(person_id)
    require_over(actor, MANAGE_PEOPLE, person, now.astimezone(BEIJING).date(), "重置密码")
    if not reason.strip():
        raise Refused("no-reason", "没有写明重置密码的理由，未执行。")
    if not person.is_active:
        raise Refused("person-left", f"{person.name} 已离任，未重置。")
    password = one_time_password()
    set_password(person, password, must_change=True, now=now)
    person.session_epoch += 1
    person.save(update_fields=["session_epoch"])
    journal.write(
        chain_of(person),
        act="reset_password",
        subject=subject(person),
        before={},
        after={"must_change_password": True},
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return password
