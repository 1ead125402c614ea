"""Table four of the annual report from the cases themselves: three blocks, four columns, their sum (条例第五十条)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gongkai.disputes.chains import block, chains, stages
from gongkai.disputes.decide import column_between
from gongkai.disputes.models import Dispute
from gongkai.law.disputes import blocks, outcomes
from gongkai.units.models import Agency

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class TableFour:
    """The cases of one unit and year by block and column; each figure is the length of its list."""

    year: int
    cells: dict[str, dict[str, tuple[int, ...]]]

    def count(self, row: str, column: str) -> int:
        """One figure."""
        return len(self.cases(row, column))

    def cases(self, row: str, column: str) -> tuple[int, ...]:
        """The ids of the latest instance of each case that stands in that cell; `total` for the whole row."""
        if column == TOTAL:
            return tuple(pk for one in self.cells[row].values() for pk in one)
        return self.cells[row][column]


@dataclass(frozen=True, slots=True)
class CountedCase:
    """One case of a period: the id of its latest instance known then, the unit, row and column, and the day its first
    instance was filed. `column` is None for a case that ended before the period."""

    pk: int
    agency_id: int
    kind: str
    block: str
    column: str | None
    filed_on: date


def cases_between(agencies: Collection[int], first: date, last: date) -> list[CountedCase]:
    """The cases of those units filed by the period's last day, as they stood then; one query, however many units."""
    rows = Dispute.objects.filter(agency__in=agencies, filed_on__lte=last)
    fields = ("agency_id", "kind", "after_id", "appeals_id", "filed_on", "decided_on", "outcome")
    return [
        CountedCase(
            case[-1].pk, case[0].agency_id, case[0].kind, block(case), column_between(stages(case), first, last),
            case[0].filed_on,
        )
        for case in chains(rows.order_by().only("id", *fields))
    ]  # fmt: skip


def table_four(agency: Agency, year: int) -> TableFour:
    """What is counted for that year, as it stands at 31 December (docs/decisions/D-298)."""
    cells: dict[str, dict[str, list[int]]] = {row: {column: [] for column in outcomes()} for row in blocks()}
    for case in cases_between([agency.pk], date(year, 1, 1), date(year, 12, 31)):
        if case.column is not None:
            cells[case.block][case.column].append(case.pk)
    frozen = {row: {column: tuple(found) for column, found in line.items()} for row, line in cells.items()}
    return TableFour(year, frozen)
