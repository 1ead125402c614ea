"""The years in which something was first published, counted stretch by stretch: an index is enough for that.

Taking the year out of each moment costs a call a row, half a second for a hundred thousand of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Aggregate, Count, QuerySet, Value

from gongkai.kit.clock import BEIJING
from gongkai.records.models import Publication

MOMENT = "first_published_at"


def by_year(rows: QuerySet[Publication], **further: Aggregate) -> list[tuple[Any, ...]]:
    """Year in Beijing time, how many rows, and what else was asked for; newest first, years without any left out."""
    moments = rows.order_by(MOMENT).values_list(MOMENT, flat=True)
    first, last = moments.first(), moments.last()
    if first is None or last is None:
        return []
    newest, oldest = (moment.astimezone(BEIJING).year for moment in (last, first))
    each = [_one(rows, year, further) for year in range(newest, oldest - 1, -1)]
    return sorted((row for row in each[0].union(*each[1:], all=True) if row[1]), reverse=True)


def _one(rows: QuerySet[Publication], year: int, further: dict[str, Aggregate]) -> QuerySet[Any, tuple[Any, ...]]:
    first, after = datetime(year, 1, 1, tzinfo=BEIJING), datetime(year + 1, 1, 1, tzinfo=BEIJING)
    within = rows.filter(**{f"{MOMENT}__gte": first, f"{MOMENT}__lt": after}).order_by()
    return within.values(of=Value(year)).annotate(n=Count("pk"), **further).values_list("of", "n", *further)
