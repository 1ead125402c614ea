"""How many requests one person sends a unit: the figures for reasons (条例第三十五条) and fees (条例第四十二条).

Nobody is counted away: every request stays in the list, and what follows is decided by people on these figures.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, F, Max, Q, Value, When
from django.db.models.functions import Concat

from gongkai.kit.who import Actor
from gongkai.requests import alike, sight
from gongkai.requests.applicants import masked, opened
from gongkai.requests.models import Request

# A list of persons starts with the second request; groups are made of at most so many.
FROM, LISTED, GROUPED = 2, 100, 1000
DAYS = 30


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the year, by the newest of his requests: how many that day, that month, that year."""

    row: Request
    name: str
    day: int
    month: int
    year: int


@dataclass(frozen=True, slots=True)
class Volume:
    """One person's requests to one unit: by day over DAYS days, by month, in groups of nearly one subject."""

    name: str
    total: int
    year: int
    days: tuple[tuple[date, int], ...]
    months: tuple[tuple[int, int], ...]
    groups: tuple[alike.Alike, ...]
    elsewhere: int


def persons(asker: Actor, unit: str, on: date) -> list[PersonLine]:
    """The persons with several requests to the unit in the year of that day, the most first."""
    rows = sight.visible(asker).filter(agency__code=unit, law_day__year=on.year, law_day__lte=on).exclude(state="void")
    key = Case(
        When(~Q(identity_index=""), then=F("identity_index")),
        default=Concat(F("name_index"), Value("+"), F("contact_index")),
        output_field=CharField(),
    )
    found = list(
        rows.annotate(who=key)
        .values("who")
        .annotate(
            year=Count("id"), month=Count("id", filter=Q(law_day__month=on.month)),
            day=Count("id", filter=Q(law_day=on)), newest=Max("id"),
        )
        .filter(year__gte=FROM)
        .order_by("-day", "-month", "-year", "-newest")[:LISTED]
    )  # fmt: skip
    newest = {row.pk: row for row in Request.objects.filter(pk__in=[one["newest"] for one in found])}
    return [
        PersonLine(
            newest[one["newest"]], masked(opened(newest[one["newest"]])).name, one["day"], one["month"], one["year"]
        )
        for one in found
    ]


def volume(asker: Actor, request: Request, on: date) -> Volume:
    """The figures of the person who made that request."""
    rows = alike.of_person(asker, request)
    days = list(rows.values_list("law_day", flat=True))
    by_day = Counter(days)
    since = on - timedelta(days=DAYS - 1)
    this_year = [day for day in days if day.year == on.year]
    months = Counter(day.month for day in this_year)
    return Volume(
        masked(opened(request)).name,
        len(days),
        len(this_year),
        tuple((since + timedelta(days=at), by_day[since + timedelta(days=at)]) for at in range(DAYS)),
        tuple((month, months[month]) for month in range(1, on.month + 1)),
        tuple(alike.grouped(rows[:GROUPED])),
        alike.elsewhere(asker, request),
    )
