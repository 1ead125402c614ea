"""The units and people of a replay, made by the real actions on the day before it begins."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from gongkai.kit.clock import day_of
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.duties import duty_of
from gongkai.replay.cast_units import Ensemble, Government, Unit, contact, people
from gongkai.requests.actions.set_paper_settings import PaperFacts, set_paper_settings
from gongkai.requests.models import PaperSettings
from gongkai.units.acting import actor_of, holds
from gongkai.units.actions.add_agency import add_agency
from gongkai.units.actions.add_person import add_person
from gongkai.units.actions.give_duty import give_duty
from gongkai.units.models import Agency, Duty, Person
from gongkai.units.powers import ASSIGN_DUTIES, MANAGE_PEOPLE, MANAGE_UNITS

REPLAY = Actor(
    "replay", "年度演练", frozenset((act, EVERYWHERE) for act in (MANAGE_UNITS, MANAGE_PEOPLE, ASSIGN_DUTIES))
)
ALSO_FOR_GOVERNMENT = ("disclosure_office", "statistics_clerk", "clerk", "section_head", "deputy_leader", "publisher")


class Staff:
    """Who acts: people by unit and duty, asked for as actors of a day."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._known: dict[tuple[int, date], Actor] = {}

    def hire(self, agency: str, duty: str, person: Person) -> None:
        """Let a person be found by unit and duty."""
        self._held[agency, duty].append(person)

    def by(self, agency: str, duty: str, on: date, hand: int = 0) -> Actor:
        """Somebody with that duty in the unit; where several hold it, the one of that place."""
        held = self._held[agency, duty]
        person = held[hand % len(held)]
        if (person.pk, on) not in self._known:
            self._known = {key: actor for key, actor in self._known.items() if key[1] == on}
            self._known[person.pk, on] = actor_of(person, on)
        return self._known[person.pk, on]

    def present(self, agency: str, duty: str, on: date) -> Actor | None:
        """Somebody of an agency that takes no part, who really holds that duty there that day."""
        rows = Duty.objects.filter(holds(on), agency__code=agency, kind=duty, person__is_active=True)
        first = rows.select_related("person").order_by("person__login").first()
        return actor_of(first.person, on) if first is not None else None

    def __len__(self) -> int:
        return len({person.pk for held in self._held.values() for person in held})


def engage(playing: Ensemble, now: datetime) -> Staff:
    """Make every unit and person that is not there. `now` is the moment before the first day; duties begin that day."""
    government = playing.government
    top = _agency(government, now)
    staff = Staff()
    for unit in playing.staffed:
        row = Agency.objects.filter(code=unit.code).first() or add_agency(
            code=unit.code, name=unit.name, short=unit.short, level=unit.level, under=top, begins=None,
            index_code=unit.index_code, actor=REPLAY, now=now,
        )  # fmt: skip
        _people(unit, row, staff, top if unit.code == government.office else None, now)
        _settings(unit, row, government, staff, now)
    return staff


def _agency(one: Government, now: datetime) -> Agency:
    return Agency.objects.filter(code=one.code).first() or add_agency(
        code=one.code, name=one.name, short=one.short, level=one.level, under=None, begins=None, actor=REPLAY, now=now
    )  # fmt: skip


def _people(unit: Unit, row: Agency, staff: Staff, also: Agency | None, now: datetime) -> None:
    """One person a duty; the office's people hold theirs for the government as well."""
    begins = day_of(now)
    for place, duty in enumerate(people(), start=1):
        login = f"replay-{unit.code.lower()}-{place}"
        person = Person.objects.filter(login=login).first()
        if person is None:
            name = f"{unit.short}{duty_of(duty, begins).label}（演练{place}）"
            person = add_person(login=login, name=name, agency=row, first_password=False, actor=REPLAY, now=now).person
        served = [row] if also is None or duty not in ALSO_FOR_GOVERNMENT else [row, also]
        for agency in served:
            held = Duty.objects.filter(person=person, agency=agency, kind=duty)
            if not held.filter(begins__lte=begins).exists():
                give_duty(person_id=person.pk, agency=agency, kind=duty, begins=begins, actor=REPLAY, now=now)
            staff.hire(agency.code, duty, person)


def _settings(unit: Unit, row: Agency, government: Government, staff: Staff, now: datetime) -> None:
    if PaperSettings.objects.filter(agency=row).exists():
        return
    known = contact()
    said = PaperFacts(
        prefix=unit.mark, reviewer=government.name, court=government.court,
        office=known.office, address=known.address, phone=known.phone, pay_to=known.pay_to,
    )  # fmt: skip
    set_paper_settings(row, said, actor=staff.by(unit.code, "disclosure_office", day_of(now)), now=now)
