"""Tables that only arrange a page are taken apart; tables that hold data are kept whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from gongkai.annual.documents import Block, Cell, Line, Place, Table

# A data cell of a report form is short; running text of this length in a cell means the table arranges a page.
LONG_CELL = 300


class Content(NamedTuple):
    """What a reader found: blocks in reading order, and Chinese sentences about what was left out."""

    blocks: list[Block]
    warnings: list[str]


@dataclass(slots=True)
class Box:
    """A cell as the file has it, which may hold paragraphs and further tables."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    inside: list[Line | Draft] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(text for text in (_text_of(item) for item in self.inside) if text).strip()


@dataclass(slots=True)
class Draft:
    """A table as the file has it, before it is known whether it holds data."""

    boxes: list[Box]
    place: Place


def _text_of(item: Line | Draft) -> str:
    if isinstance(item, Line):
        return item.text.strip()
    rows: dict[int, list[str]] = {}
    for box in item.boxes:
        rows.setdefault(box.row, []).append(box.text)
    return "\n".join("\t".join(texts).strip() for _, texts in sorted(rows.items()))


def _filled(draft: Draft) -> tuple[int, int]:
    """How many cells hold text of their own, and how many cells of tables inside this one do."""
    own = inner = 0
    for box in draft.boxes:
        own += any(isinstance(item, Line) and item.text.strip() for item in box.inside)
        for item in box.inside:
            if isinstance(item, Draft):
                inner += sum(_filled(item))
    return own, inner


def _arranges_a_page(draft: Draft) -> bool:
    if len(draft.boxes) <= 1:
        return True
    own, inner = _filled(draft)
    if inner > own:
        return True
    lengths = [len(box.text) for box in draft.boxes]
    return sum(length for length in lengths if length > LONG_CELL) > 0.8 * sum(lengths)


def _settle(draft: Draft) -> Iterable[Block]:
    if not _arranges_a_page(draft):
        cells = sorted(draft.boxes, key=lambda box: (box.row, box.column))
        yield Table(
            tuple(Cell(box.text, box.row, box.column, box.rowspan, box.colspan) for box in cells),
            draft.place,
            () if draft.place.page is None else (draft.place.page,),
        )
        return
    for box in draft.boxes:
        yield from _blocks(box.inside)


def _blocks(items: Iterable[Line | Draft]) -> Iterable[Block]:
    for item in items:
        if isinstance(item, Draft):
            yield from _settle(item)
        else:
            yield item


def settle(items: Iterable[Line | Draft]) -> list[Block]:
    """Lines and data tables in reading order, tables numbered from 1. Page-arranging tables become their contents."""
    return numbered(_blocks(items))


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks with the tables counted from 1."""
    result: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Table):
            count += 1
            result.append(replace(block, place=replace(block.place, table=count)))
        else:
            result.append(block)
    return result
