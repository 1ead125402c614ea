"""What the desk sees of the halls: a unit its own batches, an office those of its halls, a receiver his hall's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from gongkai.delivery.choosing import HELD, choose, halls_of, units_of
from gongkai.delivery.decide import Delivered, Standing, standing_of
from gongkai.delivery.models import Batch, BatchItem, Hall, Replacement
from gongkai.delivery.preparing import open_turns
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.units.models import Agency
from gongkai.units.powers import DELIVER, OVERSEE_DELIVERY, RECEIVE

A_PAGE = 20
STATE = Batch.State
WITH_THE_HALL = (STATE.SENT, STATE.RECEIVED, STATE.REFUSED)


@dataclass(frozen=True, slots=True)
class Row:
    """One batch with its number of items and how it stands against its day."""

    batch: Batch
    items: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Coming:
    """What would go to a hall if the interval closed now."""

    hall: Hall
    count: int


def codes(asker: Actor, power: str) -> frozenset[str]:
    """The codes of the units for which the asker has that power."""
    return frozenset(code for act, code in asker.grants if act == power)


def batches(asker: Actor) -> QuerySet[Batch]:
    """Every batch the asker may see; a hall sees what was sent to it. Nothing for a visitor."""
    rows = Batch.objects.select_related("agency", "hall__agency", "hall__office", "sent_by", "received_by")
    if not asker.known:
        return rows.none()
    own = _in("agency__code", codes(asker, DELIVER))
    led = _in("hall__office__code", codes(asker, OVERSEE_DELIVERY))
    taken = _in("hall__agency__code", codes(asker, RECEIVE)) & Q(state__in=WITH_THE_HALL)
    return rows.filter(own | led | taken)


def batch(asker: Actor, pk: int) -> Batch | None:
    """One batch, or None where there is none for the asker."""
    return batches(asker).filter(pk=pk).first()


def items(asker: Actor, of: Batch) -> list[BatchItem]:
    """The lines of a batch the asker may see, in order."""
    if not batches(asker).filter(pk=of.pk).exists():
        return []
    return list(of.items.select_related("copy__publication", "extra").order_by("position"))


def unit_page(asker: Actor, code: str, page: str | int, on: date) -> Page[Row]:
    """The batches of one unit, the newest interval first."""
    rows = batches(asker).filter(agency__code=code) if asker.may(DELIVER, code) else Batch.objects.none()
    return _rows(rows.order_by("-ends", "hall_id"), page, on)


def waiting_at_hall(asker: Actor, page: str | int, on: date) -> Page[Row]:
    """What was sent to the asker's hall and is not signed for, the earliest due first."""
    mine = _in("hall__agency__code", codes(asker, RECEIVE))
    return _rows(batches(asker).filter(mine, state=STATE.SENT).order_by("due_on", "agency__code"), page, on)


def signed_at_hall(asker: Actor, page: str | int, on: date) -> Page[Row]:
    """What the asker's hall signed for, the newest first."""
    mine = _in("hall__agency__code", codes(asker, RECEIVE))
    return _rows(batches(asker).filter(mine, state=STATE.RECEIVED).order_by("-received_at"), page, on)


def coming(asker: Actor, agency: Agency, on: date) -> list[Coming]:
    """What has gathered for the next interval at each hall of a unit."""
    if not asker.may(DELIVER, agency.code):
        return []
    after = date(on.year + 1, 1, 1)
    found = []
    for hall in halls_of(agency, on):
        chosen = choose(agency, hall, after)
        found.append(Coming(hall, len(chosen.publications) + len(chosen.extras)))
    return found


def last_contact(asker: Actor, of: Agency) -> tuple[str, str]:
    """Contact and telephone of the batch that the unit sent last; empty where there is none for the asker."""
    last = batches(asker).filter(agency=of, sent_at__isnull=False).order_by("-sent_at").first()
    return (last.contact, last.phone) if last is not None else ("", "")


def behind(asker: Actor, on: date) -> list[Hall]:
    """The halls the asker's office leads for which an interval is over and has not all its batches."""
    return [hall for hall in halls_led(asker) if open_turns(hall, on)]


def is_held(of: Batch) -> bool:
    """Whether the batch is still, or again, with its unit."""
    return of.state in HELD


def halls_led(asker: Actor) -> list[Hall]:
    """The halls whose deliveries the asker's office leads."""
    if not asker.known:
        return []
    rows = Hall.objects.filter(_in("office__code", codes(asker, OVERSEE_DELIVERY)))
    return list(rows.select_related("government", "office", "agency"))


def hall_led(asker: Actor, pk: int) -> Hall | None:
    """One of them, or None."""
    return next((one for one in halls_led(asker) if one.pk == pk), None)


@dataclass(frozen=True, slots=True)
class Interval:
    """One interval that has batches, by its end, and how many lists of it are late."""

    ends: date
    late: int


def intervals(asker: Actor, halls: Sequence[Hall], on: date) -> list[Interval]:
    """The intervals that have batches at halls the asker's office leads, the newest first."""
    led = {one.pk for one in halls_led(asker)}
    rows = Batch.objects.filter(hall__in=[one.pk for one in halls if one.pk in led]).order_by("-ends").values("ends")
    late = Count("pk", filter=Q(state__in=HELD, due_on__lt=on))
    return [Interval(row["ends"], row["late"]) for row in rows.annotate(late=late)]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the table: a batch, or None where none was prepared, for each hall in their order."""

    agency: Agency
    cells: tuple[Row | None, ...]

    @property
    def late(self) -> bool:
        """Whether a list is missing past its day."""
        return any(cell is not None and cell.standing == Standing.LATE for cell in self.cells)


def table(asker: Actor, halls: Sequence[Hall], ends: date, on: date) -> list[UnitLine]:
    """Who has delivered for the interval and who has not; only halls the asker's office leads."""
    led = {one.pk for one in halls_led(asker)}
    mine = [one for one in halls if one.pk in led]
    rows = Batch.objects.filter(hall__in=[one.pk for one in mine], ends=ends)
    known = {(row.batch.agency_id, row.batch.hall_id): row for row in _made(_counted(rows), on)}
    units = {one.pk: one for hall in mine for one in units_of(hall, ends)}
    units |= {row.batch.agency_id: row.batch.agency for row in known.values()}
    return [
        UnitLine(one, tuple(known.get((one.pk, hall.pk)) for hall in mine))
        for one in sorted(units.values(), key=lambda one: one.code)
    ]


def replacements(asker: Actor) -> QuerySet[Replacement]:
    """Every replacement the asker may see; a hall sees those that are approved."""
    rows = Replacement.objects.select_related(
        "item__batch__agency", "item__hall__agency", "item__hall__office", "item__copy", "copy__publication",
        "asked_by", "approved_by", "acted_by",
    )  # fmt: skip
    if not asker.known:
        return rows.none()
    own = _in("item__batch__agency__code", codes(asker, DELIVER))
    led = _in("item__hall__office__code", codes(asker, OVERSEE_DELIVERY))
    taken = _in("item__hall__agency__code", codes(asker, RECEIVE))
    ready = Q(state__in=(Replacement.State.APPROVED, Replacement.State.ACTED))
    return rows.filter(own | led | (taken & ready))


def replacement(asker: Actor, pk: int) -> Replacement | None:
    """One replacement, or None where there is none for the asker."""
    return replacements(asker).filter(pk=pk).first()


def open_replacements(asker: Actor) -> list[Replacement]:
    """Those that wait for anybody, the oldest first."""
    states = (Replacement.State.DUE, Replacement.State.ASKED, Replacement.State.APPROVED)
    return list(replacements(asker).filter(state__in=states).order_by("made_at", "pk"))


def _rows(found: QuerySet[Batch], page: str | int, on: date) -> Page[Row]:
    got: Page[Any] = Paginator(_counted(found), A_PAGE).get_page(page)
    got.object_list = _made(list(got.object_list), on)
    return got


def _counted(rows: QuerySet[Batch]) -> QuerySet[Batch]:
    return rows.select_related("agency", "hall").annotate(lines=Count("items"))


def _made(rows: QuerySet[Batch] | Sequence[Batch], on: date) -> list[Row]:
    return [Row(one, getattr(one, "lines", 0), standing(one, on)) for one in rows]


def standing(of: Batch, on: date) -> Standing:
    """How a batch stands on that day; one that was sent back is not delivered."""
    sent = of.sent_at if of.state in (STATE.SENT, STATE.RECEIVED) else None
    return standing_of(Delivered(of.due_on, sent.astimezone(BEIJING).date() if sent else None), on)


def _in(field: str, known: frozenset[str]) -> Q:
    return Q() if EVERYWHERE in known else Q(**{f"{field}__in": known})
