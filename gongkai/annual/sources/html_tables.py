"""Where the cells of an HTML table stand once rowspan and colspan are counted."""

from __future__ import annotations

from gongkai.annual.documents import Line, Place
from gongkai.annual.sources.layout import Box, Draft
from gongkai.annual.sources.limits import Tally

_WIDEST = 200
_TALLEST = 2000


class Rows:
    """One table being read: rows and cells come in source order, spans push later cells to the right."""

    def __init__(self, place: Place, tally: Tally) -> None:
        self.draft = Draft([], place)
        self.outside: list[Line | Draft] = []
        self._tally = tally
        self._row = -1
        self._column = 0
        # By column, the first row that a cell from above leaves free.
        self._free_from: dict[int, int] = {}

    def next_row(self) -> None:
        self._row += 1
        self._column = 0

    def next_group(self) -> None:
        """A row group ends every span that reaches beyond it."""
        self._free_from.clear()

    def add(self, rowspan: str, colspan: str) -> list[Line | Draft]:
        """Places the next cell and gives the list its content goes into."""
        self._tally.add_cell()
        if self._row < 0:
            self.next_row()
        down, across = _span(rowspan, _TALLEST), _span(colspan, _WIDEST)
        while self._free_from.get(self._column, 0) > self._row:
            self._column += 1
        box = Box(self._row, self._column, down, across)
        for column in range(self._column, self._column + across):
            self._free_from[column] = self._row + down
        self._column += across
        self.draft.boxes.append(box)
        return box.inside

    def close(self) -> list[Line | Draft]:
        """Cuts spans that reach below the last row; gives what stood in the table but in no cell."""
        for box in self.draft.boxes:
            box.rowspan = min(box.rowspan, self._row + 1 - box.row)
        return self.outside


def _span(text: str, most: int) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        return 1
    return min(max(int(text), 1), most)
