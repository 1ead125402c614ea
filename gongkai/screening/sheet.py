"""Excel files: the cells as they are seen, and hidden sheets, rows, columns, comments, caches."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from gongkai.screening.errors import CannotScreen
from gongkai.screening.findings import Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.office_parts import look_at_parts
from gongkai.screening.opening import BOUNDS
from gongkai.screening.package import Package
from gongkai.screening.sheet_unseen import (
    S,
    Unseen,
    column_number,
    hidden_columns,
    painted,
    row_hidden,
    unseen_styles,
)

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST_TABS = 60
_ON = frozenset({"1", "true", "on"})
_CLEAN = "用清理功能去掉后再公开"


def look_at_sheet(data: bytes, gathering: Gathering) -> None:
    """Every sheet row by row; hidden parts, comments, drawn texts, caches and names apart."""
    package = Package(data)
    main = package.main("xl/workbook.xml")
    if main.endswith(".bin"):
        raise CannotScreen("unknown-kind", "这是二进制工作簿（.xlsb），另存为 .xlsx 后再上传。")
    root = package.xml(main)
    related = package.related(main)
    strings = _strings(package, next((path for kind, path in related.values() if kind == "sharedStrings"), ""))
    unseen = unseen_styles(package, next((path for kind, path in related.values() if kind == "styles"), ""))
    used: set[int] = set()
    for sheet in root.iter(f"{S}sheet"):
        name, state = sheet.get("name", ""), sheet.get("state", "visible")
        path = related.get(sheet.get(_R, ""), ("", ""))[1]
        if state != "visible":
            gathering.hidden("hidden_sheet", "sure", Place("sheet", sheet=name), "", "是隐藏的工作表", _CLEAN)
        if package.has(path) and path.endswith(".xml"):
            grid = package.xml(path)
            seen = painted(package, path, grid)
            _Grid(grid, name, state != "visible", strings, unseen, seen, gathering, used).look()
            _notes(package, path, name, gathering)
    left = "\n".join(words for at, words in enumerate(strings) if at not in used and words.strip())
    if left:
        gathering.hidden(
            "hidden_text", "sure", Place("embedded", name="共用文字表"), left, "留有已从表格删去的文字", _CLEAN
        )
    for named in root.iter(f"{S}definedName"):
        if named.get("hidden") in _ON and not (named.get("name") or "").startswith("_xlnm"):
            place = Place("sheet", sheet="名称管理器", cell=named.get("name", ""))
            gathering.hidden("custom_data", "doubtful", place, named.text or "", "是隐藏的名称", _CLEAN)
    for part in package.named(
        "xl/pivotCache/", "xl/externalLinks/", "xl/queryTables/", "xl/connections", ending=".xml"
    ):
        words = " ".join(filter(None, (one.get("v") or one.get("val") or one.text for one in package.xml(part).iter())))
        place = Place("embedded", name=posixpath.basename(part))
        gathering.hidden(
            "custom_data", "sure", place, " ".join(words.split()), "留有透视表、外部连接等的数据副本", _CLEAN
        )
    look_at_parts(package, gathering)


def shown(value: str) -> str:
    """A stored number as people read it: long whole numbers in full."""
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]{1,2}", value):
        return f"{float(value):.0f}"
    return value.removesuffix(".0")


@dataclass(slots=True)
class _Grid:
    root: etree._Element
    name: str
    hidden: bool
    strings: list[str]
    unseen: Unseen
    painted: Callable[[str], bool]
    gathering: Gathering
    used: set[int]

    def look(self) -> None:
        columns = hidden_columns(self.root)
        rows_hidden, cells_unseen, columns_used, seen = 0, 0, set[int](), 0
        for row in self.root.iter(f"{S}row"):
            off = row_hidden(row)
            last, any_words = 0, False
            for cell in row.iter(f"{S}c"):
                seen += 1
                if seen > BOUNDS.cells:
                    raise CannotScreen("too-large", "表格的单元格过多，没有筛查完，分成几份后再上传。")
                words = self._words(cell)
                if not words.strip():
                    continue
                any_words = True
                reference = cell.get("r", "")
                column = column_number(reference)
                faint = self.unseen.hides(cell, self.painted)
                columns_used |= {column} & columns
                cells_unseen += faint
                away = self.hidden or off or column in columns or faint
                # Empty columns are kept, so that what stands below a heading stays below it.
                tabs = "\t" * min(max(column - max(last, 1), 0 if not last else 1), _MOST_TABS)
                self.gathering.add(
                    Place("sheet", sheet=self.name, cell=reference), words, away, tabs if last else "\n" + tabs
                )
                last = column
            rows_hidden += off and any_words
        for count, what in ((rows_hidden, "行"), (len(columns_used), "列")):
            if count:
                place = Place("sheet", sheet=self.name)
                self.gathering.hidden("hidden_sheet", "sure", place, "", f"有 {count} {what}是隐藏的", _CLEAN)
        if cells_unseen:
            what = f"有 {cells_unseen} 个单元格的文字是白色或者设为不显示"
            self.gathering.hidden("hidden_text", "sure", Place("sheet", sheet=self.name), "", what, _CLEAN)
        for part in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            for element in self.root.iter(f"{S}{part}"):
                self.gathering.add(Place("header", name=self.name), element.text or "", self.hidden)
        for rule in self.root.iter(f"{S}dataValidation"):
            words = " ".join(
                filter(
                    None,
                    (rule.get("prompt"), rule.get("promptTitle"), rule.get("error"), rule.findtext(f"{S}formula1")),
                )
            )
            self.gathering.add(Place("sheet", sheet=self.name, cell=rule.get("sqref", "")), words, hidden=True)

    def _words(self, cell: etree._Element) -> str:
        kind, value = cell.get("t", "n"), cell.findtext(f"{S}v") or ""
        if kind == "s" and value.isdigit() and int(value) < len(self.strings):
            self.used.add(int(value))
            return self.strings[int(value)]
        if kind == "inlineStr":
            return "".join(text.text or "" for text in cell.iter(f"{S}t"))
        return shown(value) if kind == "n" else value


def _strings(package: Package, part: str) -> list[str]:
    if not package.has(part):
        return []
    return [
        "".join(text.text or "" for text in item.iter(f"{S}t") if next(text.iterancestors(f"{S}rPh"), None) is None)
        for item in package.xml(part).iter(f"{S}si")
    ]


def _notes(package: Package, path: str, name: str, gathering: Gathering) -> None:
    for kind, part in package.related(path).values():
        if not package.has(part) or not part.endswith(".xml"):
            continue
        if kind == "comments":
            for comment in package.xml(part).iter(f"{S}comment"):
                words = "".join(text.text or "" for text in comment.iter(f"{S}t"))
                place = Place("sheet", sheet=name, cell=comment.get("ref", ""))
                gathering.hidden("comment", "sure", place, words, "有批注", _CLEAN)
        elif kind == "threadedComment":
            for element in package.xml(part).iter("{*}text"):
                gathering.hidden("comment", "sure", Place("sheet", sheet=name), element.text or "", "有批注", _CLEAN)
        elif kind == "drawing":
            for text in package.xml(part).iter(f"{_A}p"):
                words = "".join(one.text or "" for one in text.iter(f"{_A}t"))
                gathering.add(Place("text_box", name=name), words)
