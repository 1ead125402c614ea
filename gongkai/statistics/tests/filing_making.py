"""A district with two towns whose figures are filed, in tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.records.tests.making import a_person, a_unit, actor
from gongkai.statistics.actions.accept_filing import accept_filing
from gongkai.statistics.actions.fill_blank_cells import fill_blank_cells
from gongkai.statistics.actions.open_filing import open_filing
from gongkai.statistics.actions.submit_filing import submit_filing
from gongkai.statistics.actions.type_cells import type_cells
from gongkai.statistics.filing_values import form_of
from gongkai.statistics.models import Filing
from gongkai.units.models import Agency, AgencyLink, Person

NOW = datetime(2026, 1, 20, 10, 0, tzinfo=BEIJING)
TODAY = NOW.date()


@dataclass(frozen=True)
class District:
    """The units and who files and receives there."""

    city: Agency
    district: Agency
    towns: tuple[Agency, Agency]

    def clerk(self, unit: Agency) -> Actor:
        """Who files for the unit."""
        return actor(a_person(unit, "statistics_clerk"), TODAY)

    def person(self, unit: Agency, duty: str) -> Person:
        """The person with that duty."""
        return a_person(unit, duty)

    @property
    def office(self) -> Actor:
        """Who receives for the district."""
        return actor(a_person(self.district, "disclosure_office"), TODAY)


def a_district() -> District:
    """A city, its district and two towns of it."""
    city = a_unit("qz", level=Agency.Level.CITY, name="泉州市人民政府", short="泉州市")
    district = a_unit("qg", level=Agency.Level.COUNTY, name="泉州市泉港区人民政府", short="泉港区")
    towns = (a_unit("tuling"), a_unit("qianhuang"))
    for upper, lower in ((city, district), (district, towns[0]), (district, towns[1])):
        AgencyLink.objects.get_or_create(upper=upper, lower=lower, kind=AgencyLink.Kind.ADMINISTERS)
    return District(city, district, towns)


def by(who: Actor) -> dict[str, Any]:
    """Actor and moment of an act."""
    return {"actor": who, "now": NOW}


def opened(at: District, unit: Agency, year: int = 2025) -> Filing:
    """The unit's filing of a year, as counted, blanks filled with nought."""
    filing = open_filing(unit.code, "year", year, **by(at.clerk(unit)))
    if filing.cells.count() < len(form_of(filing).cells):
        fill_blank_cells(filing.pk, **by(at.clerk(unit)))
    filing.refresh_from_db()
    return filing


def requests(count: int, **more: int) -> dict[str, str]:
    """Typed figures that hold: so many requests received and granted; `more` cells with __ for dots."""
    given = {f"t3.{row}.{column}": str(count) for row in ("new_received", "granted", "outcome_total")
             for column in ("natural_person", "total")}  # fmt: skip
    given |= {"t3.carried_out.natural_person": "0", "t3.carried_out.total": "0"}
    return given | {cell.replace("__", "."): str(value) for cell, value in more.items()}


def typed(at: District, unit: Agency, figures: dict[str, str], year: int = 2025) -> Filing:
    """A filing with those figures typed over."""
    filing = opened(at, unit, year)
    return type_cells(filing.pk, figures, "其他系统办理", **by(at.clerk(unit)))


def submitted(at: District, unit: Agency, count: int = 0, year: int = 2025) -> Filing:
    """A filing sent in."""
    filing = typed(at, unit, requests(count), year) if count else opened(at, unit, year)
    return submit_filing(filing.pk, **by(at.clerk(unit)))


def accepted(at: District, unit: Agency, count: int = 0, year: int = 2025) -> Filing:
    """A filing accepted by the district's office."""
    filing = submitted(at, unit, count, year)
    return accept_filing(filing.pk, **by(at.office))
