"""What a figure is made of: its value, its one definition, and the things it counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing counted: `kind` (request, dispute, record, tally, publication, fee), its primary key, the code of the
    unit it belongs to, and by how much it counts (1 件, or an amount)."""

    kind: str
    key: int
    agency: str
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Measured:
    """One cell from the facts. `definition` is a code of law/data/measures; `value` the sum of its things.

    `counted` is False where the platform holds nothing this cell could be counted from; then the value is 0 and
    somebody must type it.
    """

    cell: str
    definition: str
    value: Decimal
    things: tuple[Thing, ...]
    counted: bool = True
