"""Register many figures from a file: all rows or none, every fault named at its cell."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.columns.items_sheet import CannotImport
from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.importing import RowProblem
from gongkai.kit.who import Actor
from gongkai.statistics.measuring_sheet import Line, Unreadable, figure_of, lines
from gongkai.statistics.measuring_tallies import (
    LONGEST_NOTE,
    LONGEST_SOURCE,
    Figure,
    fault,
    locked_periods,
    locked_words,
)
from gongkai.statistics.models import Tally
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import FILE_STATISTICS

ACT = "import_tallies"
Key = tuple[int, str, date, str]


class RowsRefused(Refused):
    """A file of which nothing was imported; `problems` are its faults in order, each at its cell."""

    def __init__(self, problems: tuple[RowProblem, ...]) -> None:
        super().__init__("rows-wrong", f"文件中有 {len(problems)} 处不能登记，一行也没有导入。请改正后重新上传。")
        self.problems = problems


@action
def import_tallies(data: bytes, *, actor: Actor, now: datetime) -> list[Tally]:
    """The figures of the file, of units for which the actor files.

    Raises Refused "not-allowed", "cannot-read", "no-rows", "rows-wrong" (RowsRefused).
    """
    codes = sorted(code for act, code in actor.grants if act == FILE_STATISTICS)
    units = list(Agency.objects.select_for_update().filter(code__in=codes).order_by("code"))
    if not units:
        raise Refused("not-allowed", f"{actor.name} 没有登记统计数的权限，未执行。请由统计员或者经办人办理。")
    try:
        rows = list(lines(data))
    except CannotImport as error:
        raise Refused("cannot-read", error.sentence) from error
    if not rows:
        raise Refused("no-rows", "表头下面没有一行数据，未导入。请填写后重新上传。")
    made, problems = _checked(rows, units, day_of(now))
    if problems:
        raise RowsRefused(tuple(problems))
    person = person_of(actor)
    tallies = [
        Tally(
            agency=unit, kind=one.kind, on=one.on, quantity=one.quantity, source=one.source.strip(),
            note=one.note.strip(), made_by=person, at=now,
        )
        for unit, one in made
    ]  # fmt: skip
    Tally.objects.bulk_create(tallies, batch_size=500)
    for unit in units:
        count = sum(one.agency_id == unit.pk for one in tallies)
        if count:
            journal.write(
                unit.code, act=ACT, subject="tallies", before={}, after={"rows": count}, reason="从文件导入登记数",
                actor=actor, now=now,
            )  # fmt: skip
    return tallies


def _checked(
    rows: list[Line], units: list[Agency], today: date
) -> tuple[list[tuple[Agency, Figure]], list[RowProblem]]:
    names = {name: unit for unit in units for name in (unit.code, unit.short, unit.name)}
    made: list[tuple[Agency, Figure]] = []
    problems: list[RowProblem] = []
    standing = set(
        Tally.objects.filter(agency__in=units, voided_at=None).values_list("agency_id", "kind", "on", "source")
    )
    locked: dict[tuple[str, date], dict[int, str]] = {}
    for row in rows:
        try:
            unit, figure = _read(row, names)
            _fits(unit, figure, today, standing)
            key = figure.kind, figure.on
            if key not in locked:
                locked[key] = locked_periods([one.pk for one in units], *key)
            if title := locked[key].get(unit.pk):
                raise Unreadable("on", locked_words(title))
        except Unreadable as error:
            problems.append(RowProblem(row.cells.get(error.field, f"第 {row.number} 行"), error.sentence))
            continue
        standing.add((unit.pk, figure.kind, figure.on, figure.source.strip()))
        made.append((unit, figure))
    return made, problems


def _read(row: Line, names: dict[str, Agency]) -> tuple[Agency, Figure]:
    said = row.texts.get("unit", "")
    if said not in names:
        raise Unreadable("unit", f"“{said}”不是你可以填报的单位，请填单位代码或者名称。")
    return names[said], figure_of(row.texts)


def _fits(unit: Agency, figure: Figure, today: date, standing: set[Key]) -> None:
    if found := fault(unit, figure, today):
        raise Unreadable(found.field, found.sentence)
    if len(figure.source.strip()) > LONGEST_SOURCE or len(figure.note.strip()) > LONGEST_NOTE:
        raise Unreadable("source", f"来源不超过 {LONGEST_SOURCE} 字，备注不超过 {LONGEST_NOTE} 字。")
    if (unit.pk, figure.kind, figure.on, figure.source.strip()) in standing:
        raise Unreadable("quantity", "同一来源已经登记过这一天的这种数；文件中或者平台上重复。")
