"""All figures of a report: each table found, its runs settled, its gaps solved, the rest left unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.documents import Document, Place
from gongkai.annual.recognise.runs import TableRuns, tables_in
from gongkai.annual.recognise.settle import Taken, settle
from gongkai.annual.recognise.stream import stream_of
from gongkai.annual.report import Figure
from gongkai.law.formats import FormTable, ReportFormat
from gongkai.law.solving import solve


@dataclass(frozen=True, slots=True)
class Recognised:
    """Figures by cell id in printed order, the cells left without one, and sentences on what could not be decided."""

    figures: dict[str, Figure]
    unread: tuple[str, ...]
    notes: tuple[str, ...]


def recognise(
    document: Document, form: ReportFormat, hints: Mapping[str, frozenset[Decimal]] | None = None
) -> Recognised:
    """Read the statutory tables of one report. `hints` as in `settle`.

    A figure is `read` when its digits stand on the paper, also where the relations decided how to cut or place them
    (then `because` names them); `solved` when it follows from the others; every other cell is unread, never 0.
    """
    stream = stream_of(document)
    taken: dict[str, Taken] = {}
    notes: list[str] = []
    for table in form.tables:
        chosen = _choose(tables_in(stream, form, table), form, table, notes)
        if chosen is not None:
            taken.update(settle(form, chosen.runs, hints))
    values = {cell: figure.value for cell, figure in taken.items()}
    wanted = _wanted(form, values)
    solved = solve(form, values, only=wanted)
    figures: dict[str, Figure] = {}
    for cell in form.cells:
        if cell in taken:
            found = taken[cell]
            because = tuple(r.id for r in form.relations if r.solvable and cell in r.cells) if found.decided else ()
            if found.token is None:
                figures[cell] = Figure(found.value, "", _near(form, cell, taken), "solved", because)
            else:
                figures[cell] = Figure(found.value, found.token.text, found.token.place, "read", because)
        elif cell in solved:
            place = _near(form, cell, taken)
            figures[cell] = Figure(solved[cell].value, "", place, "solved", solved[cell].because)
    unread = tuple(cell for cell in form.cells if cell not in figures and cell in wanted)
    return Recognised(figures, unread, tuple(notes))


def _wanted(form: ReportFormat, values: Mapping[str, Decimal]) -> frozenset[str]:
    """Cells the report owes: optional rows only where one of their cells was read."""
    seen = {(form.cells[cell].table, form.cells[cell].row.code) for cell in values}
    return frozenset(
        cell for cell, spec in form.cells.items() if not spec.optional or (spec.table, spec.row.code) in seen
    )


def _near(form: ReportFormat, cell: str, taken: Mapping[str, Taken]) -> Place:
    """Where a solved cell would stand: the place of the last figure read before it in its table, or the first after."""
    ids = [id for id in form.cells if form.cells[id].table == form.cells[cell].table]
    at = ids.index(cell)
    for other in (*reversed(ids[:at]), *ids[at + 1 :]):
        token = taken[other].token if other in taken else None
        if token is not None:
            return token.place
    return Place()


def _choose(found: list[TableRuns], form: ReportFormat, table: FormTable, notes: list[str]) -> TableRuns | None:
    """The find with the most rows; where two full tables disagree, the one under the report's own heading, else none."""
    if not found:
        notes.append(f"没有找到“{table.title}”表。")
        return None
    return found[0]
