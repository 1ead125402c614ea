"""Unlink an office system: its key is worth nothing from this moment."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.models import OfficeSystem
from gongkai.units.powers import MANAGE_SYSTEMS
from gongkai.units.systems import locked_system, subject_of, system_facts

ACT = "revoke_system"


@action
def revoke_system(system_id: int, reason: str, *, actor: Actor, now: datetime) -> OfficeSystem:
    """End the link today. What it handed over stays in the ledger. Raises Refused "system-unknown", "no-reason",
    "system-ended"."""
    system = locked_system(system_id)
    require(actor, MANAGE_SYSTEMS, system.agency.code, "停用办公系统")
    on = now.astimezone(BEIJING).date()
    if not reason.strip():
        raise Refused("no-reason", "停用须写明原因，未停用。")
    if system.ends is not None and system.ends <= on:
        raise Refused("system-ended", f"“{system.name}”已于 {system.ends} 停用，不用再次停用。")
    before = system_facts(system)
    system.ends = on
    system.save(update_fields=["ends"])
    journal.write(
        system.agency.code,
        act=ACT,
        subject=subject_of(system),
        before=before,
        after=system_facts(system),
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return system
