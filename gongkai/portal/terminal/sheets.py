"""How many sheets of A4 a text will take, said before it is printed. An estimate by lines; said as one (约)."""

from __future__ import annotations

from math import ceil

from lxml.html import HtmlElement, fragment_fromstring

# What fits: 174 mm of width in characters of 12 pt, 247 mm of height in lines of 1.75 times that.
ACROSS, DOWN = 41, 33
ROW, PARAGRAPH, HEADING = 1.2, 0.3, 1.5
BLOCKS = {"p", "li", "h2", "h3", "h4", "tr"}


def sheets(body: str, *, besides: int = 0) -> int:
    """Pages of the markup after `besides` lines of heading and facts; at least one."""
    lines = float(besides)
    if body.strip():
        for block in fragment_fromstring(body, create_parent="div").iter(*BLOCKS):
            lines += _lines(block)
    return max(1, ceil(lines / DOWN))


def sheets_of_lines(texts: list[str], *, besides: int = 0) -> int:
    """The same for plain paragraphs."""
    return max(1, ceil((besides + sum(_across(text) + PARAGRAPH for text in texts)) / DOWN))


def _lines(block: HtmlElement) -> float:
    if block.tag == "tr":
        cells = [cell for cell in block if cell.tag in ("td", "th")]
        width = max(1, ACROSS // max(1, len(cells)) - 1)
        return max((ceil(max(1, len(cell.text_content())) / width) for cell in cells), default=1) * ROW
    if any(above.tag == "tr" for above in block.iterancestors()):
        return 0
    if block.tag in ("h2", "h3", "h4"):
        return _across(block.text_content()) + HEADING
    return _across(block.text_content()) + PARAGRAPH


def _across(text: str) -> int:
    return max(1, ceil((len(text.strip()) + 2) / ACROSS))
