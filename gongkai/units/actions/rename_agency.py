"""Give an agency a new name from a day on; the old one stays readable for the days before."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.models import Agency, AgencyName
from gongkai.units.powers import MANAGE_UNITS
from gongkai.units.writing import agency_facts, checked_name, held_agency, tell_of_unit, written


@action
def rename_agency(*, code: str, name: str, short: str, since: date, reason: str, actor: Actor, now: datetime) -> Agency:
    """The agency bears the new name from `since`, a day not after today. What is published keeps the name it bore.

    Raises Refused for the same name, a day to come, or a day not after the last renaming.
    """
    require(actor, MANAGE_UNITS, code, "更改单位名称")
    agency = held_agency(code)
    name, short = checked_name(name, short)
    last = AgencyName.objects.filter(agency=agency).order_by("ends").last()
    begins = last.ends if last is not None else agency.begins
    if not reason.strip():
        raise Refused("no-reason", "没有写明更名依据，未更名。请写明批准更名的文件。")
    if (name, short) == (agency.name, agency.short):
        raise Refused("same-name", f"新名称与现名“{agency.name}”相同，未更名。")
    if since > now.astimezone(BEIJING).date():
        raise Refused("name-in-future", f"更名日期 {since} 未到，未更名。请在当日或以后办理。")
    if begins is not None and since <= begins:
        raise Refused("name-too-early", f"现名自 {begins} 起使用，更名日期须在其后，未更名。")
    before = agency_facts(agency)
    AgencyName.objects.create(agency=agency, name=agency.name, short=agency.short, begins=begins, ends=since)
    agency.name, agency.short = name, short
    agency.save(update_fields=["name", "short"])
    tell_of_unit(code, now)
    journal.write(
        code,
        act="rename_agency",
        subject=f"agency {code}",
        before=before,
        after={**agency_facts(agency), "name_since": written(since)},
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return agency
