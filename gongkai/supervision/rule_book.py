"""Which rules hold for which unit on which days: the nearest office upward that set any, else the law data's."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q

from gongkai.law.supervision import WatchRules
from gongkai.supervision.decide_notices import Segment
from gongkai.supervision.models import RuleSet
from gongkai.supervision.rules import default_rules, rules_as_set
from gongkai.units.acting import holds
from gongkai.units.models import Agency, AgencyLink

ONE = timedelta(days=1)


class RuleBook:
    """All rules and the tree of the units on one day, in two queries."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._own: dict[int, list[tuple[date, WatchRules]]] = {}
        for unit, begins, said in RuleSet.objects.order_by("agency", "version").values_list(
            "agency_id", "begins", "rules"
        ):
            self._own.setdefault(unit, []).append((begins, rules_as_set(said)))
        self._above = above(on)
        self._kept: dict[tuple[int, date], tuple[int | None, WatchRules]] = {}
        self._defaults: dict[date, WatchRules] = {}
        self._codes: dict[int, str] = {}

    def upward(self, unit: int) -> list[int]:
        """The unit and everything above it, the nearest first."""
        found, waiting = {unit: None}, deque([unit])
        while waiting:
            for upper in self._above.get(waiting.popleft(), ()):
                if upper not in found:
                    found[upper] = None
                    waiting.append(upper)
        return list(found)

    def codes(self, unit: int) -> list[str]:
        """The codes of the unit and of everything above it, the nearest first."""
        if not self._codes:
            self._codes = dict(Agency.objects.values_list("pk", "code"))
        return [self._codes[one] for one in self.upward(unit)]

    def of(self, unit: int, on: date) -> tuple[int | None, WatchRules]:
        """Whose rules hold for the unit on that day (None: nobody's, the law data's), and the rules."""
        if (unit, on) not in self._kept:
            self._kept[unit, on] = self._find(unit, on)
        return self._kept[unit, on]

    def segments(self, unit: int, first: date, last: date) -> list[Segment]:
        """The rules of the days from first to last, as long as they stay the same in one piece."""
        found: list[Segment] = []
        day = first
        while day <= last:
            rules = self.of(unit, day)[1]
            if found and found[-1].rules is rules:
                found[-1] = Segment(found[-1].first, day, rules)
            else:
                found.append(Segment(day, day, rules))
            day += ONE
        return found

    def _find(self, unit: int, on: date) -> tuple[int | None, WatchRules]:
        if self._own:
            for one in self.upward(unit):
                held = [rules for begins, rules in self._own.get(one, ()) if begins <= on]
                if held:
                    return one, held[-1]
        if on not in self._defaults:
            self._defaults[on] = default_rules(on)
        return None, self._defaults[on]


def rules_of(unit: Agency, on: date) -> WatchRules:
    """The rules that hold for a unit on a day."""
    return RuleBook(on).of(unit.pk, on)[1]


def above(on: date) -> dict[int, list[int]]:
    """The units right above each: first those it belongs to, then those that guide it; above one that has ended stands
    its successor, who has what it left undone."""
    rows = AgencyLink.objects.filter(~Q(kind=AgencyLink.Kind.SUCCEEDS) | Q(lower__ends__lte=on), holds(on))
    found: dict[int, list[int]] = {}
    # 隶属 (administers) sorts before 指导监督 (supervises).
    for lower, upper in rows.order_by("kind", "upper__code").values_list("lower_id", "upper_id"):
        found.setdefault(lower, []).append(upper)
    return found


def left_behind(units: Collection[int], on: date) -> list[Agency]:
    """The units that have ended by that day and that one of these, or one of those, succeeded. One query."""
    links = AgencyLink.objects.filter(holds(on), kind=AgencyLink.Kind.SUCCEEDS, lower__ends__lte=on)
    heirs = [(one.upper_id, one.lower) for one in links.select_related("lower")]
    known, found = set(units), list[Agency]()
    while new := [lower for upper, lower in heirs if upper in known and lower.pk not in known]:
        known |= {one.pk for one in new}
        found += new
    return found
