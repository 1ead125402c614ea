"""Who is told of a clock: the roles of the rules resolved to people, and one rank up where nobody holds a role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.law.supervision import ROLES
from gongkai.supervision.rule_book import RuleBook
from gongkai.units.acting import holds
from gongkai.units.models import Duty, Person

HOLDER, OFFICE, ABOVE = "holder", "disclosure_office", "supervisor"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person and the role he is told as; `instead_of` is the role that was meant and that nobody held."""

    person: Person
    role: str
    instead_of: str = ""


class People:
    """Everybody who holds one of the roles that day, in one query."""

    def __init__(self, on: date, book: RuleBook) -> None:
        self._book = book
        self._holding: dict[tuple[str, int], list[Person]] = {}
        rows = Duty.objects.filter(holds(on), kind__in=ROLES, person__is_active=True)
        for one in rows.select_related("person").order_by("person__login"):
            self._holding.setdefault((one.kind, one.agency_id), []).append(one.person)
        self._kept: dict[tuple[str, int], list[Person]] = {}

    def told(self, roles: Iterable[str], unit: int, holder: Person | None) -> list[Recipient]:
        """Each person once, as the first role that means him. Empty where nobody at all can be told."""
        found: dict[int, Recipient] = {}
        for wanted in roles:
            for one in self._of(wanted, unit, holder):
                found.setdefault(one.person.pk, one)
        return list(found.values())

    def in_role(self, role: str, unit: int) -> list[Person]:
        """Who holds a duty in the unit, or for those that reach down, in the nearest unit above."""
        if (role, unit) not in self._kept:
            self._kept[role, unit] = self._look(role, unit)
        return self._kept[role, unit]

    def _of(self, wanted: str, unit: int, holder: Person | None) -> Iterator[Recipient]:
        for role in ROLES[ROLES.index(wanted) :]:
            if role == HOLDER:
                people = [holder] if holder is not None and holder.is_active else []
            else:
                people = self.in_role(role, unit)
            if people:
                yield from (Recipient(one, role, wanted if role != wanted else "") for one in people)
                return

    def _look(self, role: str, unit: int) -> list[Person]:
        chain = self._book.upward(unit)
        # Nobody supervises himself, except where nobody is above.
        order = {OFFICE: chain, ABOVE: [*chain[1:], unit]}.get(role, chain[:1])
        for one in order:
            if people := self._holding.get((role, one)):
                return people
        return []
