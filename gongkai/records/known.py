"""The documents that are not public and that this unit can know about: its own and those of the units above it."""

from __future__ import annotations

from datetime import date

from gongkai.law.publicity import marks
from gongkai.records.models import Record
from gongkai.records.said import Said
from gongkai.screening.findings import KnownDocument
from gongkai.units.acting import holds
from gongkai.units.models import Agency, AgencyLink

# The newest this many: older ones are not quoted any more, and a look must stay quick.
MOST = 2000


def known_documents(record: Record, said: Said, on: date) -> tuple[KnownDocument, ...]:
    """Titles and numbers of registered documents withheld by this unit or one above it, newest first, never itself."""
    withheld = [one.code for one in marks(on) if not one.published]
    rows = (
        Record.objects.filter(
            agency__in=[record.agency_id, *uppers(record.agency, on)], state=Record.State.REGISTERED, mark__in=withheld
        )
        .exclude(pk=record.pk)
        .exclude(title=said.title)
        .order_by("-formed_on", "-id")
        .values_list("title", "doc_number", "agency__short")[:MOST]
    )
    return tuple(KnownDocument(title=title, number=number, holder=holder) for title, number, holder in rows)


def uppers(agency: Agency, on: date) -> list[int]:
    """The ids of all units above this one on that day, nearest first."""
    found: list[int] = []
    waiting = [agency.pk]
    while waiting:
        links = AgencyLink.objects.filter(holds(on), lower__in=waiting).exclude(kind=AgencyLink.Kind.SUCCEEDS)
        waiting = [pk for pk in links.values_list("upper_id", flat=True) if pk not in found and pk != agency.pk]
        found += waiting
    return found
