"""End a duty on a day. Work that the person could not keep without it goes to a named receiver first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.duties import duty_of
from gongkai.units.acting import PERSON, holds
from gongkai.units.authority import locked, subject
from gongkai.units.handing_over import Ended, pass_on, to_be_passed
from gongkai.units.models import ADMINISTRATORS, Duty, Person
from gongkai.units.notices import tell
from gongkai.units.powers import ASSIGN_DUTIES
from gongkai.units.writing import written


@action
def end_duty(
    *, duty_id: int, ends: date, reason: str, receivers: Sequence[Person] = (), actor: Actor, now: datetime
) -> Ended:
    """The duty is held to the day before `ends`, today or earlier; the open work moves in the same transaction.

    Raises Refused for oneself, without a reason, for the last administrator of a kind, and "open-work" while there
    are open items that no named receiver can take over.
    """
    found = Duty.objects.filter(pk=duty_id).values_list("person_id", flat=True).first()
    if found is None:
        raise Refused("duty-unknown", "没有这一职责，未执行。")
    person = locked(found)
    hold_administrators()
    duty = Duty.objects.select_for_update().select_related("agency").get(pk=duty_id)
    require(actor, ASSIGN_DUTIES, duty.agency.code, "免除职责")
    today = now.astimezone(BEIJING).date()
    if actor.id == PERSON + person.login:
        raise Refused("own-account", "不能免除自己的职责，未执行。请由另一位安全保密管理员办理。")
    if not reason.strip():
        raise Refused("no-reason", "没有写明免除职责的理由，未执行。")
    if duty.ends is not None:
        raise Refused("duty-ended", f"这一职责已于 {duty.ends} 结束，未重复办理。")
    if ends > today:
        raise Refused("duty-days", f"结束日期 {ends} 未到，未执行。请在当日办理，届时移交当时的未办结事项。")
    if ends < duty.begins:
        raise Refused("duty-days", f"结束日期不能早于开始日期 {duty.begins}，未执行。")
    keep_an_administrator(duty, today)
    items = to_be_passed(person, [duty], today)
    passed = pass_on(person, items, receivers, reason=reason, on=today, actor=actor, now=now)
    close(duty, ends, reason, actor, now)
    tell(person, f"{duty.agency.short}“{duty_of(duty.kind, today).label}”职责已于 {ends} 结束。", text=reason, now=now)
    return Ended((duty.kind,), passed)


def hold_administrators() -> None:
    """Hold the few rows of administrators, in one order, before any other duty: two who end the last two at once must
    neither each see the other nor wait for each other."""
    rows = Duty.objects.select_for_update().filter(kind__in=ADMINISTRATORS, ends=None)
    list(rows.order_by("pk").values_list("pk", flat=True))


def keep_an_administrator(duty: Duty, on: date) -> None:
    """Raise Refused where nobody would be left who could give the duty back: every kind keeps one holder."""
    if duty.kind not in ADMINISTRATORS:
        return
    others = Duty.objects.filter(holds(on), kind=duty.kind, person__is_active=True).exclude(person_id=duty.person_id)
    if not others.exists():
        label = duty_of(duty.kind, on).label
        raise Refused("last-administrator", f"这是最后一位“{label}”，未执行。请先任命接任的人。")


def close(duty: Duty, ends: date, reason: str, actor: Actor, now: datetime) -> None:
    """Write the end of a duty and its journal row."""
    duty.ends, duty.ended_reason = ends, reason.strip()[:200]
    duty.save(update_fields=["ends", "ended_reason"])
    facts = {"agency": duty.agency.code, "duty": duty.kind, "begins": written(duty.begins)}
    journal.write(
        duty.agency.code,
        act="end_duty",
        subject=subject(Person.objects.get(pk=duty.person_id)),
        before={**facts, "ends": ""},
        after={**facts, "ends": written(ends)},
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
