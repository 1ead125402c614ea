"""Due dates that could not be counted when the record was written are counted once the calendar has been entered."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import worker
from gongkai.records.models import Record
from gongkai.records.writing import current, said_of, settle_due

State = Record.State
# Each run looks at this many; the hours between runs do not matter for dates that lie months ahead.
AT_ONCE = 1000
EVERY = 6 * 3600
OPEN = (State.DRAFT, State.RETURNED, State.IN_REVIEW, State.ESCALATED, State.APPROVED)


def count_due_dates(now: datetime) -> int:
    """Fill in missing limits of records that are under way; how many were filled in.

    What the record states does not change, so neither does its edition.
    """
    rows = Record.objects.filter(state__in=OPEN, publish_due_on=None, formed_on__isnull=False, published_at=None)
    filled = 0
    for record in rows.select_related("content").order_by("formed_on", "id")[:AT_ONCE]:
        settle_due(record, said_of(current(record)), now)
        if record.publish_due_on is not None:
            dates = {"publish_due_on": record.publish_due_on, "handover_due_on": record.handover_due_on}
            filled += Record.objects.filter(pk=record.pk, edition=record.edition).update(**dates)
    return filled


worker.register("due-dates", EVERY, count_due_dates, label="补算公开期限")
