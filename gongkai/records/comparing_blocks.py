"""The body of a content as a list of blocks of words: paragraphs, headings, list items, table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "caption", "figcaption", "div", "pre"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `kind` is text, heading, item or row; the cells of a row are set apart by ｜."""

    kind: str
    text: str


class _Blocks(HTMLParser):
    """Collects words; where a link leads is part of the words, since a changed target is a changed statement."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._kind = "text"
        self._words: list[str] = []
        self._cells: list[str] | None = None
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a row, a cell or a link."""
        if tag == "tr":
            self.flush()
            self._cells = []
        elif tag in CELLS:
            self._words = []
        elif tag in BLOCKS:
            self.flush()
            self._kind = "heading" if tag in HEADINGS else "item" if tag == "li" else "text"
        elif tag == "br":
            self._words.append("\n" if self._cells is None else " ")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        elif tag == "img":
            given = dict(attrs)
            self._words.append(f"［图：{given.get('alt') or ''} {given.get('src') or ''}］")

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        if tag == "tr":
            cells, self._cells = self._cells, None
            if cells is not None:
                self._add("row", "｜".join(cells))
        elif tag in CELLS and self._cells is not None:
            self._cells.append(_tidy(self._words))
            self._words = []
        elif tag in BLOCKS:
            self.flush()
            self._kind = "text"
        elif tag == "a" and self._links:
            target = self._links.pop()
            if target:
                self._words.append(f"（链接：{target}）")

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        self._words.append(data)

    def flush(self) -> None:
        """End the block under way. Inside a table row a paragraph only parts words."""
        if self._cells is not None:
            self._words.append(" ")
            return
        self._add(self._kind, _tidy(self._words))
        self._words = []

    def _add(self, kind: str, text: str) -> None:
        if text:
            self.found.append(Block(kind, text))


def blocks_of(html: str) -> tuple[Block, ...]:
    """The blocks of a cleaned body, in order; empty ones are left out."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    parser.flush()
    return tuple(parser.found)


def _tidy(words: list[str]) -> str:
    lines = "".join(words).split("\n") if "\n" in words else ["".join(words)]
    return "\n".join(BLANKS.sub(" ", line).strip() for line in lines).strip()
