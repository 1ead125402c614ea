"""From the rectangles of a ruled table to rows, columns and spans."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils.text import extract_text

from gongkai.annual.documents import Cell

Rectangle = tuple[float, float, float, float]
# Two rulings nearer than this are one; drawn lines of neighbouring cells rarely meet exactly.
_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Area:
    """A cell's rectangle and where it stands in the grid."""

    box: Rectangle
    row: int
    column: int
    rowspan: int
    colspan: int

    def cell(self, characters: list[dict[str, Any]]) -> Cell:
        """The cell with the text whose characters have their middle inside."""
        own = [character for character in characters if inside(character, self.box)]
        text = extract_text(own) if own else ""
        lines = (line.strip() for line in text.split("\n"))
        return Cell("\n".join(line for line in lines if line), self.row, self.column, self.rowspan, self.colspan)


def inside(character: dict[str, Any], box: Rectangle) -> bool:
    """Whether the middle of a character lies in a rectangle."""
    across = (character["x0"] + character["x1"]) / 2
    down = (character["top"] + character["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def grid_of(table: Any) -> list[Area]:
    """The areas of a table in row order; a merged cell is one area with its spans."""
    boxes: list[Rectangle] = sorted(set(table.cells), key=lambda box: (box[1], box[0]))
    across = _edges([edge for box in boxes for edge in (box[0], box[2])])
    down = _edges([edge for box in boxes for edge in (box[1], box[3])])
    areas = []
    for box in boxes:
        left, right = _index(across, box[0]), _index(across, box[2])
        top, bottom = _index(down, box[1]), _index(down, box[3])
        if right > left and bottom > top:
            areas.append(Area(box, top, left, bottom - top, right - left))
    return sorted(areas, key=lambda area: (area.row, area.column))


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _index(edges: list[float], value: float) -> int:
    return max(bisect_right(edges, value) - 1, 0)
