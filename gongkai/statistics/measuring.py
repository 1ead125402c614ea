"""Every figure from the facts by its one definition: what is measured, and of which things it is the sum.

Pure reading without an asker: `reads_measures` guards what people see. The number of queries depends on the sources a
format needs, not on how many units are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from gongkai.law.errors import UnknownLaw
from gongkai.law.formats import ReportFormat
from gongkai.law.measures import SUM, TALLY, TYPED, Measure, Taking, measures
from gongkai.law.outcomes import edition_for
from gongkai.statistics import (
    counting_disputes,
    counting_other,
    counting_publications,
    counting_records,
    counting_requests,
)
from gongkai.statistics.measured import Measured, Thing
from gongkai.statistics.measuring_facts import Fact, Facts, Span
from gongkai.units.models import Agency

COUNTERS: Mapping[str, Callable[[Span], Facts]] = {
    "requests": counting_requests.facts,
    "disputes": counting_disputes.facts,
    "records": counting_records.facts,
    "publications": counting_publications.facts,
    "fees": counting_other.fees,
    "complaints": counting_other.complaints,
    "visits": counting_other.visits,
    TALLY: counting_other.tallies,
}
ByEvent = Mapping[str, list[Fact]]


def measure(agencies: Collection[int], form: ReportFormat, first: date, last: date) -> dict[str, Measured]:
    """Every cell of the form for exactly those units (ids), from the first to the last day, as it stood on the last.

    Raises UnknownLaw where a fact fits no row or column of the form: nothing is left out silently.
    """
    return measure_cells(agencies, form, first, last, tuple(form.cells))


def measure_cells(
    agencies: Collection[int], form: ReportFormat, first: date, last: date, cells: Collection[str]
) -> dict[str, Measured]:
    """The same for some cells only: no source is asked that none of them needs. Raises UnknownLaw."""
    definitions = {cell: one for one in measures(form.id) for cell in one.cells}
    needed: dict[str, None] = {}
    waiting = list(cells)
    while waiting:
        cell = waiting.pop()
        needed[cell] = None
        waiting += definitions[cell].adds.get(cell, ())
    counted = {definitions[cell].code: definitions[cell] for cell in needed if definitions[cell].taking.source != SUM}
    known = gathered(
        span_of(agencies, first, last, _edition(form)), {one.taking.source for one in counted.values()}
    )  # fmt: skip
    found: dict[str, Measured] = {}
    for one in counted.values():
        things = _sorted_out(one, form, known)
        for cell in one.cells:
            if cell in needed:
                its = tuple(things.get(_key(one, form, cell), ()))
                found[cell] = Measured(cell, one.code, _sum(its), its, one.taking.source != TYPED)
    for cell in cells:
        _add(cell, definitions, found)
    wanted = set(cells)
    return {cell: found[cell] for cell in form.cells if cell in wanted}


def span_of(agencies: Collection[int], first: date, last: date, edition: str = "") -> Span:
    """What counters are asked: the units with code and level. One query. Raises ValueError for days out of order."""
    if last < first:
        raise ValueError(f"{last} before {first}")
    rows = Agency.objects.filter(pk__in=agencies).order_by().values_list("pk", "code", "level")
    return Span({pk: (code, level) for pk, code, level in rows}, first, last, edition)


def gathered(span: Span, sources: Iterable[str]) -> dict[str, ByEvent]:
    """The facts of those sources by event; each source is asked once."""
    found: dict[str, ByEvent] = {}
    for source in sorted(set(sources) & set(COUNTERS)):
        events: dict[str, list[Fact]] = defaultdict(list)
        for fact in COUNTERS[source](span):
            events[fact.event].append(fact)
        found[source] = events
    return found


def taken(taking: Taking, known: Mapping[str, ByEvent]) -> list[Fact]:
    """The facts that a definition takes."""
    facts = known.get(taking.source, {}).get(taking.event, ())
    return [fact for fact in facts if taking.takes(fact.marks)]


def _edition(form: ReportFormat) -> str:
    """The edition of results of the form's years; empty for forms older than any."""
    try:
        return edition_for(form.first_year)
    except UnknownLaw:
        return ""


def _sorted_out(one: Measure, form: ReportFormat, known: Mapping[str, ByEvent]) -> dict[tuple[str, str], list[Thing]]:
    """The things of a definition by the row and column they count in."""
    found: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for fact in taken(one.taking, known):
        key = (_mark(fact, one.by_row), _mark(fact, one.by_column))
        found[key].append(fact.thing)
    if one.complete and (strange := set(found) - {_key(one, form, cell) for cell in one.cells}):
        said = "、".join(sorted(" ".join(part for part in key if part) for key in strange))
        raise UnknownLaw(f"“{one.title}”有不能归入报告格式任何一栏的事实：{said}。请先补登分类。")
    return found


def _mark(fact: Fact, name: str) -> str:
    return fact.marks.get(name, "") if name else ""


def _key(one: Measure, form: ReportFormat, cell: str) -> tuple[str, str]:
    spec = form.cells[cell]
    return (spec.row.code if one.by_row else "", spec.column.code if one.by_column else "")


def _add(cell: str, sums: Mapping[str, Measure], found: dict[str, Measured]) -> Measured:
    """A sum cell from the cells it adds, sums of sums included."""
    if cell not in found:
        parts = [_add(part, sums, found) for part in sums[cell].adds[cell]]
        things = tuple(thing for part in parts for thing in part.things)
        whole = sum((part.value for part in parts), Decimal(0))
        found[cell] = Measured(cell, sums[cell].code, whole, things, all(part.counted for part in parts))
    return found[cell]


def _sum(things: Iterable[Thing]) -> Decimal:
    return sum((thing.quantity for thing in things), Decimal(0))
