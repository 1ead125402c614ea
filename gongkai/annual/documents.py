"""What a file holds before anyone asks what it means: lines and tables, in reading order, with their places."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the original: page, line and table count from 1, row and column from 0."""

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def as_json(self) -> dict[str, int]:
        """Only what is known."""
        parts = {"page": self.page, "line": self.line, "table": self.table, "row": self.row, "column": self.column}
        return {name: value for name, value in parts.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of running text, as written. `heading` 1-6 where the file itself marks a heading."""

    text: str
    place: Place
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell where it begins; merged cells appear once, with how many rows and columns they cover."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table the file itself marks as one. Cells in row order; an empty cell is there with empty text."""

    cells: tuple[Cell, ...]
    place: Place
    pages: tuple[int, ...] = ()

    def rows(self) -> list[list[Cell]]:
        """The cells grouped by the row they begin in, left to right; rows that only continue a merge are empty."""
        height = max((cell.row + 1 for cell in self.cells), default=0)
        grouped: list[list[Cell]] = [[] for _ in range(height)]
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            grouped[cell.row].append(cell)
        return grouped


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One file, opened. `warnings` are Chinese sentences about what could not be taken over (hidden sheets)."""

    name: str
    kind: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """Everything as running text, a line a line; table rows with tabs between cells."""
        parts: list[str] = []
        for block in self.blocks:
            if isinstance(block, Line):
                parts.append(block.text)
            else:
                parts.extend("\t".join(cell.text for cell in row) for row in block.rows())
        return "\n".join(parts)


class CannotRead(Exception):
    """A file that cannot be opened: a stable code and one Chinese sentence saying what it is and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
