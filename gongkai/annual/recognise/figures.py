"""All figures of a report: each table found, its runs settled, its gaps solved, the rest left unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.documents import Document, Place
from gongkai.annual.recognise.runs import Run, TableRuns, tables_in
from gongkai.annual.recognise.settle import Taken, contradicted, settle
from gongkai.annual.recognise.stream import Stream, label_form, stream_of
from gongkai.annual.report import Figure
from gongkai.law.checks import plain
from gongkai.law.formats import FormTable, ReportFormat
from gongkai.law.solving import solve

# A find with nearly as many rows as the best is a table of its own, not a mention.
FULL_SHARE = 0.8
# Heads and a note stand between a section's heading and its table, a page of text does not.
UNDER_HEADING = 160


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
    runs: list[Run] = []
    for table in form.tables:
        chosen = _choose(stream, tables_in(stream, form, table), form, table, notes)
        if chosen is not None:
            taken.update(settle(form, chosen.runs, hints))
            runs.extend(chosen.runs)
    values = {cell: figure.value for cell, figure in taken.items()}
    wanted = _wanted(form, values)
    solved = solve(form, values, only=wanted)
    broken = contradicted(runs, taken, {cell: found.value for cell, found in solved.items()})
    solved = {cell: found for cell, found in solved.items() if cell not in broken}
    figures: dict[str, Figure] = {}
    for cell in form.cells:
        if cell in taken:
            found = taken[cell]
            because = _deciding(form, cell) if found.decided else ()
            if found.token is None:
                figures[cell] = Figure(found.value, "", _near(form, cell, taken), "solved", because)
            else:
                figures[cell] = Figure(
                    found.value, _printed(found.value, found.token.text), found.token.place, "read", because
                )
        elif cell in solved:
            place = _near(form, cell, taken)
            figures[cell] = Figure(solved[cell].value, "", place, "solved", solved[cell].because)
    unread = tuple(cell for cell in form.cells if cell not in figures and cell in wanted)
    return Recognised(figures, unread, tuple(notes))


def _deciding(form: ReportFormat, cell: str) -> tuple[str, ...]:
    """The relations that may decide how digits are cut: those of the cell that always hold."""
    return tuple(one.id for one in form.relations if (one.solvable or one.certain) and cell in one.cells)


def _printed(value: Decimal, text: str) -> str:
    """The figure as it stands on the paper, also where it is a part of a longer run of digits."""
    return text if text.removeprefix("+") == plain(value) else plain(value)


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


def _choose(
    stream: Stream, found: list[TableRuns], form: ReportFormat, table: FormTable, notes: list[str]
) -> TableRuns | None:
    """The one full find; of several the one right under the report's own heading; if that does not tell, none."""
    if not found:
        notes.append(f"没有找到“{table.title}”表。")
        return None
    most = max(one.rows for one in found)
    full = _different([one for one in found if one.rows >= FULL_SHARE * most])
    if len(full) == 1:
        return full[0]
    headings = _headings(stream, form, table)
    headed = [one for one in full if any(0 <= one.start - end <= UNDER_HEADING for end in headings)]
    rivals = [one for one in full if headed and one is not headed[0] and _same_section(stream, form, headed[0], one)]
    if len(headed) == 1 and not rivals:
        notes.append(f"“{table.title}”表在文中出现 {len(full)} 次且数字不同，以标题之下的一张为准。")
        return headed[0]
    notes.append(f"“{table.title}”表在文中出现 {len(full)} 次且数字不同，无法确定以哪一张为准，未读取。")
    return None


def _different(found: list[TableRuns]) -> list[TableRuns]:
    """Finds that say something else than an earlier one: a table printed twice is one table."""
    kept: dict[tuple[tuple[str, ...], ...], TableRuns] = {}
    for one in found:
        said = tuple(tuple(token.text for token in run.tokens) for run in one.runs)
        kept.setdefault(said, one)
    return list(kept.values())


def _same_section(stream: Stream, form: ReportFormat, one: TableRuns, other: TableRuns) -> bool:
    """Whether no heading of a section stands between the two: then which is this year's is nobody's guess."""
    first, second = sorted((one.start, other.start))
    between = stream.text[first:second]
    return not any(
        label_form(section.numeral + name) in between
        for section in form.sections
        if section.numeral
        for name in (section.heading, *section.aliases)
    )


def _headings(stream: Stream, form: ReportFormat, table: FormTable) -> list[int]:
    """Where the numbered heading of the table's section ends, each time it stands there."""
    section = next(one for one in form.sections if one.id == table.section)
    ends = []
    for heading in (section.heading, *section.aliases):
        words = label_form(section.numeral + heading)
        at = stream.text.find(words)
        while at >= 0:
            ends.append(at + len(words))
            at = stream.text.find(words, at + 1)
    return ends
