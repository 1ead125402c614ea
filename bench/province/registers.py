"""What other registers give: licences, penalties, measures of coercion, sums charged, a figure a quarter and unit."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Model

from bench.province.tree import Tree, put
from gongkai.kit.clock import BEIJING
from gongkai.statistics.models import Tally

# The kind of figure, the cell of table two it fills, and about how much there is in a quarter.
KINDS = (
    ("licence_decisions", "t2.licence.decisions", 40), ("penalty_decisions", "t2.penalty.decisions", 15),
    ("coercion_decisions", "t2.coercion.decisions", 2), ("fees_wan", "t2.fees.amount_wan", 9),
)  # fmt: skip
QUARTERS, FLUSH = ((3, 31), (6, 30), (9, 30), (12, 31)), 2000


def register(tree: Tree, first: int, last: int) -> Counter[str]:
    """Write the figures of the years; gives table two of `last`, with the number of all rows under `rows`."""
    cells: Counter[str] = Counter()
    rows: list[Model] = []
    for agency in tree.everyone:
        dice = random.Random(f"register {agency.code}")
        for year in range(first, last + 1):
            for month, day in QUARTERS:
                for kind, cell, usual in KINDS:
                    count = int(dice.expovariate(1 / usual))
                    rows.append(_row(agency.pk, kind, date(year, month, day), count))
                    cells["rows"] += 1
                    if year == last:
                        cells[cell] += count
        if len(rows) >= FLUSH:
            put(Tally, rows)
    put(Tally, rows)
    return cells


def _row(agency: int, kind: str, on: date, count: int) -> Tally:
    at = datetime.combine(on + timedelta(days=3), time(9), BEIJING)
    return Tally(agency_id=agency, kind=kind, on=on, quantity=Decimal(count), source="测试登记簿", at=at)
