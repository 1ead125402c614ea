"""Correct an agency's short name, level or codes. Its name changes by `rename_agency`, its end by `close_agency`."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.models import Agency
from gongkai.units.powers import MANAGE_UNITS
from gongkai.units.writing import agency_facts, check_codes, checked_name, held_agency, tell_of_unit


@action
def change_agency(
    *,
    code: str,
    short: str,
    level: str,
    index_code: str,
    credit_code: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Agency:
    """Set the four. Index numbers registered before keep the code they were made with.

    Raises Refused without a reason, for a malformed or taken code.
    """
    require(actor, MANAGE_UNITS, code, "变更单位资料")
    agency = held_agency(code)
    if not reason.strip():
        raise Refused("no-reason", "没有写明变更理由，未变更。")
    if level not in Agency.Level.values:
        raise Refused("agency-level", "没有选定层级，未变更。请从层级名单中选择。")
    _, short = checked_name(agency.name, short)
    check_codes(agency, index_code, credit_code)
    before = agency_facts(agency)
    agency.short, agency.level, agency.index_code, agency.credit_code = short, level, index_code, credit_code
    agency.save(update_fields=["short", "level", "index_code", "credit_code"])
    tell_of_unit(code, now)
    journal.write(
        code,
        act="change_agency",
        subject=f"agency {code}",
        before=before,
        after=agency_facts(agency),
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return agency
