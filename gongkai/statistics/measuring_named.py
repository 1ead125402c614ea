"""Figures for the text of a report, by name: counted, compared with the year before, and as shares."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from gongkai.law.measures import NamedMeasure, named_measures
from gongkai.statistics.measured import Thing
from gongkai.statistics.measuring import gathered, span_of, taken

CHANGE, PERCENT = "change", Decimal(100)


def named(agencies: Collection[int], first: date, last: date) -> dict[str, Decimal]:
    """Every figure of law/data/measures/named.toml by its code, in its unit; percentages are not rounded.

    A share of nothing and a change from nothing are left out.
    """
    found = {code: _sum(things) for code, things in named_things(agencies, first, last).items()}
    for one in named_measures().values():
        if one.kind != "counted" and (said := _ratio(one, found)) is not None:
            found[one.code] = said
    return {code: found[code] for code in named_measures() if code in found}


def named_things(agencies: Collection[int], first: date, last: date) -> dict[str, tuple[Thing, ...]]:
    """The things behind each counted figure; the sources of the period and of the one a year before are asked once."""
    wanted = [(one, one.taking) for one in named_measures().values() if one.taking is not None]
    spans = {False: span_of(agencies, first, last), True: span_of(agencies, year_before(first), year_before(last))}
    known = {
        earlier: gathered(span, {taking.source for one, taking in wanted if one.last_year == earlier})
        for earlier, span in spans.items()
    }
    return {one.code: tuple(fact.thing for fact in taken(taking, known[one.last_year])) for one, taking in wanted}


def year_before(day: date) -> date:
    """The same day a year earlier; for 29 February the last of that month."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, day.month, day.day - 1)


def _ratio(one: NamedMeasure, found: dict[str, Decimal]) -> Decimal | None:
    part, whole = found.get(one.part), found.get(one.whole)
    if part is None or not whole:
        return None
    return (part - whole if one.kind == CHANGE else part) / whole * PERCENT


def _sum(things: Collection[Thing]) -> Decimal:
    return sum((thing.quantity for thing in things), Decimal(0))
