"""The statutory tables of a filing as a grid: every figure to be typed or opened, findings and marks beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from gongkai.annual.render.grids import head_rows, table_grid
from gongkai.law.checks import Finding, plain
from gongkai.papers.grid import GridCell
from gongkai.statistics.decide_filing import tidy
from gongkai.statistics.filing_counting import Change
from gongkai.statistics.reads_filings import FilingPage

SCOPES = {"stub": "row", "group": "rowgroup", "head": "col", "caption": "colgroup", "corner": "col"}
FIELD = "c."


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: a head, or the figure of the cell `id`. `typed` is what stands in its field, `stored` what is kept.

    `how` is the word for a figure that was not counted, `remark` what stands below it, `numbers` its findings.
    """

    text: str
    rowspan: int
    colspan: int
    scope: str = ""
    id: str = ""
    label: str = ""
    typed: str = ""
    stored: str = ""
    how: str = ""
    remark: str = ""
    tone: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table by rows; the first `head` of them are its head."""

    id: str
    title: str
    unit: str
    head: tuple[tuple[ShownCell, ...], ...]
    body: tuple[tuple[ShownCell, ...], ...]


def numbered(page: FilingPage) -> list[tuple[int, Finding]]:
    """The findings with the numbers that stand at their cells."""
    return list(enumerate(page.judged.findings, start=1))


def tables(page: FilingPage, typed: Mapping[str, str], moved: Sequence[Change] = ()) -> list[ShownTable]:
    """All tables. `typed`: what somebody had typed and could not be saved; `moved`: counts that are not the stored."""
    numbers: dict[str, list[int]] = {}
    levels: dict[str, str] = {}
    for number, finding in numbered(page):
        for cell in finding.cells:
            numbers.setdefault(cell, []).append(number)
            levels[cell] = "stop" if "stop" in (levels.get(cell), TONES.get(finding.level)) else "care"
    marks = {mark.cell: mark.words for mark in page.marks if mark.answered_at is None}
    news = {change.cell: change for change in moved}
    found = []
    for table in page.form.tables:
        rows = tuple(
            tuple(_cell(one, page, typed, numbers, levels, marks, news) for one in row) for row in table_grid(table)
        )
        head = head_rows(table)
        found.append(ShownTable(table.id, table.title, table.unit, rows[:head], rows[head:]))
    return found


TONES = {"error": "stop", "warning": "care", "hint": "care"}


def _cell(
    one: GridCell, page: FilingPage, typed: Mapping[str, str], numbers: Mapping[str, list[int]],
    levels: Mapping[str, str], marks: Mapping[str, str], news: Mapping[str, Change],
) -> ShownCell:  # fmt: skip
    if one.kind != "value":
        return ShownCell(one.text, one.rowspan, one.colspan, SCOPES.get(one.kind, ""))
    cell, its = one.cell, page.cells[one.cell]
    stored = plain(its.value) if its.value is not None else ""
    remarks = []
    if marks.get(cell):
        remarks.append(gettext("退回意见：%s") % marks[cell])
    if its.corrected and its.row is not None:
        remarks.append(gettext("勘误，原为 %s") % plain(tidy(its.row.value)))
    if its.row is not None and its.row.counted is not None and its.row.how != "counted" and not its.corrected:
        if tidy(its.row.counted) != its.value:
            remarks.append(gettext("平台统计 %s") % plain(tidy(its.row.counted)))
    after = news[cell].after if cell in news else None
    if after is not None:
        remarks.append(gettext("现在是 %s") % plain(tidy(after)))
    if cell in typed and typed[cell] != stored:
        remarks.append(gettext("已保存的是 %s") % (stored or gettext("空")))
    how = str(its.row.get_how_display()) if its.row is not None and its.row.how not in ("counted", "added") else ""
    tone = "stop" if marks.get(cell) or stored == "" else levels.get(cell, "")
    return ShownCell(
        stored, one.rowspan, one.colspan, id=cell, label=page.form.cells[cell].label, typed=typed.get(cell, stored),
        stored=stored, how=how, remark="；".join(remarks), tone=tone, numbers=tuple(numbers.get(cell, ())),
    )  # fmt: skip
