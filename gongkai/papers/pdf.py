"""Official documents as PDF: one compiler a process; data goes in as JSON, so that no word is taken as markup."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from gongkai.law.papers_layout import NEWEST, PageLayout, page_layout, words
from gongkai.papers.blocks import Block, Head, Paper, Title
from gongkai.papers.fonts import families, loaded
from gongkai.papers.glyphs import shown
from gongkai.papers.grid import Grid, GridCell, fitting
from gongkai.papers.titles import per_line, title_lines

TEMPLATE = Path(__file__).parent / "typst" / "paper.typ"
CELL_INSET = 0.6
HEADING_LINES = 1.6  # a heading and a line for the unit stand above a table

_one_at_a_time = Lock()


def to_pdf(paper: Paper, *, on: date = NEWEST, fonts: Path | None = None) -> bytes:
    """The paper as tagged PDF with a text layer, the same bytes for the same input.

    `on` chooses the edition of the page standard (the newest registered unless told otherwise); `fonts` is a folder
    with the office's own fonts, used before the shipped ones. A character no font holds is printed as its number
    (〔U+20BB7〕). Raises UnknownLaw when no standard is known for `on`.
    """
    data = json.dumps(_printable(_data(paper, page_layout(on), dict(words(on)), fonts), fonts), ensure_ascii=False)
    with _one_at_a_time:
        made = _compiler(fonts).compile(input=_template(), format="pdf", sys_inputs={"data": data})
    if not isinstance(made, bytes):
        raise TypeError(f"排版程序没有给出 PDF，而是 {type(made).__name__}")
    return made


@cache
def _compiler(fonts: Path | None) -> typst.Compiler:
    return typst.Compiler(font_paths=loaded(fonts), ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _data(paper: Paper, layout: PageLayout, word: dict[str, str], fonts: Path | None) -> dict[str, Any]:
    face = families(fonts)
    body = float(layout.types["body"].points)
    measures = {id: float(value) for id, value in layout.measures.items()}
    per_character = measures["body_width"] / layout.counts["characters"] * 72 / 25.4
    return {
        "title": paper.title,
        "author": paper.author,
        "letter": any(isinstance(block, Head) and block.layout == "letter" for block in paper.blocks),
        "red": layout.inks["red"],
        "measures": {
            **measures, "margin_right": float(layout.margin_right), "margin_bottom": float(layout.margin_bottom)
        },
        "types": {
            id: {
                "fonts": list(face[kind.face]),
                "points": float(kind.points),
                "heavy": kind.face == "xiaobiaosong" and face[kind.face][0] == face["songti"][-1],
            }
            for id, kind in layout.types.items()
        },
        "tracking": per_character - body,
        "pitch": float(layout.line_pitch),
        "indent": layout.counts["paragraph_indent"],
        "date_right": layout.counts["date_right"],
        "page_left": word["page_left"],
        "page_right": word["page_right"],
        "annex": word["annex"],
        "cell_inset": CELL_INSET,
        "heading_room": HEADING_LINES,
        "blocks": [_block(block, float(layout.types["table"].points), per_line(layout)) for block in paper.blocks],
    }  # fmt: skip


def _printable(data: Any, fonts: Path | None) -> Any:
    """The same data, each text in it such that the fonts can show it."""
    if isinstance(data, str):
        return shown(data, fonts)
    if isinstance(data, dict):
        return {name: _printable(value, fonts) for name, value in data.items()}
    return [_printable(value, fonts) for value in data] if isinstance(data, list) else data


def _block(block: Block, points: float, characters: int) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Grid):
        cells = [cell for row in block.rows for cell in row]
        return {
            "kind": "grid",
            "unit": block.unit,
            "legend": block.legend,
            "widths": list(block.widths),
            "head": [_cell(cell, block, points) for cell in cells if cell.row < block.head_rows],
            "body": [_cell(cell, block, points) for cell in cells if cell.row >= block.head_rows],
        }
    if isinstance(block, Title):
        return {"kind": kind, "lines": list(title_lines(block.text, characters))}
    return {"kind": kind, **{name: getattr(block, name) for name in block.__dataclass_fields__}}


def _cell(cell: GridCell, grid: Grid, points: float) -> dict[str, Any]:
    room = sum(grid.widths[cell.column : cell.column + cell.colspan]) - 2 * CELL_INSET
    size = fitting(cell.text, room, points) if cell.kind == "value" else points
    return {
        "x": cell.column,
        "y": cell.row,
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
        "text": cell.text,
        "indent": cell.indent,
        "left": cell.kind == "stub",
        "points": 0 if size == points else size,
    }
