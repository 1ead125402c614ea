"""Who may look after whom: the checks that the actions on people have in common."""

from __future__ import annotations

from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.duties import Held
from gongkai.units.acting import PERSON, holds
from gongkai.units.models import Agency, Duty, Person

PEOPLE_CHAIN = "people"


def agencies_of(person: Person, on: date) -> set[str]:
    """Codes of the person's own unit and of every unit where he has a duty that day or later."""
    lasting = Duty.objects.filter(person=person).exclude(ends__lte=on)
    codes = set(lasting.values_list("agency__code", flat=True))
    if person.agency_id is not None:
        codes.add(Agency.objects.get(pk=person.agency_id).code)
    return codes


def duties_held(person: Person, on: date) -> list[Held]:
    """What the person holds that day."""
    rows = Duty.objects.filter(holds(on), person=person).values_list("kind", "agency__code")
    return [Held(kind, code) for kind, code in rows]


def require_over(actor: Actor, act: str, person: Person, on: date, words: str) -> None:
    """Raise Refused unless the actor may do this to every unit the person belongs to, and is not that person."""
    if actor.id == PERSON + person.login:
        raise Refused("own-account", f"不能为自己{words}，未执行。请由另一位管理员办理。")
    codes = agencies_of(person, on)
    allowed = all(actor.may(act, code) for code in codes) if codes else any(one == act for one, _ in actor.grants)
    if not allowed:
        raise Refused(
            "not-allowed",
            f"{actor.name} 没有为 {person.name} 所在的全部单位{words}的权限，未执行。请由上一级的管理员办理。",
        )


def chain_of(person: Person) -> str:
    """The journal chain that tells of the person: his unit's, or the one for people without a unit."""
    return Agency.objects.get(pk=person.agency_id).code if person.agency_id is not None else PEOPLE_CHAIN


def locked(person_id: int) -> Person:
    """The person's row, held until the transaction ends. Raises Refused "person-unknown"."""
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise Refused("person-unknown", "没有这个人员，未执行。请从人员名单中选择。")
    return person


def subject(person: Person) -> str:
    """How the journal names a person."""
    return f"person {person.login}"
