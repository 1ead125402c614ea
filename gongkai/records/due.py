"""By when a record must be with the disclosure office and be public, with the days that lead there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kit.clock import BEIJING
from gongkai.law.calendar import Calendars
from gongkai.law.deadlines import Due
from gongkai.law.errors import LawError
from gongkai.law.publication import handover_due, publication_due
from gongkai.law.publicity import marks


@dataclass(frozen=True, slots=True)
class DueDates:
    """Both limits with their trails; `unknown` says in one sentence why a date is missing, empty where none is owed."""

    publish: Due | None = None
    handover: Due | None = None
    unknown: str = ""

    @property
    def publish_on(self) -> date | None:
        """The last day for publishing."""
        return self.publish.last_day if self.publish else None

    @property
    def handover_on(self) -> date | None:
        """The last day for handing over to the disclosure office."""
        return self.handover.last_day if self.handover else None


def rules_day(now: datetime) -> date:
    """The day whose rules a decision follows: the Beijing day on which it is taken (docs/decisions D-130)."""
    return now.astimezone(BEIJING).date()


def due_dates(formed_on: date | None, mark: str, on: date) -> DueDates:
    """The limits of a record formed on that day. A record marked not for publication has none (《条例》第二十六条).

    Unknown law or an unpublished calendar gives no date and the sentence why; it never stops the record.
    """
    if formed_on is None or mark in {one.code for one in marks(on) if not one.published}:
        return DueDates()
    calendars = Calendars.published()
    try:
        publish = publication_due(formed_on, calendars)
    except LawError as error:
        return DueDates(unknown=error.sentence)
    try:
        return DueDates(publish, handover_due(formed_on, calendars))
    except LawError as error:
        return DueDates(publish, unknown=error.sentence)
