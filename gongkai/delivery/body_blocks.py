"""The text of a published record as blocks of a paper: paragraphs, headings, points of lists, tables."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement, fragment_fromstring

from gongkai.papers.blocks import Block, Body, Heading
from gongkai.papers.grid import Grid, GridCell

LEVELS = {"h2": 1, "h3": 2, "h4": 3}
PAGE_MM = 156.0
# A column narrower than this holds no two characters beside each other.
NARROWEST_MM = 8.0
BULLET = "·"


def blocks_of(body: str) -> list[Block]:
    """The blocks of a cleaned text (records/text), in order. Emphasis and links are not printed, their words are."""
    if not body.strip():
        return []
    root = fragment_fromstring(body, create_parent="div")
    found: list[Block] = []
    if root.text and root.text.strip():
        found.append(Body(root.text.strip()))
    for node in root:
        found += _block(node)
        if node.tail and node.tail.strip():
            found.append(Body(node.tail.strip()))
    return found


def _block(node: HtmlElement) -> Iterator[Block]:
    tag = node.tag if isinstance(node.tag, str) else ""
    if tag in LEVELS:
        yield Heading(LEVELS[tag], " ".join(_lines(node)))
    elif tag in ("ul", "ol"):
        yield from (Body(words) for words in _points(node))
    elif tag == "table":
        grid = _grid(node)
        if grid is not None:
            yield grid
    else:
        yield from (Body(line) for line in _lines(node))


def _points(node: HtmlElement) -> Iterator[str]:
    number = int(node.get("start") or 1)
    for point in node:
        if point.tag != "li":
            continue
        mark = f"{number}. " if node.tag == "ol" else BULLET
        number += 1
        inner = [one for one in point if one.tag in ("ul", "ol")]
        for one in inner:
            point.remove(one)
        for place, line in enumerate(_lines(point)):
            yield mark + line if not place else line
        for one in inner:
            yield from _points(one)


def _lines(node: HtmlElement) -> list[str]:
    """Its words, a line for each that a break ends."""
    for br in list(node.iter("br")):
        br.tail = "\n" + (br.tail or "")
    return [line.strip(" \t") for line in node.text_content().split("\n") if line.strip()]


def _grid(node: HtmlElement) -> Grid | None:
    """The table with its merged cells; a place nobody fills is an empty cell."""
    taken: dict[tuple[int, int], bool] = {}
    rows: list[list[GridCell]] = []
    head = 0
    lines = list(node.iter("tr"))
    for y, line in enumerate(lines):
        cells, x = [], 0
        for cell in line:
            while (y, x) in taken:
                x += 1
            across, down = int(cell.get("colspan") or 1), int(cell.get("rowspan") or 1)
            across = next((n for n in range(across) if (y, x + n) in taken), across)
            down = min(down, len(lines) - y)
            kind = "head" if cell.tag == "th" else "stub"
            cells.append(GridCell("\n".join(_lines(cell)), y, x, kind, rowspan=down, colspan=across))  # type: ignore[arg-type]
            taken |= {(y + one, x + other): True for one in range(down) for other in range(across)}
        rows.append(cells)
        if line.getparent().tag == "thead" and head == y:
            head = y + 1
    width = max((x for _y, x in taken), default=-1) + 1
    if not width:
        return None
    for y, cells in enumerate(rows):
        cells += [GridCell("", y, x, "stub") for x in range(width) if (y, x) not in taken]
        cells.sort(key=lambda one: one.column)
    return Grid("", "", tuple(tuple(cells) for cells in rows), head, _widths(rows, width))


def _widths(rows: list[list[GridCell]], width: int) -> tuple[float, ...]:
    """Columns share the page by their longest words, none so narrow that two characters cannot stand in it."""
    longest = [4.0] * width
    for cells in rows:
        for cell in cells:
            if cell.colspan == 1:
                longest[cell.column] = max(longest[cell.column], min(30.0, float(len(cell.text))))
    least = min(NARROWEST_MM, PAGE_MM / width)
    room = PAGE_MM - least * width
    total = sum(longest)
    return tuple(least + room * one / total for one in longest)
