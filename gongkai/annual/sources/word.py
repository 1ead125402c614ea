"""Word files: paragraphs and tables in the order of the body, from the XML itself, merges and revisions kept apart."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.annual.documents import Line, Place
from gongkai.annual.sources.layout import Box, Content, Draft, settle
from gongkai.annual.sources.limits import Limits, Tally
from gongkai.annual.sources.numbering import Numbering, W
from gongkai.annual.sources.package import Package
from gongkai.annual.sources.word_styles import Style, is_on, list_place, outline_level, styles_of
from gongkai.annual.sources.word_text import WordText

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS = {f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo", f"{_MARKUP}Choice"}
_WIDEST = 100


def read(data: bytes, limits: Limits) -> Content:
    """The body of a .docx or .docm. Headers, footers, notes and comments are no part of it; macros are never run."""
    with Package(data, limits) as package:
        part = package.main_part("word/document.xml")
        relations = {kind: path for kind, path in package.related(part).values() if package.has(path)}
        styles = styles_of(package.xml(relations["styles"])) if "styles" in relations else {}
        numbering = Numbering.of(package.xml(relations["numbering"])) if "numbering" in relations else Numbering()
        reader = _Reader(styles, numbering, Tally(limits))
        items = list(reader.items(package.xml(part)))
        if any(path.endswith("vbaProject.bin") for path in package.parts):
            reader.warnings.append("文档带有宏，宏没有运行，只读取了文字。")
        return Content(settle(items), reader.warnings + reader.text.warnings())


class _Reader:
    def __init__(self, styles: dict[str, Style], numbering: Numbering, tally: Tally) -> None:
        self.styles = styles
        self.numbering = numbering
        self.tally = tally
        self.text = WordText(styles)
        self.warnings: list[str] = []
        self.paragraphs = 0

    def items(self, parent: etree._Element) -> Iterator[Line | Draft]:
        for child in self.children(parent):
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield self.table(child)
            elif child.tag == f"{W}body":
                yield from self.items(child)
            elif child.tag == f"{W}altChunk":
                self.warnings.append("文档里嵌入了另一份文件（altChunk），没有读取，请在 Word 中另存一次后再试。")

    def children(self, parent: etree._Element) -> Iterator[etree._Element]:
        """The real children, with content controls, inserted text and the like opened up; deletions are left out."""
        for child in parent:
            if child.tag in _WRAPPERS or child.tag in {f"{W}sdt", f"{_MARKUP}AlternateContent"}:
                yield from self.children(child)
            else:
                yield child

    def paragraph(self, element: etree._Element) -> Iterator[Line | Draft]:
        self.paragraphs += 1
        properties = element.find(f"{W}pPr")
        named = None if properties is None else properties.find(f"{W}pStyle")
        style = self.styles.get("" if named is None else named.get(f"{W}val", ""), Style())
        text, boxes = self.text.of(element)
        if text.strip():
            key, level = list_place(properties)
            key = style.list_key if key is None else key
            level = style.list_level if level is None else level
            text = self.numbering.next(key, level or 0) + text.lstrip() if key not in {None, "0"} else text
            said = outline_level(properties)
            heading = (style.heading or 0) if said is None else said
            for part in text.split("\n"):
                self.tally.add_line()
                yield Line(part, Place(line=self.paragraphs), heading)
        for box in boxes:
            yield from self.items(box)

    def table(self, element: etree._Element) -> Draft:
        place = Place(line=self.paragraphs + 1)
        boxes: list[Box] = []
        above: dict[int, Box] = {}
        row = 0
        for line in self.children(element):
            if line.tag != f"{W}tr" or self._left_out(line):
                continue
            above = self._row(line, row, above, boxes)
            row += 1
        return Draft(boxes, place)

    def _left_out(self, line: etree._Element) -> bool:
        properties = line.find(f"{W}trPr")
        if properties is None:
            return False
        if is_on(properties.find(f"{W}hidden")):
            self.text.hidden += 1
            return True
        return properties.find(f"{W}del") is not None

    def _row(self, line: etree._Element, row: int, above: dict[int, Box], boxes: list[Box]) -> dict[int, Box]:
        """Reads one row; gives the boxes that a merge in the next row may continue, by the column they begin in."""
        column = _number(line.find(f"{W}trPr/{W}gridBefore"), 0)
        reaching: dict[int, Box] = {}
        across: Box | None = None
        for element in self.children(line):
            if element.tag != f"{W}tc":
                continue
            self.tally.add_cell()
            properties = element.find(f"{W}tcPr")
            span = 1 if properties is None else _number(properties.find(f"{W}gridSpan"), 1)
            down, sideways = _merge(properties, "vMerge"), _merge(properties, "hMerge")
            if sideways == "continue" and across is not None:
                across.colspan += span
            elif down == "continue" and column in above:
                across = above[column]
                across.rowspan += 1
                reaching[column] = across
                # Word does not show what a continued cell still holds.
                self.text.hidden += bool("".join(self.text.of(p)[0] for p in element.iter(f"{W}p")).strip())
            else:
                across = Box(row, column, 1, span, list(self.items(element)))
                boxes.append(across)
                reaching[column] = across
            column += span
        return reaching


def _number(element: etree._Element | None, fallback: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return min(int(value), _WIDEST) if value.isascii() and value.isdigit() and len(value) < 8 else fallback


def _merge(properties: etree._Element | None, name: str) -> str:
    found = None if properties is None else properties.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "continue")
