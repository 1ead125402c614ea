"""Rows for measuring, written as the actions leave them: requests with their closings, cases, registered figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from gongkai.kit.clock import BEIJING
from gongkai.law.outcomes import edition_on, leaf_for
from gongkai.requests.models import Request, StepTaken
from gongkai.statistics.models import Tally
from gongkai.units.models import Agency

NUMBERS = count(1)
AT = datetime(2025, 1, 1, 9, 0, tzinfo=BEIJING)
STATES = {(True, True): "replied", (True, False): "handling", (False, True): "ended", (False, False): "unconfirmed"}
Closing = tuple[date, str, str, bool]


def a_unit(code: str = "QG", level: str = "department") -> Agency:
    """A unit."""
    return Agency.objects.create(code=code, name=f"{code}局", short=code, level=level)


def granted(on: date) -> Closing:
    """Released that day."""
    return on, "release", "", False


def a_request(unit: Agency, received: date | None, *closings: Closing, **more: Any) -> Request:
    """A request received that day and closed on those; like the actions, a closing of a later year does not count."""
    number = next(NUMBERS)
    row = Request(
        agency=unit, number=f"{number}号", receipt_number=f"r{number}", channel="online", arrived_at=AT,
        law_day=received or date(2025, 1, 2), received_on=received, applicant_kind="natural_person", sealed="x",
        subject=f"事项{number}", made_at=AT, state=STATES[bool(received), bool(closings)],
    )  # fmt: skip
    steps = []
    for on, decision, ground, severed in closings:
        leaf = leaf_for(decision, edition_on(on), ground=ground, severed=severed).code
        counted = row.closed_on is None or row.closed_on.year >= on.year
        steps.append(StepTaken(
            request=row, act="serve", on=on, came_from="signed", went_to="replied", decision=decision, ground=ground,
            severed=severed, leaf=leaf, counted=counted, in_time=True, at=AT,
        ))  # fmt: skip
        if counted:
            row.closed_on, row.decision, row.ground, row.severed, row.leaf = on, decision, ground, severed, leaf
    for name, value in more.items():
        setattr(row, name, value)
    row.save()
    StepTaken.objects.bulk_create(steps)
    return row


def a_tally(unit: Agency, kind: str, on: date, quantity: str, **more: Any) -> Tally:
    """A registered figure."""
    return Tally.objects.create(
        agency=unit, kind=kind, on=on, quantity=Decimal(quantity), source="审批系统", at=AT + timedelta(days=1), **more
    )
