"""A year from the facts held against the report that was published on it; who asks comes first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai.annual.narrating import number
from gongkai.kit.who import Actor
from gongkai.law.formats import CellSpec, formats
from gongkai.statistics.compiling_acting import READ_WITH, missing
from gongkai.statistics.models import HeldCell, HeldReport

Verdict = HeldCell.Verdict


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One cell: its row and column as printed, both figures (None: not readable in the paper), and the reason."""

    cell: str
    row: str
    column: str
    published: str | None
    computed: str
    verdict: str
    verdict_words: str
    reason: str
    things: bool


@dataclass(frozen=True, slots=True)
class HeldTable:
    """The lines of one statutory table and how many of them are equal, explained and different."""

    id: str
    title: str
    lines: tuple[HeldLine, ...]
    counts: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class HeldPage:
    """One holding. `story` is what was played and assumed, as the replay wrote it."""

    held: HeldReport
    tables: tuple[HeldTable, ...]
    story: dict[str, Any]


def holdings(asker: Actor) -> list[HeldReport]:
    """Every holding of the asker's units, newest year first."""
    rows = HeldReport.objects.filter(agency__code__in=_codes(asker)).select_related("agency")
    return list(rows.order_by("-year", "agency__code"))


def page(asker: Actor, code: str, year: int, verdict: str = "") -> HeldPage:
    """One holding with its cells, all or those of one verdict. Raises Refused "no-compilation"."""
    rows = HeldReport.objects.filter(agency__code__in=_codes(asker)).select_related("agency", "filing")
    held = rows.filter(agency__code=code, year=year).first()
    if held is None:
        raise missing()
    form = formats()[held.edition]
    opened = _with_things(held)
    by_table: dict[str, list[HeldCell]] = {}
    for one in held.cells.order_by("id"):
        by_table.setdefault(one.cell.split(".")[0], []).append(one)
    tables = []
    for table in form.tables:
        cells = by_table.get(table.id, [])
        counts = tuple(sum(one.verdict == kind for one in cells) for kind in Verdict.values)
        shown = [one for one in cells if one.verdict == verdict or not verdict]
        lines = tuple(_line(one, form.cells[one.cell], one.cell in opened) for one in shown if one.cell in form.cells)
        tables.append(HeldTable(table.id, table.title, lines, (counts[0], counts[1], counts[2])))
    return HeldPage(held, tuple(tables), held.story)


def _with_things(held: HeldReport) -> set[str]:
    """The cells whose figures open onto what they count."""
    if held.filing is None:
        return set()
    return set(held.filing.cells.exclude(things=[]).values_list("cell", flat=True))


def _line(one: HeldCell, spec: CellSpec, things: bool) -> HeldLine:
    label = " ".join([*[part for part in spec.row.under[-1:] if part], spec.row.label])
    return HeldLine(
        one.cell, label, spec.column.label, _figure(one.published), _figure(one.computed) or "0", one.verdict,
        one.get_verdict_display(), one.reason, things,
    )  # fmt: skip


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else number(value)


def _codes(asker: Actor) -> set[str]:
    return {code for act, code in asker.grants if act in READ_WITH}
