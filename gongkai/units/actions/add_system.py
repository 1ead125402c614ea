"""Link an office system of an agency, with a key of its own."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.models import Agency, OfficeSystem
from gongkai.units.powers import MANAGE_SYSTEMS
from gongkai.units.systems import subject_of, system_facts
from gongkai.units.systems_keys import NewKey, hash_of, new_key, new_prefix

ACT = "add_system"


@action
def add_system(*, agency: Agency, name: str, ends: date | None = None, actor: Actor, now: datetime) -> NewKey:
    """The system may hand over documents of `agency` from today until the day before `ends` (None: until revoked).

    The key is in the answer and nowhere else. Raises Refused "system-name", "system-name-taken", "system-ends",
    "agency-ended".
    """
    require(actor, MANAGE_SYSTEMS, agency.code, "接入办公系统")
    on, name = now.astimezone(BEIJING).date(), name.strip()
    if not name or len(name) > 100:
        raise Refused("system-name", "系统名称要填写，不超过 100 字，未接入。")
    if OfficeSystem.objects.filter(agency=agency, name=name, ends=None).exists():
        raise Refused("system-name-taken", f"{agency.short}已接入“{name}”，未接入。密钥泄露或者遗失的，更换密钥即可。")
    if ends is not None and ends <= on:
        raise Refused("system-ends", f"停用日期 {ends} 不晚于今天，未接入。请改填以后的日期，或者留空。")
    if agency.ends is not None and agency.ends <= on:
        raise Refused("agency-ended", f"{agency.name}已于 {agency.ends} 撤销或者更名，未接入。请在承继单位接入。")
    prefix = new_prefix()
    key = new_key(prefix)
    made = OfficeSystem.objects.create(
        agency=agency, name=name, prefix=prefix, key_hash=hash_of(key), begins=on, ends=ends
    )
    journal.write(
        agency.code,
        act=ACT,
        subject=subject_of(made),
        before={},
        after=system_facts(made),
        reason="接入办公系统",
        actor=actor,
        now=now,
    )
    return NewKey(made, key)
