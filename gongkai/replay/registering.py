"""Registered figures and documents of a year put on the agenda: month by month, and each document through its path."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from gongkai.kit.clock import BEIJING
from gongkai.law.loading import load
from gongkai.law.measures import tally_kind
from gongkai.replay.assuming import Draw
from gongkai.replay.courses import DATA
from gongkai.replay.days import Days
from gongkai.replay.playing import REGISTERS, Agenda
from gongkai.replay.registers import Tallied
from gongkai.replay.staffing import Staff
from gongkai.statistics.actions.enter_tally import enter_tally
from gongkai.statistics.measuring_tallies import Figure, last_of_month

AFTERNOON = time(16, 0)
MONTHS = range(1, 13)
# The finest part of an amount that the column holds.
STEP = 6


class Registrar:
    """The figures that other systems keep, entered by the units' statistics clerks in the first days of a month."""

    def __init__(self, units: Sequence[str], staff: Staff, draw: Draw, year: int) -> None:
        self.units, self.staff, self.draw, self.year = units, staff, draw, year
        self.days = Days(year, draw)
        row = load(DATA / "documents.toml").table("tallies")
        assert row is not None
        self.source, self.stock = row.text("source"), row.text("stock_source")
        self.after = row.integer("entered_after_days")

    def put(self, figures: Sequence[Tallied], agenda: Agenda, opens: date) -> None:
        """`opens` is the first day of the play: stocks are entered then."""
        for one in figures:
            if one.before:
                figure = Figure(one.kind, date(self.year - 1, 12, 31), one.quantity, self.stock)
                self._enter(figure, self.units[0], agenda, max(opens, date(self.year, 1, 1)))
                continue
            for unit, month, quantity in self._parts(one):
                last = last_of_month(self.year, month)
                day = self.days.on_or_after(last + timedelta(days=self.after))
                self._enter(Figure(one.kind, last, quantity, self.source), unit, agenda, day)

    def _enter(self, figure: Figure, unit: str, agenda: Agenda, day: date) -> None:
        def enter(on: date) -> None:
            now = datetime.combine(on, AFTERNOON, BEIJING)
            enter_tally(unit, figure, actor=self.staff.by(unit, "statistics_clerk", on), now=now)

        agenda.put(day, REGISTERS, enter)

    def _parts(self, one: Tallied) -> list[tuple[str, int, Decimal]]:
        """By unit and month; together they are the whole to the last digit."""
        exponent = one.quantity.as_tuple().exponent
        step = Decimal(1).scaleb(-max(0, -exponent if isinstance(exponent, int) else STEP))
        if tally_kind(one.kind).number != "amount":
            step = Decimal(1)
        sign, whole = (-1 if one.quantity < 0 else 1), int(abs(one.quantity) / step)
        places = [(unit, month) for unit in self.units for month in MONTHS]
        weights = [self.draw.random.random() for _ in places]
        found = [int(whole * weight / sum(weights)) for weight in weights]
        for _ in range(whole - sum(found)):
            found[self.draw.random.randrange(len(found))] += 1
        return [(*place, sign * count * step) for place, count in zip(places, found, strict=True) if count]
