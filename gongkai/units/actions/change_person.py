"""Correct a person's name, unit, telephone or e-mail address. The login never changes."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.actions.add_person import checked
from gongkai.units.authority import chain_of, locked, require_over, subject
from gongkai.units.models import Agency, Person
from gongkai.units.powers import MANAGE_PEOPLE


@action
def change_person(
    *, person_id: int, name: str, agency: Agency, phone: str, email: str, reason: str, actor: Actor, now: datetime
) -> Person:
    """Set the four. Raises Refused for one's own account, an empty name, an address another person has."""
    person = locked(person_id)
    require_over(actor, MANAGE_PEOPLE, person, now.astimezone(BEIJING).date(), "变更人员资料")
    require(actor, MANAGE_PEOPLE, agency.code, "变更人员资料")
    checked(name.strip(), email.strip(), person)
    before, chain = _facts(person), chain_of(person)
    person.name, person.agency, person.phone, person.email = name.strip(), agency, phone.strip(), email.strip()
    person.save(update_fields=["name", "agency", "phone", "email"])
    journal.write(
        chain,
        act="change_person",
        subject=subject(person),
        before=before,
        after=_facts(person),
        reason=reason.strip() or "变更人员资料",
        actor=actor,
        now=now,
    )
    return person


def _facts(person: Person) -> dict[str, str]:
    code = Agency.objects.get(pk=person.agency_id).code if person.agency_id is not None else ""
    return {"name": person.name, "agency": code, "phone": person.phone, "email": person.email}
