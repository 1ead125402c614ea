"""Markdown: headings and tables as marked, everything else as lines; HTML tables inside are read as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gongkai.annual.documents import Block, Cell, Line, Place, Table
from gongkai.annual.sources import html
from gongkai.annual.sources.layout import Content, numbered
from gongkai.annual.sources.limits import Limits, Tally
from gongkai.annual.sources.text import with_tables

_TABLE_TAG = re.compile(r"<(/?)table\b[^>]*>", re.IGNORECASE)
_DEEPEST = 20


def read(text: str, limits: Limits) -> Content:
    """Marks of emphasis and links are dropped, their words kept; list numbers are kept."""
    tally = Tally(limits)
    warnings: list[str] = []
    blocks: list[Block] = []
    line = 0
    for piece, is_table in _pieces(text):
        if is_table:
            found = html.read(piece, limits)
            blocks.extend(found.blocks)
            warnings.extend(found.warnings)
        else:
            blocks.extend(with_tables(_Reader(tally, line, limits, warnings).blocks(piece), tally))
        line += piece.count("\n")
    return Content(numbered(blocks), warnings)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, whole HTML tables apart: a blank line inside one would end it for a Markdown parser."""
    done = depth = start = 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag.group(1):
            start = tag.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield text[done:start], False
                yield text[start : tag.end()], True
                done = tag.end()
    yield text[done:], False


class _Reader:
    def __init__(self, tally: Tally, offset: int, limits: Limits, warnings: list[str]) -> None:
        self._tally = tally
        self._offset = offset
        self._limits = limits
        self._warnings = warnings

    def blocks(self, text: str) -> Iterator[Line | Table]:
        parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
        # Indented lines of an official letter are no program text.
        parser.disable("code")
        tokens = parser.parse(text.replace("\xa0", " "))
        mark, heading, position = "", 0, 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "table_open":
                end = next(i for i in range(position, len(tokens)) if tokens[i].type == "table_close")
                yield self._table(tokens[position:end], self._line(token))
                position = end
            elif token.type == "heading_open":
                heading = int(token.tag[1:])
            elif token.type == "heading_close":
                heading = 0
            elif token.type == "list_item_open":
                mark = f"{token.info}{token.markup} " if token.info else f"{token.markup} "
            elif token.type == "inline":
                yield from self._lines(mark + _words(token), self._line(token), heading)
                mark = ""
            elif token.type in {"fence", "code_block"}:
                yield from self._lines(token.content.rstrip("\n"), self._line(token) + (token.type == "fence"), 0)
            elif token.type == "html_block":
                found = html.read(token.content, self._limits)
                self._warnings.extend(found.warnings)
                yield from found.blocks
            position += 1

    def _line(self, token: Token) -> int:
        return self._offset + (token.map[0] if token.map else 0) + 1

    def _lines(self, text: str, first: int, heading: int) -> Iterator[Line]:
        for number, part in enumerate(text.split("\n"), start=first):
            if part.strip():
                self._tally.add_line()
                yield Line(part, Place(line=number), heading)

    def _table(self, tokens: list[Token], line: int) -> Table:
        cells: list[Cell] = []
        row = column = -1
        for token in tokens:
            if token.type == "tr_open":
                row, column = row + 1, -1
            elif token.type == "inline":
                self._tally.add_cell()
                column += 1
                cells.append(Cell(_words(token).strip(), row, column))
        return Table(tuple(cells), Place(line=line))


def _words(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"} or (
            child.type == "html_inline" and child.content[:3].lower() == "<br"
        ):
            parts.append("\n")
        elif child.type != "html_inline":
            parts.append(child.content)
    return "".join(parts)
