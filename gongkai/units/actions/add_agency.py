"""Register an agency."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.actions.link_agencies import link_agencies
from gongkai.units.models import Agency, AgencyLink
from gongkai.units.models.agency import CODE
from gongkai.units.powers import MANAGE_UNITS
from gongkai.units.writing import agency_facts, check_codes, checked_name, fits, tell_of_unit


@action
def add_agency(
    *,
    code: str,
    name: str,
    short: str,
    level: str,
    under: Agency | None,
    begins: date | None,
    index_code: str = "",
    credit_code: str = "",
    supervisor: Agency | None = None,
    actor: Actor,
    now: datetime,
) -> Agency:
    """Register an agency that exists from `begins` (None: always), belonging to `under`, supervised by `supervisor`.

    Raises Refused for a code taken or malformed, an unknown level, an empty name, a link that may not be.
    """
    require(actor, MANAGE_UNITS, under.code if under is not None else code, "登记单位")
    name, short = checked_name(name, short)
    if not fits(CODE, code):
        raise Refused("agency-code", f"单位代码“{code}”只能用字母、数字和连字符，2 至 63 位，未登记。")
    if Agency.objects.filter(code=code).exists():
        raise Refused("agency-code-taken", f"单位代码“{code}”已有单位使用，代码不重复，未登记。请另编代码。")
    if level not in Agency.Level.values:
        raise Refused("agency-level", "没有选定层级，未登记。请从层级名单中选择。")
    check_codes(None, index_code, credit_code)
    made = Agency.objects.create(
        code=code, name=name, short=short, level=level, begins=begins, index_code=index_code, credit_code=credit_code
    )
    tell_of_unit(code, now)
    journal.write(
        code,
        act="add_agency",
        subject=f"agency {code}",
        before={},
        after=agency_facts(made),
        reason="登记单位",
        actor=actor,
        now=now,
    )
    for upper, kind in ((under, AgencyLink.Kind.ADMINISTERS), (supervisor, AgencyLink.Kind.SUPERVISES)):
        if upper is not None:
            link_agencies(
                upper=upper.code, lower=code, kind=kind, begins=begins, reason="登记单位", actor=actor, now=now
            )
    return made
