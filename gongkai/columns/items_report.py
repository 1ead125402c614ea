"""The report on a unit's catalogue, for its people and its office: what is missing, late, outside every item."""

from __future__ import annotations

from datetime import date

from gongkai.columns.items_acting import may_review
from gongkai.columns.items_held import Held, Shown, Subject, hold
from gongkai.columns.models.items import ItemRecord, PublicItem
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars
from gongkai.records.models import Publication
from gongkai.units.models import Agency
from gongkai.units.powers import READ


def may_see(asker: Actor, agency: Agency, on: date) -> bool:
    """Whether the asker works in the unit or in the office over it."""
    return asker.may(READ, agency.code) or may_review(asker, agency, on)


def report(asker: Actor, code: str, on: date) -> Held | None:
    """The lists of that day, or None for a unit that is not there or not the asker's, or without a public catalogue.

    Everything in it is public by itself; the judgement is for staff. Raises UnknownLaw as the limits' rows do.
    """
    agency = Agency.objects.filter(code=code).first()
    if agency is None or not may_see(asker, agency, on):
        return None
    items = [Subject(one.key, one.path, one.name, one.limit) for one in PublicItem.objects.filter(agency_code=code)]
    if not items:
        return None
    return hold(items, _under(code, on), _public(code, on), on, Calendars.published())


def _public(code: str, on: date) -> list[Shown]:
    rows = Publication.objects.filter(agency_code=code, state=Publication.State.PUBLISHED)
    return [one for row in rows.values_list(*FIELDS) if (one := _shown(row)).published_on <= on]


def _under(code: str, on: date) -> dict[str, list[Shown]]:
    ties = ItemRecord.objects.filter(agency__code=code).values_list("key", "record_id")
    public = Publication.objects.filter(agency_code=code, state=Publication.State.PUBLISHED)
    by_record = {row[0]: _shown(row[1:]) for row in public.values_list("record_id", *FIELDS)}
    found: dict[str, list[Shown]] = {}
    for key, record_id in ties:
        one = by_record.get(record_id)
        if one is not None and one.published_on <= on:
            found.setdefault(key, []).append(one)
    return found


FIELDS = ("index_number", "title", "formed_on", "first_published_at")


def _shown(row: tuple[object, ...]) -> Shown:
    number, title, formed_on, at = row
    return Shown(str(number), str(title), formed_on, at.astimezone(BEIJING).date())  # type: ignore[arg-type, attr-defined]
