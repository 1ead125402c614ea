"""Table four of the annual report from the cases themselves: three blocks, four columns, their sum (条例第五十条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.disputes.chains import block, chains, stages
from gongkai.disputes.decide import column_in
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


def table_four(agency: Agency, year: int) -> TableFour:
    """What is counted for that year, as it stands at 31 December (docs/decisions/D-298)."""
    rows = Dispute.objects.filter(agency=agency, filed_on__lte=date(year, 12, 31))
    fields = ("kind", "after_id", "appeals_id", "filed_on", "decided_on", "outcome")
    cells: dict[str, dict[str, list[int]]] = {row: {column: [] for column in outcomes()} for row in blocks()}
    for case in chains(rows.only("id", *fields)):
        column = column_in(stages(case), year)
        if column is not None:
            cells[block(case)][column].append(case[-1].pk)
    frozen = {row: {column: tuple(found) for column, found in line.items()} for row, line in cells.items()}
    return TableFour(year, frozen)
