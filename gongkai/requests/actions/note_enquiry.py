"""Note a telephone call or a question at the counter that is no request (docs/decisions/D-272)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.requests.allowing import handles
from gongkai.requests.models import Enquiry
from gongkai.units.acting import person_of
from gongkai.units.models import Agency

ACT = "note_enquiry"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who called, how he can be reached, what he asked, what he was told. Name and contact may be empty."""

    name: str
    contact: str
    question: str
    answer: str


@action
def note_enquiry(code: str, way: str, subject: str, asked: Asked, on: date, *, actor: Actor, now: datetime) -> Enquiry:
    """Keep it in the unit's list of enquiries. Raises Refused "not-allowed", "no-unit", "no-subject", "day-ahead"."""
    handles(actor, code, "登记咨询")
    agency = Agency.objects.filter(code=code).first()
    if agency is None or way not in Enquiry.Way.values:
        raise Refused("no-unit", "没有这个单位或者这种方式，未登记。请刷新后重新选择。")
    if not subject.strip():
        raise Refused("no-subject", "没有写明咨询的事项，未登记。请补写。")
    if on > day_of(now):
        raise Refused("day-ahead", f"日期 {on.isoformat()} 晚于今天，未登记。请填写实际发生的日期。")
    made = Enquiry.objects.create(
        agency=agency, way=way, subject=subject.strip()[:300], sealed=seal(asdict(asked)), on=on,
        made_by=person_of(actor), made_at=now,
    )  # fmt: skip
    journal.write(
        code, act=ACT, subject=f"enquiry {made.pk}", before={}, after={"way": way, "on": on.isoformat()},
        reason="登记咨询", actor=actor, now=now,
    )  # fmt: skip
    return made
