"""Set up a hall, or change what is known of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from gongkai.delivery.locking import lock_hall
from gongkai.delivery.models import Hall
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars
from gongkai.law.deposit import deposit_rule, turn_of
from gongkai.law.errors import LawError
from gongkai.units.acting import holds
from gongkai.units.models import Agency, AgencyLink
from gongkai.units.powers import OVERSEE_DELIVERY

ACT = "set_hall"


@dataclass(frozen=True, slots=True)
class HallFacts:
    """What people say of a hall; `until` is the first day on which it takes nothing any more."""

    name: str
    kind: str
    rule: str
    begins: date
    until: date | None = None
    contact: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""


@action
def set_hall(
    facts: HallFacts, *, office: Agency, agency: Agency | None = None, hall_id: int | None = None, actor: Actor,
    now: datetime,
) -> Hall:  # fmt: skip
    """Add a hall of the government that `office` serves, or change one: its rule and beginning only before its first
    batch, its own unit (`agency`) never.

    Raises Refused "not-allowed", "no-hall", "no-government", "hall-known", "hall-lacks", "hall-in-use", "rule-unknown".
    """
    require(actor, OVERSEE_DELIVERY, office.code, "设置两馆")
    _check(facts)
    if hall_id is not None:
        return _change(hall_id, facts, office, actor, now)
    if agency is None:
        raise Refused("hall-lacks", "没有选定接收馆自己的单位，未登记。签收人员在该单位任职。")
    if Hall.objects.filter(agency=agency).exists():
        raise Refused("hall-known", f"{agency.name}已经登记为接收馆，未重复登记。")
    government = _government_of(office, facts.begins)
    if agency.pk == government.pk:
        raise Refused("hall-known", "接收馆不能是政府本身，未登记。请选档案馆、图书馆的单位。")
    hall = Hall.objects.create(government=government, office=office, agency=agency, **asdict(facts))
    _write(hall, {}, actor, now, "登记接收馆")
    return hall


def _change(hall_id: int, facts: HallFacts, office: Agency, actor: Actor, now: datetime) -> Hall:
    hall = lock_hall(hall_id)
    require(actor, OVERSEE_DELIVERY, hall.office.code, "设置两馆")
    used = hall.batches.exists()
    if used and (facts.rule, facts.begins) != (hall.rule, hall.begins):
        said = f"{hall.name}已有送交批次，送交规则和起始日期不能再改，未保存。要换规则的，先停用，再登记新的接收馆。"
        raise Refused("hall-in-use", said)
    if used and facts.until and hall.batches.filter(ends__gt=facts.until).exists():
        raise Refused("hall-in-use", "停用日期早于已有的送交批次，未保存。请改为较晚的日期。")
    before = _said(hall)
    for name, value in asdict(facts).items():
        setattr(hall, name, value)
    hall.office = office
    hall.save()
    _write(hall, before, actor, now, "修改接收馆")
    return hall


def _check(facts: HallFacts) -> None:
    if not facts.name.strip() or facts.kind not in Hall.Kind.values:
        raise Refused("hall-lacks", "没有写明接收馆的名称或者类别，未保存。请补写。")
    if facts.until is not None and facts.until <= facts.begins:
        raise Refused("hall-lacks", "停用日期不能早于起始日期，未保存。请核对日期。")
    try:
        turn_of(deposit_rule(facts.rule, facts.begins), facts.begins, Calendars.published())
    except LawError as error:
        raise Refused("rule-unknown", f"{error.sentence}未保存。") from error


def _government_of(office: Agency, on: date) -> Agency:
    """The government that the office belongs to that day: itself, or the one above it."""
    governments = (Agency.Level.PROVINCE, Agency.Level.CITY, Agency.Level.COUNTY)
    if office.level in governments:
        return office
    links = AgencyLink.objects.filter(holds(on), lower=office, kind=AgencyLink.Kind.ADMINISTERS)
    found = Agency.objects.filter(pk__in=links.values("upper"), level__in=governments).first()
    if found is None:
        raise Refused("no-government", f"{office.name}不直接隶属一级政府，不能设置两馆。由政府办公室办理。")
    return found


def _said(hall: Hall) -> dict[str, Any]:
    return {
        "name": hall.name, "kind": hall.kind, "rule": hall.rule, "begins": hall.begins.isoformat(),
        "until": hall.until.isoformat() if hall.until else "", "office": hall.office.code,
        "agency": hall.agency.code, "contact": hall.contact, "phone": hall.phone, "email": hall.email,
        "place": hall.place,
    }  # fmt: skip


def _write(hall: Hall, before: dict[str, Any], actor: Actor, now: datetime, reason: str) -> None:
    journal.write(
        hall.office.code, act=ACT, subject=f"hall {hall.pk}", before=before, after=_said(hall), reason=reason,
        actor=actor, now=now,
    )  # fmt: skip
