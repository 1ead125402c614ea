"""Give a person a duty in an agency from a day on (三员分立、岗位不得兼任: the law's exclusions hold)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.duties import Held, duty_of
from gongkai.units.acting import PERSON
from gongkai.units.authority import locked, subject
from gongkai.units.decide_people import duty_barrier
from gongkai.units.models import Agency, Duty
from gongkai.units.notices import tell
from gongkai.units.powers import ASSIGN_DUTIES
from gongkai.units.writing import written


@action
def give_duty(*, person_id: int, agency: Agency, kind: str, begins: date, actor: Actor, now: datetime) -> Duty:
    """The person holds the duty from `begins`. He is told on his desk.

    Raises Refused for oneself, a person who has left, an agency that has ended, and every exclusion of the law
    against a duty that he holds on that day or later.
    """
    require(actor, ASSIGN_DUTIES, agency.code, "任命职责")
    person = locked(person_id)
    if actor.id == PERSON + person.login:
        raise Refused("own-account", "不能给自己任命职责，未执行。请由另一位安全保密管理员办理。")
    if not person.is_active:
        raise Refused("person-left", f"{person.name} 已离任，未任命。")
    if agency.ends is not None and begins >= agency.ends:
        raise Refused("agency-ended", f"“{agency.name}”已于 {agency.ends} 撤销，未任命。")
    rows = Duty.objects.filter(person=person).exclude(ends__lte=begins).values_list("kind", "agency__code")
    barrier = duty_barrier(kind, agency.code, [Held(*row) for row in rows], begins)
    if barrier is not None:
        raise Refused(barrier.code, f"{barrier.sentence}未任命。")
    duty = Duty.objects.create(person=person, agency=agency, kind=kind, begins=begins)
    label = duty_of(kind, begins).label
    tell(person, f"自 {begins} 起担任{agency.short}“{label}”。", now=now)
    journal.write(
        agency.code,
        act="give_duty",
        subject=subject(person),
        before={},
        after={"agency": agency.code, "duty": kind, "begins": written(begins)},
        reason=f"任命“{label}”",
        actor=actor,
        now=now,
    )
    return duty
