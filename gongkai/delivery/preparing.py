"""The worker's part: every interval that is over gets its batches, the earliest first, however long nobody ran."""

from __future__ import annotations

import logging
from datetime import date, datetime

from gongkai.delivery.actions.prepare_batch import prepare_batch
from gongkai.delivery.choosing import choose, halls_on, units_of
from gongkai.delivery.copies import copy_of
from gongkai.delivery.models import Batch, Hall
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.calendar import Calendars
from gongkai.law.deposit import Turn, deposit_rule, turns
from gongkai.units.models import Agency
from gongkai.units.powers import DELIVER

log = logging.getLogger("gongkai.deposit")
PROCESS = Actor("process:deposit", "送交两馆", frozenset({(DELIVER, EVERYWHERE)}))
A_ROUND = 20


def prepare_due(now: datetime) -> int:
    """Prepare up to a round of missing batches; how many were made. Nothing is made twice, nothing left out.

    A unit whose files are lost is logged and holds up only its own hall's next interval. Raises what failed when
    nothing else could be done, CalendarNotPublished for a year without its calendar.
    """
    on, made = now.astimezone(BEIJING).date(), 0
    fault: Exception | None = None
    for hall in halls_to_prepare(on):
        for turn in open_turns(hall, on):
            missing = missing_units(hall, turn)
            whole = True
            for agency in missing:
                if made >= A_ROUND:
                    return made
                try:
                    made += _prepare(agency, hall, turn, now)
                except Exception as error:  # one unit's lost file is not the others' fault
                    log.exception("batch of %s for %s until %s failed", agency.code, hall.pk, turn.ends)
                    whole, fault = False, error
            if not whole:
                break
            Hall.objects.filter(pk=hall.pk).update(prepared_until=turn.ends)
    if fault is not None and not made:
        raise fault
    return made


def halls_to_prepare(on: date) -> list[Hall]:
    """Every hall that has begun; one that has ended is prepared up to its end."""
    ended = Hall.objects.filter(until__lte=on).select_related("government", "office", "agency")
    return [*halls_on(on), *ended]


def open_turns(hall: Hall, on: date) -> list[Turn]:
    """The intervals of the hall that are over on that day and not all prepared, the earliest first."""
    until = on if hall.until is None else min(on, hall.until)
    # The rule of the day an interval ends; a rule that changes begins with the interval that ends after it.
    since = hall.prepared_until or hall.begins
    rule = deposit_rule(hall.rule, since)
    return list(turns(rule, since, until, Calendars.published()))


def missing_units(hall: Hall, turn: Turn) -> list[Agency]:
    """The units that deliver to the hall and have no batch for the interval."""
    known = set(Batch.objects.filter(hall=hall, ends=turn.ends).values_list("agency_id", flat=True))
    return [one for one in units_of(hall, turn.ends) if one.pk not in known]


def _prepare(agency: Agency, hall: Hall, turn: Turn, now: datetime) -> int:
    # Setting pages takes time: it is done before the transaction, which then finds them made.
    for row in choose(agency, hall, turn.ends).publications:
        copy_of(row, now)
    prepare_batch(agency, hall.pk, turn.ends, actor=PROCESS, now=now)
    return 1
