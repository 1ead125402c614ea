"""Whether a table is the one that the facts were written to make; a benchmark of wrong figures is worth nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

TABLES = ("t2.licence", "t2.penalty", "t2.coercion", "t2.fees", "t3.", "t4.")


def must_equal(what: str, found: Mapping[str, Decimal], wanted: Mapping[str, int]) -> int:
    """How many cells are equal; SystemExit names those that are not. What nobody wrote must be nought."""
    cells = {cell for cell in found if cell.startswith(TABLES)} | set(wanted)
    wrong = {
        cell: (str(found.get(cell)), wanted.get(cell, 0))
        for cell in sorted(cells) if found.get(cell, Decimal(0)) != wanted.get(cell, 0)
    }  # fmt: skip
    if wrong:
        raise SystemExit(f"{what}: {len(wrong)} cells differ (found, written): {dict(list(wrong.items())[:8])}")
    return len(cells)
