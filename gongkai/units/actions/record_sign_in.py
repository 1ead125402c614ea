"""What happened at the door: signed in, failed, locked, signed out. Each is a row of the chain “sign-in”."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.units.authority import locked, subject
from gongkai.units.models import Person

CHAIN = "sign-in"
# Nobody has signed in yet when a sign-in fails: the door itself reports it.
DOOR = Actor("sign-in", "登录")


@action
def record_sign_in(*, person_id: int, how: str, address: str, actor: Actor, now: datetime) -> Person:
    """The person signed in; `how` names the means (password, identity, passkey, totp …), comma between."""
    person = locked(person_id)
    _write("sign_in", person, {"how": how, "address": address}, "", actor, now)
    return person


@action
def record_failed_sign_in(*, login: str, why: str, address: str, actor: Actor, now: datetime) -> None:
    """Somebody failed to sign in. A login that nobody has is not written down: it may be a password typed too high."""
    person = Person.objects.filter(login=login).first()
    _write("fail_sign_in", person, {"why": why, "address": address}, "", actor, now)


@action
def record_lock_out(*, login: str, until: str, address: str, actor: Actor, now: datetime) -> None:
    """The login is locked until the moment given as text."""
    person = Person.objects.filter(login=login).first()
    _write("lock_out", person, {"until": until, "address": address}, "连续登录失败", actor, now)


@action
def record_sign_out(*, person_id: int, why: str, actor: Actor, now: datetime) -> None:
    """The person signed out, or was signed out after a time without work."""
    person = Person.objects.get(pk=person_id)
    _write("sign_out", person, {}, why, actor, now)


def _write(act: str, person: Person | None, after: dict[str, str], reason: str, actor: Actor, now: datetime) -> None:
    named = subject(person) if person is not None else "person unknown"
    journal.write(CHAIN, act=act, subject=named, before={}, after=after, reason=reason, actor=actor, now=now)
