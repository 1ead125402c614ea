"""When what is not public is looked at again (《条例》第十八条), and when a secret's period ends. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from gongkai.law.counting import after_months
from gongkai.law.publication import reassess_on
from gongkai.law.publicity import mark_of
from gongkai.records.said import Said

STATE_SECRET = "state_secret"
YEARS = re.compile(r"(\d{1,3})\s*(年|个月|月)")
DAY = re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?")


def secrecy_ends_on(said: Said) -> date | None:
    """The first day a classified document is no longer secret: its period counted from the day it was formed, or the
    day written as its end. None where it is not classified, or the period names neither (for instance 长期)."""
    if said.ground != STATE_SECRET:
        return None
    period = said.ground_details.get("period", "")
    if written := DAY.search(period):
        try:
            return date(*(int(part) for part in written.groups())) + timedelta(days=1)
        except ValueError:
            return None
    span = YEARS.search(period)
    if span is None or said.formed_on is None:
        return None
    months = int(span[1]) * (12 if span[2] == "年" else 1)
    return after_months(said.formed_on, months)


def next_review_on(said: Said, on: date) -> date | None:
    """The day by which a record is to be looked at again when it was last looked at on `on`; None for a public one.

    Never later than the end of its secrecy. Raises UnknownLaw where the marks of that day are not registered.
    """
    if not said.mark or mark_of(said.mark, on).published:
        return None
    ends = secrecy_ends_on(said)
    due = reassess_on(on)
    return min(due, ends) if ends is not None and ends > on else due
