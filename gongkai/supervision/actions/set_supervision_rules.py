"""An office sets the rules by which its unit and those below are reminded and alarmed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.supervision.models import RuleSet
from gongkai.supervision.rules import as_json, default_rules, rules_from
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import SET_SUPERVISION

ACT = "set_supervision_rules"


@action
def set_supervision_rules(
    agency_code: str, rules: Mapping[str, Any], reason: str, *, begins: date | None = None, actor: Actor, now: datetime
) -> RuleSet:
    """The next version of the office's rules, from `begins` (tomorrow where none is said).

    Raises Refused "not-allowed", "no-agency", "reason-missing", "rules-wrong", "rules-begin-wrong" for a day before
    tomorrow or before the version that stands begins, "rules-same" where nothing differs.
    """
    require(actor, SET_SUPERVISION, agency_code, "设定监察规则")
    agency = Agency.objects.select_for_update().filter(code=agency_code).first()
    if agency is None:
        raise Refused("no-agency", "没有这个单位，未设定。请从列表中选择。")
    if not reason.strip():
        raise Refused("reason-missing", "没有写明设定的理由，未设定。请写一句话。")
    said = as_json(rules_from(rules))
    before = RuleSet.objects.filter(agency=agency).order_by("-version").first()
    tomorrow = day_of(now) + timedelta(days=1)
    first = begins or max(tomorrow, before.begins if before else tomorrow)
    if first < tomorrow or (before is not None and first < before.begins):
        raise Refused(
            "rules-begin-wrong",
            "施行日最早为明天，且不早于现有规则的施行日，未设定：已经发出的提醒不能改变。请改填日期。",
        )
    standing = before.rules if before else as_json(default_rules(first))
    if said == standing:
        raise Refused("rules-same", "与现有规则没有不同，未设定。")
    row = RuleSet(
        agency=agency, version=before.version + 1 if before else 1, begins=first, rules=said,
        reason=reason.strip()[:400], made_by=person_of(actor), at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    journal.write(
        agency.code, act=ACT, subject=f"supervision rules {agency.code}", before={"rules": standing},
        after={"version": row.version, "begins": first.isoformat(), "rules": said}, reason=row.reason, actor=actor,
        now=now,
    )  # fmt: skip
    return row
