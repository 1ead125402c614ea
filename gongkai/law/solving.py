"""Missing cells that the relations leave only one answer for. Nothing is guessed: bounds and arithmetic alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.formats import ReportFormat
from gongkai.law.relations import Relation

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Solved:
    """A computed figure and the relations that force it."""

    value: Decimal
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest and highest figure by cell, and the relations that narrowed it."""

    low: dict[str, Decimal | None]
    high: dict[str, Decimal | None]
    because: dict[str, list[str]]

    def allow(self, cell: str, value: Decimal) -> bool:
        """Whether the figure lies between them."""
        low, high = self.low[cell], self.high[cell]
        return (low is None or low <= value) and (high is None or value <= high)


class Contradiction(Exception):
    """The figures that were read leave no answer at all; the relation named is the first that cannot hold."""

    def __init__(self, relation: Relation) -> None:
        super().__init__(relation.id)
        self.relation = relation


def solve(
    form: ReportFormat, values: Mapping[str, Decimal], *, only: frozenset[str] | None = None
) -> dict[str, Solved]:
    """Figures for unread cells by the sums and balances of one report (R1-R4).

    Counts are whole and not negative, so a residue of 0 settles all its open parts at once. Relations that the read
    figures already break are left aside with their open cells: a slip must not spread. `only` limits the answer.
    """
    limits = bounds(form, values)
    out: dict[str, Solved] = {}
    for cell in form.cells:
        least, most = limits.low[cell], limits.high[cell]
        if cell not in values and least is not None and least == most and (only is None or cell in only):
            out[cell] = Solved(least, tuple(dict.fromkeys(limits.because.get(cell, []))))
    return out


def bounds(form: ReportFormat, values: Mapping[str, Decimal]) -> Bounds:
    """Least and greatest figure each cell can hold, None where unbounded. Broken relations are left aside."""
    relations = [relation for relation in form.relations if relation.solvable]
    broken: set[str] = set()
    while True:
        usable = [relation for relation in relations if relation.id not in broken]
        try:
            return _propagate(form, usable, values)
        except Contradiction as error:
            broken.update(_neighbours(error.relation, usable, values))


def _neighbours(relation: Relation, usable: list[Relation], values: Mapping[str, Decimal]) -> set[str]:
    """The relation that cannot hold, and every one that shares an open cell with it: none of them proves anything."""
    open_cells = {cell for cell in relation.cells if cell not in values}
    return {relation.id} | {other.id for other in usable if open_cells.intersection(other.cells)}


def _propagate(form: ReportFormat, relations: list[Relation], values: Mapping[str, Decimal]) -> Bounds:
    low: dict[str, Decimal | None] = {}
    high: dict[str, Decimal | None] = {}
    because: dict[str, list[str]] = {}
    for cell, spec in form.cells.items():
        known = values.get(cell)
        low[cell] = known if known is not None else (None if spec.kind == "signed" else ZERO)
        high[cell] = known
    changed = True
    rounds = 0
    # Bounds only ever tighten; the cap keeps a contradictory cycle from creeping by one for ever.
    while changed and rounds < 60:
        changed = False
        rounds += 1
        for relation in relations:
            if _tighten(form, relation, low, high, because, values):
                changed = True
    return Bounds(low, high, because)


def _tighten(
    form: ReportFormat, relation: Relation, low: dict[str, Decimal | None], high: dict[str, Decimal | None],
    because: dict[str, list[str]], values: Mapping[str, Decimal],
) -> bool:  # fmt: skip
    """Narrow each open cell of `left - right = 0` by the bounds of the others."""
    terms = [(term.sign, term.cell) for term in relation.left] + [(-term.sign, term.cell) for term in relation.right]
    least = [_scaled(sign, low[cell], high[cell], lower=True) for sign, cell in terms]
    most = [_scaled(sign, low[cell], high[cell], lower=False) for sign, cell in terms]
    changed = False
    for index, (sign, cell) in enumerate(terms):
        if cell in values and low[cell] == high[cell] and len(terms) > 1 and index:
            continue
        rest_low = _total(least, index)
        rest_high = _total(most, index)
        # sign * x = -(rest), so x lies between -rest_high/sign and -rest_low/sign
        bounds = [None if rest_high is None else -rest_high, None if rest_low is None else -rest_low]
        floor, ceiling = (bounds[0], bounds[1]) if sign > 0 else (_negated(bounds[1]), _negated(bounds[0]))
        now_low, now_high = low[cell], high[cell]
        if floor is not None and (now_low is None or floor > now_low):
            now_low = floor
        if ceiling is not None and (now_high is None or ceiling < now_high):
            now_high = ceiling
        if now_low is not None and now_high is not None and now_low > now_high:
            raise Contradiction(relation)
        if (now_low, now_high) != (low[cell], high[cell]):
            low[cell], high[cell] = now_low, now_high
            because.setdefault(cell, []).append(relation.id)
            least[index] = _scaled(sign, now_low, now_high, lower=True)
            most[index] = _scaled(sign, now_low, now_high, lower=False)
            changed = True
    return changed


def _scaled(sign: int, low: Decimal | None, high: Decimal | None, *, lower: bool) -> Decimal | None:
    chosen = low if (sign > 0) == lower else high
    return None if chosen is None else sign * chosen


def _total(parts: list[Decimal | None], skip: int) -> Decimal | None:
    total = ZERO
    for index, part in enumerate(parts):
        if index == skip:
            continue
        if part is None:
            return None
        total += part
    return total


def _negated(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value
