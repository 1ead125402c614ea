"""How much time is left, in words: working days while they last, calendar days once it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gongkai.law.calendar import Calendars
from gongkai.law.errors import LawError


@dataclass(frozen=True, slots=True)
class Clock:
    """Words, tone ("", "care", "stop" or "hold") and icon of a clock chip, with the day it stands for."""

    words: str
    tone: str
    icon: str
    day: date | None


def clock_of(due: date | None, on: date) -> Clock | None:
    """The chip for a limit ending on `due`, seen on `on`; None without a limit."""
    if due is None:
        return None
    if due < on:
        return Clock(gettext("逾期 %(days)d 日") % {"days": (on - due).days}, "stop", "late", due)
    if due == on:
        return Clock(gettext("今日到期"), "care", "clock", due)
    try:
        left = Calendars.published().working_days_between(on, due)
    except LawError:
        return Clock(gettext("最迟 %(day)s") % {"day": due.isoformat()}, "", "clock", due)
    words = gettext("剩余 %(days)d 个工作日") % {"days": left}
    return Clock(words, "care" if left <= 1 else "", "clock", due)


def waiting(words: str) -> Clock:
    """The chip for what waits for somebody else."""
    return Clock(words, "hold", "hold", None)
