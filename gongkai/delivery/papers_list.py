"""The list that goes with a batch, in as many numbered copies as the rule asks for, and the label of the envelope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.deposit import LIST_COPIES, ListColumn, copies, list_columns, wording
from gongkai.papers.blocks import Block, Body, NewPage, Paper, Signature, Title, day_words
from gongkai.papers.excel import TextSheet, to_excel
from gongkai.papers.grid import Grid, GridCell
from gongkai.papers.pdf import to_pdf

MM_A_CHARACTER = 2.0
SEAL = "（盖章）"
# Where a long number may be broken over two lines of its cell.
BREAKABLE = str.maketrans({mark: f"{mark}\u200b" for mark in "-/〕"})


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the list, every value as it is printed."""

    position: str
    index_number: str
    title: str
    doc_number: str
    formed_on: str
    mark: str
    pages: str


@dataclass(frozen=True, slots=True)
class DeliveryList:
    """All that stands on the list. `begins` is in the interval, `ends` is not; `day` is that of the list."""

    agency: str
    hall: str
    hall_contact: str
    begins: date
    ends: date
    day: date
    contact: str
    phone: str
    lines: tuple[Line, ...]

    @property
    def period(self) -> str:
        """The interval as people say it, both days in it."""
        return f"{day_words(self.begins)}至{day_words(self.ends - timedelta(days=1))}"


def list_pdf(given: DeliveryList) -> bytes:
    """The list on A4, one copy after the other, each numbered; with nothing to deliver it says so."""
    count = copies(LIST_COPIES, given.day)
    blocks: list[Block] = []
    for number in range(1, count + 1):
        blocks += [NewPage()] if number > 1 else []
        blocks += _one(given, number, count)
    return to_pdf(Paper(wording("list_title", given.day), given.agency, tuple(blocks), given.day))


def list_excel(given: DeliveryList) -> bytes:
    """The same list as a sheet."""
    columns = list_columns(given.day)
    rows = [tuple(getattr(line, one.code) for one in columns) for line in given.lines]
    nil = (wording("nil", given.day), *("" for _ in columns[1:]))
    title = wording("list_title", given.day)
    widths = tuple(max(6, round(one.width / MM_A_CHARACTER)) for one in columns)
    sheet = TextSheet(title, tuple(one.label for one in columns), tuple(rows or [nil]), widths)
    return to_excel(f"{given.agency}{title}", given.agency, [sheet])


def label_pdf(given: DeliveryList, sheets: int) -> bytes:
    """The label of the envelope; `sheets` is how many items are in it."""
    place = wording("reading_place", given.day)
    blocks = (
        Title(f"{given.hall}{place}　收"),
        Body(f"送交单位：{given.agency}"),
        Body(f"送交期间：{given.period}"),
        Body(f"内装：送交信息 {sheets} 件，送交信息目录表 {copies(LIST_COPIES, given.day)} 份"),
        Body(f"联系人：{given.contact or '　'}　　联系电话：{given.phone or '　'}"),
        Body(f"接收联系：{given.hall_contact or '　'}"),
    )
    return to_pdf(Paper("信封标签", given.agency, blocks, given.day))


def _one(given: DeliveryList, number: int, count: int) -> list[Block]:
    columns = list_columns(given.day)
    lines = given.lines
    said: list[Block] = [
        Title(wording("list_title", given.day)),
        Body(f"接收单位：{given.hall}　　第 {number} 份（共 {count} 份）"),
        Body(f"送交期间：{given.period}"),
    ]
    if lines:
        said.append(Body(f"本期送交政府信息 {len(lines)} 件，纸质件 {len(lines)} 件，电子件 {len(lines)} 件。"))
        said.append(_table(columns, lines))
    else:
        said.append(Body(wording("nil", given.day)))
    said.append(Body(f"联系人：{given.contact or '　　　　'}　　联系电话：{given.phone or '　　　　'}"))
    said.append(Signature(given.agency + SEAL, day_words(given.day)))
    said.append(Body("接收人签字：　　　　　　　　接收日期：　　　年　　月　　日"))
    return said


def _table(columns: Sequence[ListColumn], lines: Sequence[Line]) -> Grid:
    head = tuple(GridCell(one.label, 0, place, "head") for place, one in enumerate(columns))
    body = tuple(
        tuple(
            GridCell(
                getattr(line, one.code).translate(BREAKABLE), row, place, "stub" if one.code == "title" else "unit"
            )
            for place, one in enumerate(columns)
        )
        for row, line in enumerate(lines, start=1)
    )
    return Grid("", "", (head, *body), 1, tuple(float(one.width) for one in columns))
