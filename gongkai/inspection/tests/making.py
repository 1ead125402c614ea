"""Offices, lists and units for the tests of this room."""

from __future__ import annotations

from datetime import datetime

from gongkai.inspection.acting import Said
from gongkai.inspection.actions.confirm_assurance_list import confirm_assurance_list
from gongkai.inspection.actions.open_assurance_list import open_assurance_list
from gongkai.inspection.actions.save_assurance_row import save_assurance_row
from gongkai.inspection.models import AssuranceList
from gongkai.kit.who import Actor
from gongkai.records.tests.making import NOW, a_unit, actors
from gongkai.units.models import Agency, AgencyLink


def a_district(*below: Agency) -> Agency:
    """A district over these units, with its office."""
    made = a_unit("district", level=Agency.Level.COUNTY, name="泉港区人民政府", short="泉港区")
    for one in below:
        AgencyLink.objects.get_or_create(upper=made, lower=one, kind=AgencyLink.Kind.ADMINISTERS)
    return made


def office(of: Agency) -> Actor:
    """Who keeps the list there."""
    return actors(of)["disclosure_office"]


def a_said(of: Agency, **changes: object) -> Said:
    """A row: the unit's rules and documents, each half year."""
    given: dict[str, object] = {
        "column": "column:rules", "unit_code": of.code, "kind": "notice", "responsible": of.code, "every": 0,
    }  # fmt: skip
    return Said(**(given | changes))  # type: ignore[arg-type]


def a_draft(of: Agency, *rows: Said, now: datetime = NOW) -> AssuranceList:
    """A list being prepared with these rows."""
    made = open_assurance_list(agency=of, actor=office(of), now=now)
    for one in rows:
        save_assurance_row(made.pk, made.edition, one, actor=office(of), now=now)
        made.refresh_from_db()
    return made


def in_force(of: Agency, *rows: Said, now: datetime = NOW) -> AssuranceList:
    """A confirmed list with these rows."""
    made = a_draft(of, *rows, now=now)
    return confirm_assurance_list(made.pk, made.edition, actor=office(of), now=now)
