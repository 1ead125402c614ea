"""Merge agencies into one or split one into several: the old ones end, the new ones succeed them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.acting import holds
from gongkai.units.actions.link_agencies import link_agencies
from gongkai.units.models import Agency, AgencyLink, Duty
from gongkai.units.powers import MANAGE_UNITS
from gongkai.units.writing import agency_facts, held_agency, tell_of_unit


@action
def reorganise_agencies(
    *, old: Sequence[str], new: Sequence[str], since: date, reason: str, actor: Actor, now: datetime
) -> list[Agency]:
    """Each agency of `old` ends on `since`, each of `new` succeeds each of `old` from that day; gives the old ones.

    One to one is a plain succession, many to one a merger, one to many a split. An agency in both goes on existing.
    Links in which an ended agency stands end with it, except succession. Records stay with the agency that made
    them. Raises Refused while people still have duties in an agency that ends.
    """
    if not old or not new:
        raise Refused("nothing-to-do", "没有选定原单位和新单位，未办理。")
    if not reason.strip():
        raise Refused("no-reason", "没有写明机构调整的依据，未办理。请写明批准文件。")
    for code in {*old, *new}:
        require(actor, MANAGE_UNITS, code, "办理机构调整")
    ended = [_end(code, since, reason, actor, now) for code in old if code not in new]
    for upper in new:
        for lower in old:
            if upper != lower:
                link_agencies(
                    upper=upper,
                    lower=lower,
                    kind=AgencyLink.Kind.SUCCEEDS,
                    begins=since,
                    reason=reason,
                    actor=actor,
                    now=now,
                )
    return ended


def _end(code: str, since: date, reason: str, actor: Actor, now: datetime) -> Agency:
    agency = held_agency(code)
    if agency.ends is not None:
        raise Refused("agency-ended", f"“{agency.name}”已于 {agency.ends} 撤销，未重复办理。")
    if agency.begins is not None and since <= agency.begins:
        raise Refused("agency-days", f"撤销日期须在“{agency.name}”设立日期 {agency.begins} 之后，未办理。")
    holders = Duty.objects.filter(holds(since), agency=agency).select_related("person")
    if holders:
        people = "、".join(sorted({duty.person.name for duty in holders})[:5])
        raise Refused(
            "agency-has-people",
            f"“{agency.name}”在 {since} 仍有人员任职（{people}），未办理。请先办理离任，把未办结事项移交。",
        )
    before = agency_facts(agency)
    agency.ends = since
    agency.save(update_fields=["ends"])
    links = AgencyLink.objects.filter(holds(since)).exclude(kind=AgencyLink.Kind.SUCCEEDS)
    for link in (*links.filter(upper=agency), *links.filter(lower=agency)):
        if link.begins is None or link.begins < since:
            link.ends = since
            link.save(update_fields=["ends"])
    tell_of_unit(code, now)
    journal.write(
        code,
        act="reorganise_agencies",
        subject=f"agency {code}",
        before=before,
        after=agency_facts(agency),
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return agency
