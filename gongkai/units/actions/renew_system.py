"""Give an office system another key. It stays the same system: what it handed over before stays its own."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.powers import MANAGE_SYSTEMS
from gongkai.units.systems import locked_system, subject_of, system_facts
from gongkai.units.systems_keys import NewKey, hash_of, new_key

ACT = "renew_system"


@action
def renew_system(system_id: int, reason: str, *, actor: Actor, now: datetime) -> NewKey:
    """The former key is worth nothing from this moment; the new one has the same prefix.

    Raises Refused "system-unknown", "no-reason", "system-ended".
    """
    system = locked_system(system_id)
    require(actor, MANAGE_SYSTEMS, system.agency.code, "更换密钥")
    if not reason.strip():
        raise Refused("no-reason", "更换密钥须写明原因，未更换。")
    if system.ends is not None and system.ends <= now.astimezone(BEIJING).date():
        raise Refused("system-ended", f"“{system.name}”已于 {system.ends} 停用，未更换密钥。需要时重新接入。")
    key = new_key(system.prefix)
    system.key_hash = hash_of(key)
    system.save(update_fields=["key_hash"])
    journal.write(
        system.agency.code,
        act=ACT,
        subject=subject_of(system),
        before=system_facts(system),
        after=system_facts(system),
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return NewKey(system, key)
