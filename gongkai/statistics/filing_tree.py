"""Who files to whom: each unit under one receiver, so that nothing is added up twice (docs/decisions D-325, D-328)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from gongkai.law.filing_schedule import Span
from gongkai.units.models import Agency, AgencyLink

Kind = AgencyLink.Kind


@dataclass(frozen=True, slots=True)
class Tree:
    """The units of one period's last day. `above` has one receiver a unit; `taken` the units each one succeeded, in
    this period or before: what these left open or in force is nobody else's."""

    agencies: dict[int, Agency]
    above: dict[int, int]
    under: dict[int, tuple[int, ...]]
    taken: dict[int, tuple[int, ...]]

    def files(self, agency: int) -> bool:
        """Whether the unit files at all: one with nothing above and nothing below has nobody to file to."""
        return agency in self.agencies and (agency in self.above or agency in self.under)

    def receiver(self, agency: int, *, rolled_up: bool) -> int:
        """Who receives its figures: its own office for a government's own part, else the unit above, else itself."""
        if agency in self.under and not rolled_up:
            return agency
        return self.above.get(agency, agency)

    def direct(self, agency: int) -> list[Agency]:
        """The units directly below, by code."""
        return sorted((self.agencies[one] for one in self.under.get(agency, ())), key=lambda one: one.code)

    def counted(self, agency: int) -> tuple[int, ...]:
        """The units whose things the unit's own filing counts: itself and those it succeeded."""
        return (agency, *self.taken.get(agency, ()))

    def whole(self, agency: int) -> tuple[int, ...]:
        """The unit and everything below, with all units they succeeded; each once."""
        found: dict[int, None] = {}
        waiting = [agency]
        while waiting:
            one = waiting.pop()
            found |= dict.fromkeys(self.counted(one))
            # Two links of different kinds can point at each other.
            waiting += (below for below in self.under.get(one, ()) if below not in found)
        return tuple(found)

    def expected(self, receiver: int) -> list[tuple[Agency, bool]]:
        """Whose filings the receiver awaits, and whether it is their sum: its own part first, then those below."""
        below = [(one, one.pk in self.under) for one in self.direct(receiver)]
        return [(self.agencies[receiver], False), *below] if below else []


@dataclass(frozen=True, slots=True)
class Units:
    """All units and links there ever were, read once for the trees of many periods."""

    agencies: tuple[Agency, ...]
    links: tuple[tuple[str, int, int, date | None, date | None], ...]


def all_units() -> Units:
    """Two queries, however many units and periods."""
    links = AgencyLink.objects.order_by("upper__code", "lower__code", "id")
    return Units(
        tuple(Agency.objects.order_by("code")),
        tuple(links.values_list("kind", "upper_id", "lower_id", "begins", "ends")),
    )


def units_around(agency: int) -> Units:
    """What the tree says of one unit rests on these: what stands above and below it, and every succession.

    Two queries that read no more where the province is larger.
    """
    links = AgencyLink.objects.order_by("upper__code", "lower__code", "id")
    below = AgencyLink.objects.filter(upper=agency).values("lower")
    near = Q(lower=agency) | Q(lower__in=below) | Q(kind=Kind.SUCCEEDS)
    rows = tuple(links.filter(near).values_list("kind", "upper_id", "lower_id", "begins", "ends"))
    named = {one for _, upper, lower, _, _ in rows for one in (upper, lower)} | {agency}
    return Units(tuple(Agency.objects.filter(pk__in=named).order_by("code")), rows)


def tree_of(span: Span, units: Units | None = None) -> Tree:
    """The tree on the period's last day. A unit that ended in it without a successor stands where it stood last."""
    known = units or all_units()
    taken, gone = _succeeded(known, span.last)
    agencies = {
        one.pk: one
        for one in known.agencies
        if one.pk not in gone
        and (one.begins is None or one.begins <= span.last)
        and (one.ends is None or one.ends > span.first)
    }
    above: dict[int, int] = {}
    for kind in (Kind.ADMINISTERS, Kind.SUPERVISES):
        for its, upper, lower, begins, ends in known.links:
            if its == kind and upper in agencies and lower in agencies:
                last = _last_day(agencies[lower], span.last)
                if (begins is None or begins <= last) and (ends is None or ends > last):
                    above.setdefault(lower, upper)
    under: dict[int, list[int]] = {}
    for lower, upper in above.items():
        under.setdefault(upper, []).append(lower)
    return Tree(agencies, above, {upper: tuple(lower) for upper, lower in under.items()}, taken)


def _last_day(agency: Agency, last: date) -> date:
    return agency.ends - timedelta(days=1) if agency.ends is not None and agency.ends <= last else last


def _succeeded(units: Units, last: date) -> tuple[dict[int, tuple[int, ...]], set[int]]:
    """Which ended units each one has succeeded by that day, those they had succeeded too; and all that were succeeded.

    A unit from which another was split off goes on and files for itself.
    """
    ended = {one.pk for one in units.agencies if one.ends is not None and one.ends <= last}
    by: dict[int, int] = {}
    days: dict[int, date] = {}
    for kind, upper, lower, begins, _ in units.links:
        since = begins or date.min
        if kind != Kind.SUCCEEDS or lower not in ended or since > last:
            continue
        if lower not in by or since < days[lower]:
            by[lower], days[lower] = upper, since
    taken: dict[int, list[int]] = {}
    for lower in by:
        heir, passed = by[lower], {lower}
        while heir in by and heir not in passed:
            passed.add(heir)
            heir = by[heir]
        taken.setdefault(heir, []).append(lower)
    return {heir: tuple(sorted(lower)) for heir, lower in taken.items()}, set(by)
