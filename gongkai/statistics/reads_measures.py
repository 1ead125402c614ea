"""Figures as people see them: of their own units and of those below, each figure open onto what it counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.errors import UnknownLaw
from gongkai.law.filing_schedule import Span, filing_periods, span, span_before
from gongkai.law.formats import ReportFormat, format_for, formats
from gongkai.law.measures import Measure, NamedMeasure, measure_of, named_measures
from gongkai.statistics.filing_tree import Tree, tree_of
from gongkai.statistics.measured import Measured
from gongkai.statistics.measuring import measure, measure_cells
from gongkai.statistics.measuring_named import named
from gongkai.statistics.measuring_opening import Opened, opened
from gongkai.statistics.models import Tally
from gongkai.units.models import Agency
from gongkai.units.powers import FILE_STATISTICS, READ_STATISTICS

NO_UNIT = "没有这个单位，或者它不在你可以查看统计数的范围内。请重新选择单位。"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures, of which period, in which form; `below`: with all units below, each once. `units` are the ids."""

    agency: Agency
    span: Span
    form: ReportFormat
    below: bool
    units: tuple[int, ...]
    has_below: bool


@dataclass(frozen=True, slots=True)
class CellOpened:
    """One cell: the figure with its things, that of the period before (None where nothing is known of it), its
    definition, and a page of what it counts."""

    measured: Measured
    before: Measured | None
    definition: Measure
    things: Opened


def own_units(asker: Actor) -> list[Agency]:
    """The units for whose figures the asker has the power himself."""
    return _with_power(asker, READ_STATISTICS)


def filing_units(asker: Actor) -> list[Agency]:
    """The units for which the asker registers and files figures."""
    return _with_power(asker, FILE_STATISTICS)


def _with_power(asker: Actor, power: str) -> list[Agency]:
    codes = {code for act, code in asker.grants if act == power}
    rows = Agency.objects.order_by("code")
    return list(rows if EVERYWHERE in codes else rows.filter(code__in=codes))


def asked_for(
    asker: Actor, code: str, when: tuple[str, int, int], form: str, *, below: bool = True, on: date
) -> Asked:  # fmt: skip
    """What was asked, checked: `when` is the kind of period, the year and the number; an empty code is the first own
    unit, an empty form that of the year.

    Raises Refused "not-allowed", "no-unit", UnknownLaw for a period or a form that is not known.
    """
    own = own_units(asker)
    if not own:
        raise Refused("not-allowed", "你的职责不包括查看统计数。需要时由安全管理员授予职责。")
    time = span(*when)
    tree = tree_of(time)
    agency = _chosen(own, code, tree)
    has_below = agency.pk in tree.under
    units = tree.whole(agency.pk) if below and has_below else tree.counted(agency.pk)
    return Asked(agency, time, _form(form, time), below and has_below, units, has_below)


def _chosen(own: list[Agency], code: str, tree: Tree) -> Agency:
    if not code:
        return own[0]
    reach = {pk for one in own for pk in tree.whole(one.pk)}
    found = Agency.objects.filter(code=code).first()
    if found is None or found.pk not in reach:
        raise Refused("no-unit", NO_UNIT)
    return found


def _form(form: str, time: Span) -> ReportFormat:
    if not form:
        return format_for(time.year)[0]
    if form not in formats():
        raise UnknownLaw(f"没有登记“{form}”这一版报告格式，请重新选择。")
    return formats()[form]


def choices(asker: Actor, asked: Asked) -> list[Agency]:
    """The units to choose from: the asker's own, the one shown, those directly below it, and those beside it."""
    tree = tree_of(asked.span)
    reach = {pk for one in own_units(asker) for pk in tree.whole(one.pk)}
    above = tree.above.get(asked.agency.pk)
    found = {one.pk: one for one in (*own_units(asker), asked.agency, *tree.direct(asked.agency.pk))}
    if above in reach and above is not None:
        found |= {one.pk: one for one in (tree.agencies[above], *tree.direct(above))}
    return sorted(found.values(), key=lambda one: one.code)


def periods(year: int) -> list[Span]:
    """The periods that figures of that year are told for: the year, its quarters, its months."""
    kinds = filing_periods(date(year, MONTHS, 31))
    ordered = sorted(kinds, key=lambda kind: -kind.months)
    return [span(kind.code, year, number) for kind in ordered for number in kind.numbers]


def table(asked: Asked) -> dict[str, Measured]:
    """Every cell of the form. Raises UnknownLaw where a fact fits no cell."""
    return measure(asked.units, asked.form, asked.span.first, asked.span.last)


def table_before(asked: Asked) -> dict[str, Measured] | None:
    """The period before, for the units of that time; None where such a period is not known."""
    before = _before(asked)
    return measure(before[1], asked.form, before[0].first, before[0].last) if before else None


def open_cell(asker: Actor, asked: Asked, cell: str, on: date, page: int = 1) -> CellOpened:
    """One figure with its definition and what it counts. Raises UnknownLaw for a cell the form does not have."""
    definition = measure_of(asked.form.id, cell)
    now = measure_cells(asked.units, asked.form, asked.span.first, asked.span.last, [cell])[cell]
    before = _before(asked)
    earlier = None
    if before is not None:
        earlier = measure_cells(before[1], asked.form, before[0].first, before[0].last, [cell])[cell]
    return CellOpened(now, earlier, definition, opened(asker, now.things, on, page))


def by_month(asked: Asked, cell: str, on: date) -> list[tuple[int, Measured]]:
    """The cell for each month of the year that has begun. A few queries a month."""
    found = []
    for number in range(1, MONTHS + 1):
        first = date(asked.span.year, number, 1)
        if first > on:
            break
        last = date(asked.span.year + number // MONTHS, number % MONTHS + 1, 1).toordinal() - 1
        month = measure_cells(asked.units, asked.form, first, date.fromordinal(last), [cell])
        found.append((number, month[cell]))
    return found


def named_figures(asked: Asked) -> list[tuple[NamedMeasure, Decimal | None]]:
    """The figures that only the text of a report tells, each with its definition; None where there is no base."""
    found = named(asked.units, asked.span.first, asked.span.last)
    return [(one, found.get(code)) for code, one in named_measures().items()]


def _before(asked: Asked) -> tuple[Span, tuple[int, ...]] | None:
    try:
        time = span_before(asked.span)
    except UnknownLaw:
        return None
    tree = tree_of(time)
    pk = asked.agency.pk
    return time, tree.whole(pk) if asked.below else tree.counted(pk)


def tallies(
    asker: Actor, *, kind: str = "", year: int | None = None, codes: Collection[str] = (), voided: bool = False
) -> QuerySet[Tally]:  # fmt: skip
    """The registered figures of the asker's own units, the newest first."""
    own = {code for act, code in asker.grants if act in (READ_STATISTICS, FILE_STATISTICS)}
    rows = Tally.objects.select_related("agency", "made_by", "voided_by")
    if EVERYWHERE not in own:
        rows = rows.filter(agency__code__in=own)
    if codes:
        rows = rows.filter(agency__code__in=list(codes))
    if kind:
        rows = rows.filter(kind=kind)
    if year is not None:
        rows = rows.filter(on__gte=date(year, 1, 1), on__lte=date(year, MONTHS, 31))
    if not voided:
        rows = rows.filter(voided_at=None)
    return rows.order_by("-on", "-id")


def tally(asker: Actor, tally_id: int) -> Tally:
    """One registered figure. Raises Refused "no-tally", the same for none and for another unit's."""
    row = tallies(asker, voided=True).filter(pk=tally_id).first()
    if row is None:
        raise Refused("no-tally", "没有这条登记，或者它不属于你任职的单位。请从登记列表重新打开。")
    return row
