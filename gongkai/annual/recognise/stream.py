"""The paper as two streams: the characters of labels, and the numbers with where they stand among them.

Keeping them apart lets a label be found that is broken over lines, or that has its row's numbers printed in its middle.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache

from gongkai.annual.documents import Cell, Document, Line, Place, Table
from gongkai.annual.sources.script import to_simplified
from gongkai.law.formats import formats

# A digit directly before a point and a word is the label's own numeral: "00000002.其他" is seven noughts and "2.其他".
NUMERAL = r"\d(?=\s*[.、]\s*[^\d\s.,%])"
NUMBER = re.compile(
    # Strokes for nought run together with digits tell no figure from its neighbour: kept whole, no cell takes it.
    r"(?P<mixed>(?=[/\\无]*\d)[\d/\\无]*[/\\无][\d/\\无]*)"
    rf"|(?P<numeral>{NUMERAL})"
    r"|(?P<number>[+\-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|[+\-]?\d+?(?:(?=" + NUMERAL + r")|\.\d+|(?![\d])))"
    r"|(?P<nothing>(?<![^\s])(?:-{1,2}|/|\\|无)(?![^\s]))"
)
# A unit printed behind a figure is no part of the next label.
UNIT = re.compile(r"\s*(?:件|条|项|个|份|宗|次|万元|元)")
INSIDE = re.compile(r"[^\W\d]\d+[^\W\d]")
PAGE_NUMBER = re.compile(r"^\s*(?:[-]\s*\d{1,4}\s*[-]|第\s*\d+\s*页.*|\d+\s*/\s*\d+)\s*$")
# In a page copied into one long line a page number stands between words; a short line is a row, its dashes are cells.
PAGE_MARK = re.compile(r"(?:(?<![\d\s-])\s*-\s\d{1,3}\s-(?!\s*[\d-])|(?<![\s-])-\s\d{1,3}\s-(?=[^\s\d-]))")
LONG_LINE = 120
# Copies of pages keep tabs, or a bar after each cell, where the table's rules were.
CELL_MARKS = re.compile(r"[\t|]")
KEPT = re.compile(r"[㐀-鿿〇A-Za-z0-9%]")
# Marks of footnotes behind a figure are none of its digits.
NOTES = dict.fromkeys(map(ord, "①②③④⑤⑥⑦⑧⑨⑩¹²³⁴⁵⁶⁷⁸⁹⁰"), " ")
NOTE = re.compile(r"(?<=\d)\s*[\[〔]\d{1,2}[\]〕]")
DASHES = dict.fromkeys(map(ord, "—–−－‐―─"), "-")


@dataclass(frozen=True, slots=True)
class Token:
    """A number (`text`), or an empty cell (`text` empty). `at` counts the label characters before it.

    `slot` is its column counted from the right edge where a real grid tells it; `alone`: nothing else in its cell.
    """

    text: str
    at: int
    place: Place
    slot: int | None = None
    alone: bool = False

    @property
    def blank(self) -> bool:
        """An empty cell or a dash: something is there, and it is no figure."""
        return not self.text


@dataclass(slots=True)
class Stream:
    """Label characters, their places, and the tokens in reading order."""

    text: str = ""
    places: list[Place] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    _ats: list[int] = field(default_factory=list)

    def between(self, start: int, end: int) -> list[Token]:
        """Tokens with start < at <= end."""
        return self.tokens[bisect_right(self._ats, start) : bisect_right(self._ats, end)]

    def any_between(self, start: int, end: int) -> bool:
        """Whether a figure stands there."""
        return any(not token.blank for token in self.between(start, end))

    def seal(self, chars: list[str]) -> None:
        """Freeze the characters and index the tokens."""
        self.text = "".join(chars)
        self._ats = [token.at for token in self.tokens]

    def token_index(self, at: int) -> int:
        """Index of the first token at or after that character."""
        return bisect_left(self._ats, at)


def plain(text: str) -> str:
    """Half-width, simplified, one kind of dash: for finding things, never for showing them."""
    return to_simplified(unicodedata.normalize("NFKC", text.translate(NOTES))).translate(DASHES)


def label_form(text: str) -> str:
    """A label as the stream writes it: words, letters and numerals without spaces and marks."""
    return "".join(KEPT.findall(plain(text)))


def stream_of(document: Document) -> Stream:
    """Both streams of a document."""
    stream = Stream()
    chars: list[str] = []
    for block in document.blocks:
        if isinstance(block, Line):
            _line(block, stream, chars)
        else:
            _table(block, stream, chars)
    stream.seal(chars)
    return stream


def _line(line: Line, stream: Stream, chars: list[str]) -> None:
    text = plain(line.text)
    if PAGE_NUMBER.match(text):
        return
    cells = CELL_MARKS.split(text)
    if text.rstrip().endswith("|"):
        cells.pop()
    if len(cells) == 1:
        if not cells[0].strip() and "|" in text:
            stream.tokens.append(Token("", len(chars), line.place))
        _piece(cells[0], line.place, stream, chars)
        return
    labelled = False
    for cell in cells:
        if cell.strip():
            _piece(cell, line.place, stream, chars)
            labelled = True
        elif labelled:
            stream.tokens.append(Token("", len(chars), line.place))


def _table(table: Table, stream: Stream, chars: list[str]) -> None:
    width = max((cell.column + cell.colspan for cell in table.cells), default=0)
    edges = _edges(table)
    for index, row in enumerate(table.rows()):
        # A row that ends before the others says nothing about columns: it may lack a cell anywhere.
        edge = width if edges.get(index) == width else None
        labelled = False
        for cell in row:
            place = Place(table.place.page, table.place.line, table.place.table, cell.row, cell.column)
            text = plain(cell.text)
            if text.strip():
                _cell(text, cell, edge, place, stream, chars)
                labelled = labelled or not NUMBER.fullmatch(text.strip())
            elif labelled and cell.colspan == 1:
                slot = None if edge is None else edge - 1 - cell.column
                stream.tokens.append(Token("", len(chars), place, slot, True))


def _edges(table: Table) -> dict[int, int]:
    """Where each row ends, counting cells that reach down into it."""
    edges: dict[int, int] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            edges[row] = max(edges.get(row, 0), cell.column + cell.colspan)
    return edges


def _cell(text: str, cell: Cell, edge: int | None, place: Place, stream: Stream, chars: list[str]) -> None:
    first = len(stream.tokens)
    _piece(text, place, stream, chars)
    made = stream.tokens[first:]
    if len(made) == 1:
        # Counted from the right edge of the cell: the label side of a grid is where columns get lost.
        slot = None if edge is None else edge - cell.column - cell.colspan
        only = "" if made[0].blank else UNIT.sub("", NUMBER.sub("", NOTE.sub("", text), count=1), count=1)
        stream.tokens[first] = Token(made[0].text, made[0].at, place, slot, not KEPT.search(only))


@cache
def _inside_labels() -> frozenset[str]:
    """Digits that belong to a form's own words, each with the character before and behind it."""
    labels = [
        label
        for form in formats().values()
        for table in form.tables
        for block in table.blocks
        for label in (*block.rows, *block.columns)
    ]
    words = [plain(word) for label in labels for word in (label.label, *label.aliases)]
    return frozenset(found for word in words for found in INSIDE.findall(word))


def _piece(text: str, place: Place, stream: Stream, chars: list[str]) -> None:
    end = 0
    text = NOTE.sub("", text)
    if len(text) > LONG_LINE:
        text = PAGE_MARK.sub(" ", text)
    for match in NUMBER.finditer(text):
        _letters(text[end : match.start()], place, stream, chars)
        end = match.end()
        if match["numeral"] or text[max(match.start() - 1, 0) : end + 1] in _inside_labels():
            _letters(match[0], place, stream, chars)
        elif match["nothing"]:
            stream.tokens.append(Token("", len(chars), place))
        elif text[end : end + 1] == "%":
            continue
        elif match["mixed"]:
            stream.tokens.append(Token(match["mixed"], len(chars), place))
        else:
            stream.tokens.append(Token(match["number"].replace(",", ""), len(chars), place))
            unit = UNIT.match(text, end)
            end = unit.end() if unit else end
    _letters(text[end:], place, stream, chars)


def _letters(text: str, place: Place, stream: Stream, chars: list[str]) -> None:
    kept = KEPT.findall(text)
    chars.extend(kept)
    stream.places.extend([place] * len(kept))
