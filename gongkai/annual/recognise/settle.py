"""Which filling of each run is the printed one: what the row and the columns leave, and nothing by guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from gongkai.annual.recognise.cuts import Filling, Sum, Vector, fillings, starts_with_nought
from gongkai.annual.recognise.runs import Run
from gongkai.annual.recognise.stream import Token
from gongkai.law.formats import ReportFormat
from gongkai.law.relations import Relation
from gongkai.law.solving import Bounds, bounds, solve

# Joint trials of several undecided rows; beyond this the rows stay as the bounds left them.
MOST_TRIALS = 20_000
# So many rows that begin with a nought and go on are no accident.
GLUED_ROWS = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """A figure, the token it came from (None where only its row's sum gives it), and whether relations decided it."""

    value: Decimal
    token: Token | None
    decided: bool


@dataclass(slots=True)
class _Open:
    """An undecided run: its ways still possible, each with the token of each cell."""

    cells: tuple[str, ...]
    filling: Filling
    ways: list[tuple[Vector, tuple[int | None, ...]]]


def settle(
    form: ReportFormat, runs: Sequence[Run], hints: Mapping[str, frozenset[Decimal]] | None = None
) -> dict[str, Taken]:
    """Figures by cell id. `hints` are figures the text states for a cell; they choose between cuts, never make one."""
    taken: dict[str, Taken] = {}
    waiting: list[tuple[Run, list[Filling]]] = []
    glued = _glued(runs)
    for run in runs:
        sums = _sums(form, run.cells)
        kinds = [form.cells[cell].kind for cell in run.cells]
        found = fillings(run.tokens, kinds, sums, glued=glued)
        if found and found[0].plain:
            _take(taken, run.cells, found[0], *_only(found[0]), decided=False)
        elif found:
            waiting.append((run, found))
    undecided: list[_Open] = []
    limits = bounds(form, {cell: figure.value for cell, figure in taken.items()})
    for run, found in waiting:
        opened = _first_possible(form, run, found, limits)
        if opened is not None:
            undecided.append(opened)
    _narrow(form, undecided, taken, hints or {})
    _located(form, undecided, taken)
    return taken


def _glued(runs: Sequence[Run]) -> bool:
    """Whether the paper runs digits together: several rows are one string that cannot be one figure."""
    alone = [run.tokens[0].text for run in runs if len(run.tokens) == 1]
    return sum(starts_with_nought(text) for text in alone) >= GLUED_ROWS


def _only(filling: Filling) -> tuple[Vector, tuple[int | None, ...]]:
    return filling.ways[0], filling.sources[0]


def _take(
    taken: dict[str, Taken],
    cells: Sequence[str],
    filling: Filling,
    way: Vector,
    source: Sequence[int | None],
    *,
    decided: bool,
) -> None:
    for cell, value, index in zip(cells, way, source, strict=True):
        if value is not None and index is not None and cell not in taken:
            taken[cell] = Taken(value, filling.tokens[index], decided)


def _sums(form: ReportFormat, cells: Sequence[str]) -> list[Sum]:
    """The relations that lie wholly inside the run, as signed positions that add up to nothing."""
    position = {cell: index for index, cell in enumerate(cells)}
    return [
        tuple(
            [(term.sign, position[term.cell]) for term in relation.left]
            + [(-term.sign, position[term.cell]) for term in relation.right]
        )
        for relation in form.relations
        if relation.solvable and all(cell in position for cell in relation.cells)
    ]


def _first_possible(form: ReportFormat, run: Run, found: Sequence[Filling], limits: Bounds) -> _Open | None:
    """The most trusted filling that the row's sums and the columns do not exclude."""
    sums = _sums(form, run.cells)
    for filling in found:
        ways = [
            (completed, source)
            for way, source in zip(filling.ways, filling.sources, strict=True)
            if (completed := _completed(way, sums)) is not None and _allowed(run.cells, completed, limits)
        ]
        if ways:
            return _Open(run.cells, filling, ways)
    return None


def _allowed(cells: Sequence[str], way: Vector, limits: Bounds) -> bool:
    return all(value is None or limits.allow(cell, value) for cell, value in zip(cells, way, strict=True))


def _completed(way: Vector, sums: Sequence[Sum]) -> Vector | None:
    """The way with its open places filled where a sum leaves one answer; None where no answer is left at all."""
    cells = list(way)
    changed = True
    while changed:
        changed = False
        for parts in sums:
            rest = sum((sign * cells[index] for sign, index in parts if cells[index] is not None), Decimal(0))  # type: ignore[operator]
            still = [(sign, index) for sign, index in parts if cells[index] is None]
            signs = {sign for sign, _ in still}
            # Open parts are not negative: they can only pull the sum towards their own sign.
            if (not still and rest != 0) or (signs == {1} and rest > 0) or (signs == {-1} and rest < 0):
                return None
            if len(still) == 1 or (still and len(signs) == 1 and rest == 0):
                for sign, index in still:
                    cells[index] = Decimal(0) - sign * rest if len(still) == 1 else Decimal(0)
                changed = True
            if any(cells[index] is not None and cells[index] < 0 for _, index in still):  # type: ignore[operator]
                return None
    return tuple(cells)


def _narrow(
    form: ReportFormat, undecided: list[_Open], taken: dict[str, Taken], hints: Mapping[str, frozenset[Decimal]]
) -> None:
    """Take what all remaining ways agree on, let that narrow the others, and try the rest together at last."""
    while undecided:
        changed = False
        limits = bounds(form, {cell: figure.value for cell, figure in taken.items()})
        for run in undecided:
            kept = [(way, source) for way, source in run.ways if _allowed(run.cells, way, limits)]
            if kept and len(kept) < len(run.ways):
                run.ways = kept
                changed = True
            changed = _agreed(run, taken) or changed
        if not changed:
            break
    if _together(form, undecided, taken):
        for run in undecided:
            _agreed(run, taken)
    for run in undecided:
        if any(cell in hints for cell in run.cells):
            stated = [(way, source) for way, source in run.ways if _stated(run.cells, way, hints)]
            run.ways = stated or run.ways
            _agreed(run, taken)
    _bounded(form, undecided, taken)


def _bounded(form: ReportFormat, undecided: Sequence[_Open], taken: dict[str, Taken]) -> None:
    """Between cuts, a part is not greater than its whole: the year's figure in the cumulative one."""
    relations = [relation for relation in form.relations if relation.kind == "at_most" and relation.certain]
    for run in undecided:
        fixed = {cell: figure.value for cell, figure in taken.items()}
        kept = []
        for way, source in run.ways:
            values = fixed | {cell: value for cell, value in zip(run.cells, way, strict=True) if value is not None}
            if all(_at_most(relation, values) for relation in relations):
                kept.append((way, source))
        run.ways = kept or run.ways
        _agreed(run, taken)


def _at_most(relation: Relation, values: Mapping[str, Decimal]) -> bool:
    """Whether the one side is not greater, or a side is not known."""
    if any(cell not in values for cell in relation.cells):
        return True
    return sum(values[term.cell] for term in relation.left) <= sum(values[term.cell] for term in relation.right)


def _located(form: ReportFormat, undecided: Sequence[_Open], taken: dict[str, Taken]) -> None:
    """Where a row's figures are settled, say which of them stand on the paper: a row is cut off at its end."""
    values = {cell: figure.value for cell, figure in taken.items()}
    values.update({cell: found.value for cell, found in solve(form, values).items()})
    for run in undecided:
        if any(cell not in values for cell in run.cells):
            continue
        for way, source in run.ways:
            if all(value is None or value == values[cell] for cell, value in zip(run.cells, way, strict=True)):
                _take(taken, run.cells, run.filling, way, source, decided=True)
                break


def contradicted(runs: Sequence[Run], taken: Mapping[str, Taken], solved: Mapping[str, Decimal]) -> frozenset[str]:
    """Cells whose computed figures are not the digits that stand at their row: there the paper says something else.

    Such a row has a slip in it, or was read into the wrong place; either way the computed figures are not printed ones.
    """
    out: set[str] = set()
    for run in runs:
        made = {cell: taken[cell].value if cell in taken else solved.get(cell) for cell in run.cells}
        texts = [token.text for token in run.tokens if not token.blank]
        computed = [cell for cell in run.cells if cell in solved]
        if not computed or not texts or None in made.values():
            continue
        figures = [f"{value:f}" for value in made.values() if value is not None]
        if "".join(figures) != "".join(texts).replace("+", "") and not (_in_order(texts, figures)):
            out.update(computed)
    return frozenset(out)


def _in_order(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the shorter of both stands in the longer in the same order."""
    short, long = sorted(([Decimal(text) for text in texts if _whole(text)] for texts in (some, others)), key=len)
    left = iter(long)
    return all(value in left for value in short)


def _whole(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def _stated(cells: Sequence[str], way: Vector, hints: Mapping[str, frozenset[Decimal]]) -> bool:
    return all(cell not in hints or value in hints[cell] for cell, value in zip(cells, way, strict=True))


def _agreed(run: _Open, taken: dict[str, Taken]) -> bool:
    """Take the cells for which every remaining way has the same figure."""
    changed = False
    if len({way for way, _ in run.ways}) == 1:
        # Where only the places of equal figures differ, the row was cut off at its end.
        run.ways = run.ways[:1]
    for index, cell in enumerate(run.cells):
        values = {way[index] for way, _ in run.ways}
        if len(values) == 1 and cell not in taken:
            value = values.pop()
            sources = {source[index] for _, source in run.ways}
            if value is not None:
                source = None if None in sources else min(known for known in sources if known is not None)
                token = None if source is None else run.filling.tokens[source]
                taken[cell] = Taken(value, token, decided=True)
                changed = True
    return changed


def _together(form: ReportFormat, undecided: list[_Open], taken: dict[str, Taken]) -> bool:
    """Try all remaining ways of all runs with each other against the relations that only they leave open."""
    several = [run for run in undecided if len(run.ways) > 1]
    trials = 1
    for run in several:
        trials *= len(run.ways)
    if not several or trials > MOST_TRIALS:
        return False
    open_cells = {cell for run in several for cell in run.cells}
    relations = [
        relation
        for relation in form.relations
        if relation.solvable
        and open_cells.intersection(relation.cells)
        and all(cell in open_cells or cell in taken for cell in relation.cells)
    ]
    fixed = {cell: figure.value for cell, figure in taken.items()}
    fitting = []
    for trial in product(*(range(len(run.ways)) for run in several)):
        values = dict(fixed)
        for run, choice in zip(several, trial, strict=True):
            way = run.ways[choice][0]
            values.update({cell: value for cell, value in zip(run.cells, way, strict=True) if value is not None})
        if all(_holds(relation, values) for relation in relations):
            fitting.append(trial)
    if not fitting:
        return False
    for index, run in enumerate(several):
        kept = sorted({trial[index] for trial in fitting})
        run.ways = [run.ways[choice] for choice in kept]
    return True


def _holds(relation: Relation, values: Mapping[str, Decimal]) -> bool:
    """Whether it holds, or cannot be tested because a place is open in this trial."""
    if any(cell not in values for cell in relation.cells):
        return True
    left = sum((term.sign * values[term.cell] for term in relation.left), Decimal(0))
    return left == sum((term.sign * values[term.cell] for term in relation.right), Decimal(0))
