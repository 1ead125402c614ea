"""Blocks of a document: paragraphs, headings, lists and tables, from any markup to one plain form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from gongkai.records.text.runs import (
    FOLDED,
    MARKER,
    UNSEEN,
    Run,
    element_runs,
    paragraphs,
    runs_of,
    said,
    tidy,
    written,
)

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
CONTAINERS = frozenset(
    "div section article main header footer aside blockquote center body form fieldset dl dd dt pre".split()
)
BLOCKS = CONTAINERS | set(HEADINGS) | {"p", "ul", "ol", "table", "li", "tr", "td", "th", "thead", "tbody", "tfoot"}
LISTS = frozenset(("ul", "ol"))
ORDERS = ("a", "A", "i", "I")
WIDEST, TALLEST = 100, 1000
LEVEL = re.compile(r"mso-list:[^;]*?level(\d)", re.IGNORECASE)
NUMBERED = re.compile(r"(\d{1,3})[.．]\Z")
BULLET = re.compile(r"[·•●○◦▪■□◆◇➢►\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fco§Øln-]\Z")


@dataclass(slots=True)
class Item:
    """One paragraph of a list as an office program writes it: no list, only a style and a marker in the text."""

    level: int
    marker: str
    runs: list[Run]


@dataclass(slots=True)
class Gathered:
    """Blocks so far, and what is still open: running text without a paragraph, list paragraphs without a list."""

    blocks: list[str] = field(default_factory=list)
    loose: list[Run] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def close(self) -> None:
        """Turn what is open into blocks."""
        if self.loose:
            self.blocks += [f"<p>{written(one)}</p>" for one in paragraphs(self.loose)]
            self.loose = []
        if self.items:
            self.blocks += listed(self.items)
            self.items = []


def blocks_of(node: HtmlElement) -> list[str]:
    """The blocks below `node`, each as markup in its one form."""
    gathered = Gathered()
    _gather(node, gathered)
    gathered.close()
    return gathered.blocks


def _gather(node: HtmlElement, to: Gathered) -> None:
    _loose(node.text, to)
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "p" and (level := LEVEL.search(child.get("style") or "")) and not _holds_blocks(child):
            if to.loose:
                to.close()
            to.items.append(Item(int(level[1]), _marker(child), tidy(runs_of(child))))
        elif tag in BLOCKS or (tag and _holds_blocks(child)):
            to.close()
            _block(tag, child, to)
        elif tag:
            _inline(child, to)
        _loose(child.tail, to)


def _block(tag: str, node: HtmlElement, to: Gathered) -> None:
    if tag in HEADINGS and not _holds_blocks(node):
        words = written(tidy(runs_of(node)), plain_weight=True)
        to.blocks += [f"<{HEADINGS[tag]}>{words}</{HEADINGS[tag]}>"] if words else []
    elif tag == "p" and not _holds_blocks(node):
        to.blocks += [f"<p>{written(one)}</p>" for one in paragraphs(runs_of(node))]
    elif tag in LISTS:
        inner = list_of(node)
        to.blocks += [inner] if inner else []
    elif tag == "table":
        to.blocks += table_of(node)
    else:
        _gather(node, to)
        to.close()


def _inline(node: HtmlElement, to: Gathered) -> None:
    if to.items and node.tag != "br":
        to.close()
    if not to.items:
        to.loose += element_runs(node)


def _loose(text: str | None, to: Gathered) -> None:
    if text and text.strip() and to.items:
        to.close()
    if not to.items:
        to.loose += said(text)


def _holds_blocks(node: HtmlElement) -> bool:
    return any(isinstance(one.tag, str) and one.tag in BLOCKS for one in node.iterdescendants())


def list_of(node: HtmlElement) -> str:
    """A list with its points; a list inside a list without a point of its own belongs to the point before it."""
    points: list[str] = []
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in LISTS:
            inner = list_of(child)
            if inner and points:
                points[-1] += inner
            elif inner:
                points.append(inner)
        elif tag:
            words = written(tidy(runs_of(child, skip=LISTS)))
            nested = "".join(list_of(one) for one in _lists_in(child))
            points += [words + nested] if words or nested else []
    if not points:
        return ""
    return f"<{node.tag}{_order(node)}>" + "".join(f"<li>{point}</li>" for point in points) + f"</{node.tag}>"


def _order(node: HtmlElement) -> str:
    if node.tag != "ol":
        return ""
    start, kind = node.get("start") or "", node.get("type") or ""
    begins = f' start="{int(start)}"' if start.isascii() and start.isdigit() and 1 < int(start) <= TALLEST else ""
    return begins + (f' type="{kind}"' if kind in ORDERS else "")


def _lists_in(node: HtmlElement) -> Iterator[HtmlElement]:
    for child in node:
        if child.tag in LISTS:
            yield child
        elif isinstance(child.tag, str):
            yield from _lists_in(child)


def _marker(node: HtmlElement) -> str:
    marks = [one.text_content() for one in node.iter("span") if MARKER.search(one.get("style") or "")]
    return UNSEEN.sub("", FOLDED.sub("", marks[0])) if marks else ""


def listed(items: list[Item]) -> list[str]:
    """Lists from office paragraphs. A number that a list would not print by itself stays in the text as it stands."""
    blocks: list[str] = []
    points: list[str] = []
    kind = ""

    def close() -> None:
        if points:
            blocks.append(f"<{kind}>" + "".join(f"<li>{point}</li>" for point in points) + f"</{kind}>")
            points.clear()

    for item in items:
        number = NUMBERED.match(item.marker)
        wanted = "ol" if number and item.level == 1 else "ul" if BULLET.match(item.marker) else ""
        if wanted != kind or (number and int(number[1]) != len(points) + 1):
            close()
            kind = wanted if wanted != "ol" or (number and number[1] == "1") else ""
        if kind:
            points += [words] if (words := written(item.runs)) else []
        elif words := written(tidy([Run(item.marker), *item.runs])):
            blocks.append(f"<p>{words}</p>")
    close()
    return blocks


def table_of(node: HtmlElement) -> list[str]:
    """A table with its merged cells, the caption before it; tables inside cells become lines of the cell."""
    captions = [written(tidy(runs_of(one))) for one in node if one.tag == "caption"]
    head, body = "", ""
    for row in _rows(node):
        cells = "".join(_cell(cell) for cell in row if cell.tag in ("td", "th"))
        if row.getparent().tag == "thead" and not body:
            head += f"<tr>{cells}</tr>"
        else:
            body += f"<tr>{cells}</tr>"
    inside = (f"<thead>{head}</thead>" if head else "") + (f"<tbody>{body}</tbody>" if body else "")
    spoken = re.sub(r"<[^>]*>", "", inside)
    words = [f"<p>{caption}</p>" for caption in captions if caption]
    return [*words, f"<table>{inside}</table>"] if spoken else words


def _rows(node: HtmlElement) -> Iterator[HtmlElement]:
    for child in node:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cell(node: HtmlElement) -> str:
    spans = ""
    for name, most in (("colspan", WIDEST), ("rowspan", TALLEST)):
        value = (node.get(name) or "").strip()
        if value.isascii() and value.isdigit() and 1 < int(value) <= most:
            spans += f' {name}="{int(value)}"'
    return f"<{node.tag}{spans}>{written(tidy(runs_of(node)), plain_weight=node.tag == 'th')}</{node.tag}>"
