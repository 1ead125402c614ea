"""The units of a province: a government for every thirty units, a city above ten districts, one province above all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

from django.db.models import Model

from gongkai.units.models import Agency, AgencyLink, Duty, Person

UNITS_A_DISTRICT, DISTRICTS_A_CITY, OF_A_CITY, A_TOWN, BATCH = 30, 10, 10, 3, 2000
SINCE = date(2015, 1, 1)
Level = Agency.Level
UNIT_DUTIES = ("clerk", "section_head", "deputy_leader")
GOVERNMENT_DUTIES = (*UNIT_DUTIES, "disclosure_office")


@dataclass(slots=True)
class Tree:
    """The agencies by level, and who holds which duty in which (by primary keys)."""

    province: Agency
    cities: list[Agency]
    districts: list[Agency]
    units: list[Agency]
    above: dict[int, Agency]
    people: dict[tuple[int, str], Person]

    @property
    def governments(self) -> list[Agency]:
        """Every government, from the districts up: the order in which they add up."""
        return [*self.districts, *self.cities, self.province]

    @property
    def everyone(self) -> list[Agency]:
        """Every agency that files: units and governments."""
        return [*self.units, *self.governments]


def plant(count: int) -> Tree:
    """Write that many units (departments, towns) with the governments above them, their links and their people."""
    districts = [
        _agency(f"D-{number}", f"测试{number}区人民政府", Level.COUNTY)
        for number in range(1, ceil(count / UNITS_A_DISTRICT) + 1)
    ]
    cities = [
        _agency(f"C-{number}", f"测试{number}市人民政府", Level.CITY)
        for number in range(1, ceil(len(districts) / DISTRICTS_A_CITY) + 1)
    ]
    province = _agency("P-1", "测试省人民政府", Level.PROVINCE)
    above: dict[str, Agency] = {one.code: province for one in cities}
    above |= {one.code: cities[place // DISTRICTS_A_CITY] for place, one in enumerate(districts)}
    units = []
    for number in range(count):
        home = districts[number % len(districts)]
        # By rounds over the districts, so that none of them loses all of its units to its city.
        of_a_city = number // len(districts) % OF_A_CITY == 0
        upper = above[home.code] if of_a_city else home
        town = not of_a_city and number % A_TOWN == 0
        place = upper.name.removesuffix("人民政府")
        name = f"{place}第{number}镇人民政府" if town else f"{place}第{number}局"
        units.append(_agency(f"U-{number}", name, Level.TOWN if town else Level.DEPARTMENT))
        above[units[-1].code] = upper
    put(Agency, [province, *cities, *districts, *units])
    known = {one.code: one for one in Agency.objects.all()}
    tree = Tree(
        known["P-1"], [known[one.code] for one in cities], [known[one.code] for one in districts],
        [known[one.code] for one in units],
        {known[code].pk: known[upper.code] for code, upper in above.items()}, {},
    )  # fmt: skip
    put(AgencyLink, [
        AgencyLink(upper=tree.above[one.pk], lower=one, kind=AgencyLink.Kind.ADMINISTERS, begins=SINCE)
        for one in tree.everyone if one.pk in tree.above
    ])  # fmt: skip
    tree.people = _people(tree)
    return tree


def put(model: type[Model], rows: list[Model]) -> None:
    """Write rows in bulk; the list is emptied, so that it can be filled again."""
    model._default_manager.bulk_create(rows, batch_size=BATCH)
    rows.clear()


def _agency(code: str, name: str, level: str) -> Agency:
    return Agency(code=code, name=name, short=name.removesuffix("人民政府"), level=level, begins=SINCE)


def _people(tree: Tree) -> dict[tuple[int, str], Person]:
    held = {
        (one, duty): Person(login=f"{one.code}-{duty}".lower().replace("_", "."), name=f"{one.short}{duty}"[:60],
                            agency=one, password="!", begins=SINCE)
        for one in tree.everyone
        for duty in (GOVERNMENT_DUTIES if one.code[0] != "U" else UNIT_DUTIES)
    }  # fmt: skip
    held[tree.province, "supervisor"] = Person(
        login="p-1-supervisor", name="监督", agency=tree.province, password="!", begins=SINCE
    )
    put(Person, list(held.values()))
    rows = {one.login: one for one in Person.objects.all()}
    found = {(agency.pk, duty): rows[person.login] for (agency, duty), person in held.items()}
    put(Duty, [
        Duty(person=person, agency_id=agency, kind=duty, begins=SINCE) for (agency, duty), person in found.items()
    ])  # fmt: skip
    return found
