"""Which units deliver to a hall, and what a unit has to deliver to it for an interval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from gongkai.delivery.models import Batch, BatchItem, Extra, Hall
from gongkai.kit.clock import BEIJING
from gongkai.records.models import Publication
from gongkai.units.acting import holds
from gongkai.units.models import Agency, AgencyLink

# Another government below a government has halls of its own.
GOVERNMENTS = (Agency.Level.PROVINCE, Agency.Level.CITY, Agency.Level.COUNTY)
HELD = (Batch.State.PREPARED, Batch.State.REFUSED)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes into a batch: published records in the order of first publication, then other papers."""

    publications: tuple[Publication, ...]
    extras: tuple[Extra, ...]

    @property
    def versions(self) -> dict[str, int]:
        """Key to version, by which two choices are compared."""
        return {record_key(row.record_id): row.version for row in self.publications} | {
            extra_key(one.pk): 0 for one in self.extras
        }


def record_key(record_id: int) -> str:
    """How an item names its record."""
    return f"record:{record_id}"


def extra_key(extra_id: int) -> str:
    """How an item names an extra paper."""
    return f"extra:{extra_id}"


def units_of(hall: Hall, on: date) -> list[Agency]:
    """The agencies that deliver to the hall that day: below its government (D-230), by code.

    Other governments with theirs do not; the government itself and public institutions only where they publish under
    their own name.
    """
    links = AgencyLink.objects.filter(holds(on), kind=AgencyLink.Kind.ADMINISTERS).select_related("lower")
    lower: dict[int, list[Agency]] = {}
    for link in links:
        lower.setdefault(link.upper_id, []).append(link.lower)
    found: dict[int, Agency] = {}
    waiting = [hall.government_id]
    while waiting:
        for one in lower.get(waiting.pop(), []):
            if one.pk not in found and one.level not in GOVERNMENTS:
                found[one.pk] = one
                waiting.append(one.pk)
    doubtful = [hall.government, *(one for one in found.values() if one.level == Agency.Level.SERVICE)]
    names = {one.code for one in doubtful}
    publishing = set(
        Publication.objects.filter(agency_code__in=names).order_by().values_list("agency_code", flat=True).distinct()
    )
    there = [one for one in found.values() if one.code not in names or one.code in publishing]
    there += [hall.government] if hall.government.code in publishing else []
    return sorted((one for one in there if _exists(one, on)), key=lambda one: one.code)


def halls_of(agency: Agency, on: date) -> list[Hall]:
    """The halls to which the agency delivers that day."""
    return [hall for hall in halls_on(on) if any(one.pk == agency.pk for one in units_of(hall, on))]


def halls_on(on: date) -> QuerySet[Hall]:
    """The halls that take deliveries that day."""
    return Hall.objects.filter(begins__lte=on).exclude(until__lte=on).select_related("government", "office", "agency")


def choose(agency: Agency, hall: Hall, ends: date, *, batch: Batch | None = None) -> Chosen:
    """What is public now, was first published before `ends`, and never went to that hall.

    What an earlier interval missed is among it. `batch` is one being made anew, whose own items do not count as gone.
    """
    before, since = midnight(ends), midnight(hall.begins)
    gone = BatchItem.objects.filter(hall=hall)
    if batch is not None:
        gone = gone.exclude(batch=batch)
    rows = Publication.objects.filter(
        state=Publication.State.PUBLISHED, agency_code=agency.code, first_published_at__lt=before,
        first_published_at__gte=since,
    ).exclude(record__in=gone.filter(record__isnull=False).values("record"))  # fmt: skip
    extras = Extra.objects.filter(agency=agency, made_at__lt=before, made_at__gte=since)
    return Chosen(
        tuple(rows.order_by("first_published_at", "pk")),
        tuple(extras.exclude(pk__in=gone.filter(extra__isnull=False).values("extra")).order_by("made_at", "pk")),
    )


def differs(batch: Batch) -> bool:
    """Whether what is to be delivered has changed since the batch was made: revised, withdrawn, or published anew."""
    items = dict(batch.items.values_list("key", "version"))
    return items != choose(batch.agency, batch.hall, batch.ends, batch=batch).versions


def midnight(day: date) -> datetime:
    """The first moment of a day in Beijing."""
    return datetime.combine(day, time.min, tzinfo=BEIJING)


def _exists(one: Agency, on: date) -> bool:
    return (one.begins is None or one.begins <= on) and (one.ends is None or one.ends > on)
