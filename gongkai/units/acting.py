"""From a person to an actor: the grants that his duties give on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.units.models import ADMINISTRATORS, AgencyLink, Duty, Person
from gongkai.units.powers import POWERS, as_duty

PERSON = "person:"


def duties_on(person: Person, on: date) -> list[Duty]:
    """The duties the person holds that day with their agencies, those without an end first."""
    rows = Duty.objects.filter(holds(on), person=person).select_related("agency")
    return sorted(rows, key=lambda one: (one.ends is not None, one.ends or one.begins, one.agency.code))


def actor_of(person: Person, on: date, held: Iterable[Duty] | None = None) -> Actor:
    """The actor a person is on that day. An administrator's powers reach every agency below the one he serves.

    A person who has left has no grants at all. `held`: what duties_on just answered, where it was asked already.
    """
    grants: set[tuple[str, str]] = set()
    if person.is_active:
        for duty in duties_on(person, on) if held is None else held:
            codes = {duty.agency.code}
            if duty.kind in ADMINISTRATORS:
                codes |= _codes_below(duty.agency_id, on)
            acts = POWERS.get(duty.kind, frozenset()) | {as_duty(duty.kind)}
            grants |= {(act, code) for act in acts for code in codes}
    return Actor(PERSON + person.login, person.name, frozenset(grants), person.pk)


def person_of(actor: Actor) -> Person:
    """The person behind an actor. Raises Refused "not-a-person" for a process or a linked system."""
    person = Person.objects.filter(login=actor.id.removeprefix(PERSON)).first() if actor.id.startswith(PERSON) else None
    if person is None:
        raise Refused("not-a-person", "此事须由登录的工作人员办理，系统不能代办，未执行。")
    return person


def holds(on: date) -> Q:
    """Rows with `begins` and `ends` that hold on that day."""
    return (Q(begins=None) | Q(begins__lte=on)) & (Q(ends=None) | Q(ends__gt=on))


def _codes_below(agency_id: int, on: date) -> set[str]:
    links = AgencyLink.objects.filter(holds(on)).exclude(kind=AgencyLink.Kind.SUCCEEDS)
    lower: dict[int, list[tuple[int, str]]] = {}
    for upper_id, lower_id, code in links.values_list("upper_id", "lower_id", "lower__code"):
        lower.setdefault(upper_id, []).append((lower_id, code))
    found: set[str] = set()
    seen, waiting = {agency_id}, [agency_id]
    while waiting:
        for below_id, code in lower.get(waiting.pop(), []):
            if below_id not in seen:
                seen.add(below_id)
                waiting.append(below_id)
                found.add(code)
    return found
