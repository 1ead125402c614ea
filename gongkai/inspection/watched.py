"""The columns' clocks for electronic supervision: one for each span from one update to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from gongkai.inspection.columns import labels
from gongkai.inspection.decide import Promise, due
from gongkai.inspection.models import AssuranceList, AssuranceRow
from gongkai.inspection.updates import Updates, updates
from gongkai.kit.watched import WatchedClock, register
from gongkai.law.calendar import Calendars
from gongkai.law.inspection import column_kinds
from gongkai.units.models import Agency

SOURCE, NODE = "assurance", "column_update"


def clocks(since: date | None) -> Iterator[WatchedClock]:
    """The clocks that run, and those met on `since` or later, of the rows of all lists in force."""
    rows = list(
        AssuranceRow.objects.filter(of__state=AssuranceList.State.CONFIRMED).select_related(
            "of", "responsible", "person"
        )
    )
    if not rows:
        return
    # Everything that was published is known by now: a day in the future bounds nothing.
    known = updates({(one.column, one.unit_code) for one in rows}, date.max, since)
    units = dict(Agency.objects.filter(code__in={one.unit_code for one in rows}).values_list("code", "short"))
    calendars = Calendars.published()
    for row in rows:
        begins = row.of.begins
        assert begins is not None  # by a constraint
        kind = next((one for one in column_kinds(begins) if one.code == row.kind), None)
        if kind is not None:
            promise = Promise(kind, row.every, row.unit, begins)
            whose = units.get(row.unit_code, "全站")
            title = f"{whose}“{labels(begins).get(row.column, row.column)}”栏目更新"
            yield from _spans(row, promise, known[row.column, row.unit_code], since, title, calendars)


def _spans(
    row: AssuranceRow, promise: Promise, known: Updates, since: date | None, title: str, calendars: Calendars
) -> Iterator[WatchedClock]:
    days = known.between() if known.count else ()
    spans: list[tuple[date | None, date | None]] = list(pairwise((*days, None)))
    if not days:
        spans = [(None, None)]
    elif since is not None and days[0] >= max(since, promise.begins):
        # Nothing stood there before the first of these days: the empty column was filled on it.
        spans.insert(0, (None, days[0]))
    for updated_on, met_on in spans:
        due_on = due(promise, updated_on, calendars).on
        ended = met_on is not None and (since is None or met_on < max(since, promise.begins))
        if due_on is None or ended:
            continue
        begun_on = max(updated_on or promise.begins, promise.begins)
        yield WatchedClock(
            source=SOURCE,
            key=f"{row.unit_code or 'site'}:{row.column}:{updated_on.isoformat() if updated_on else 'empty'}",
            node=NODE,
            agency=row.responsible.code,
            title=title,
            begun_on=begun_on,
            due_on=max(due_on, begun_on),
            met_on=met_on,
            holder=row.person.login if row.person else "",
            subject=("assurance", ""),
        )


register(SOURCE, clocks)
