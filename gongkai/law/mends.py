"""Where the change of one cell would mend several findings at once, that cell is the likely slip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.checks import Checked
from gongkai.law.formats import ReportFormat
from gongkai.law.relations import Relation


@dataclass(frozen=True, slots=True)
class Mend:
    """Changing `cell` from `reported` to `proposed` makes all of `relations` hold and breaks none."""

    cell: str
    reported: Decimal
    proposed: Decimal
    relations: tuple[str, ...]


def mends(form: ReportFormat, values: Mapping[str, Decimal], checked: Checked) -> tuple[Mend, ...]:
    """Single-cell changes that mend every equation the cell is in, two or more of them; most mended first."""
    broken_ids = {finding.relation for finding in checked.findings}
    equations = [relation for relation in form.relations if relation.solvable]
    touching: dict[str, list[Relation]] = {}
    for relation in equations:
        if all(cell in values for cell in relation.cells):
            for cell in relation.cells:
                touching.setdefault(cell, []).append(relation)
    found = []
    for cell, relations in touching.items():
        if len(relations) < 2 or any(relation.id not in broken_ids for relation in relations):
            continue
        changes = {_change(relation, cell, values) for relation in relations}
        change = changes.pop()
        proposed = values[cell] + change
        if changes or (proposed < 0 and form.cells[cell].kind != "signed"):
            continue
        found.append(Mend(cell, values[cell], proposed, tuple(relation.id for relation in relations)))
    return tuple(sorted(found, key=lambda mend: -len(mend.relations)))


def _change(relation: Relation, cell: str, values: Mapping[str, Decimal]) -> Decimal:
    """What to add to the cell so that `left - right` becomes 0."""
    gap = Decimal(0)
    weight = 0
    for sign, terms in ((1, relation.left), (-1, relation.right)):
        for term in terms:
            gap += sign * term.sign * values[term.cell]
            if term.cell == cell:
                weight += sign * term.sign
    return -gap / weight
