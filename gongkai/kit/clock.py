"""The only place that knows the time. Faces ask here and hand the answer down as `now` or `on`."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware, in Beijing time."""
    return datetime.now(BEIJING)


def today() -> date:
    """The calendar day in Beijing, which is not always the server's."""
    return now().date()


def day_of(moment: datetime) -> date:
    """The calendar day of a moment in Beijing."""
    return moment.astimezone(BEIJING).date()
