"""Who may read how often the columns were visited, and the numbers by month. For the desk and the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from gongkai.columns.models import Visit
from gongkai.columns.visited import OWN_COLUMNS
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.unit_columns import columns
from gongkai.units.powers import SEE_VISITS


@dataclass(frozen=True, slots=True)
class VisitLine:
    """The visits of one column in one month. An empty unit is the whole site's own pages, an empty point the web."""

    month: date
    agency_code: str
    column_code: str
    point: str
    count: int


def may_see_visits(asker: Actor) -> bool:
    """Whether the asker sees the numbers of any unit."""
    return any(act == SEE_VISITS for act, _code in asker.grants)


def visits(asker: Actor, first: date, last: date, agency_code: str = "") -> list[VisitLine]:
    """The visits from the first to the last day by month, unit, column and point; of one unit, or of all.

    The numbers are those of public pages: whoever may see one unit's may compare it with the others. Raises Refused
    "not-allowed".
    """
    if not may_see_visits(asker):
        raise Refused("not-allowed", "查看访问量由政务公开机构或发布岗位办理。你没有这项职责，未显示。")
    rows: QuerySet[Visit] = Visit.objects.filter(day__gte=first, day__lte=last)
    if agency_code:
        rows = rows.filter(agency_code=agency_code)
    found = (
        rows.order_by()
        .annotate(month=TruncMonth("day"))
        .values("month", "agency_code", "column_code", "point")
        .annotate(total=Sum("count"))
        .order_by("month", "agency_code", "column_code", "point")
    )
    return [
        VisitLine(row["month"], row["agency_code"], row["column_code"], row["point"], row["total"]) for row in found
    ]


def column_labels(on: date) -> Mapping[str, str]:
    """The names of all columns that are counted, the law's first, in their order."""
    return {one.code: one.label for one in columns(on)} | OWN_COLUMNS
