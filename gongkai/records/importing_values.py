"""One line of an older ledger as a content: each cell read, each fault named with its cell and how to mend it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from openpyxl.utils import get_column_letter

from gongkai.kit.action import Refused
from gongkai.kit.importing import RowProblem
from gongkai.law.doc_numbers import DocNumberError, parse_doc_number
from gongkai.law.index_numbers import IndexNumber, recognise
from gongkai.law.publicity import grounds, mark_of, marks
from gongkai.law.record_classes import categories, classes_for, document_kinds, genres
from gongkai.records.importing_words import folded, words
from gongkai.records.said import Said

HISTORY, DRAFT = "history", "draft"
# Day 0 of the serial days of a sheet, and the years within which a bare number is read as one.
SHEET_BEGINS = date(1899, 12, 30)
SERIAL_DAYS = range(10_000, 80_000)
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
PACKED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
NUMBERISH = re.compile(r"[〔\[（(【].{0,10}[〕\]）)】]\s*第?\s*\d|第\s*\d+\s*号")
DAYS = ("formed_on", "published_on", "effective_on", "expires_on")
CODED = ("category", "mark", "class_code", "document_kind", "genre", "ground")


class Labelled(Protocol):
    """A row of the law with a code and a word for people."""

    @property
    def code(self) -> str:
        """Unique in its list."""

    @property
    def label(self) -> str:
        """As it is printed."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How one file is read: which column is which field, into what, for whom, on which day, and words people mapped."""

    columns: Mapping[str, int]
    way: str
    level: str
    index_codes: tuple[str, ...]
    today: date
    mapped: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineRead:
    """What a line says. `said` is None where it has problems; `unknown` are words of coded fields nobody knows."""

    said: Said | None
    index_number: IndexNumber | None
    published_on: date | None
    problems: tuple[RowProblem, ...]
    unknown: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=256)
def choices(name: str, level: str, on: date) -> Mapping[str, str]:
    """Code to label of a coded field, in the law's order."""
    lists: dict[str, Callable[[], Iterable[Labelled]]] = {
        "category": lambda: categories(on),
        "mark": lambda: marks(on),
        "class_code": lambda: classes_for(level, on),
        "document_kind": lambda: document_kinds(on),
        "genre": lambda: genres(on),
        "ground": lambda: grounds(on),
    }
    return {one.code: one.label for one in lists[name]()}


def read_line(number: int, cells: Sequence[str], setting: Setting) -> LineRead:
    """The content a line states, with every problem found; never raises for what stands in the cells."""
    return _Line(number, cells, setting).read()


class _Line:
    def __init__(self, number: int, cells: Sequence[str], setting: Setting) -> None:
        self.number, self.cells, self.setting = number, cells, setting
        self.problems: list[RowProblem] = []
        self.unknown: list[tuple[str, str]] = []

    def read(self) -> LineRead:
        days = {name: self.day(name) for name in DAYS}
        codes = {name: self.code(name) for name in CODED}
        given: dict[str, object] = {name: self.text(name) for name in ("title", "summary", "mark_reason")}
        given |= codes | {name: days[name] for name in ("formed_on", "effective_on", "expires_on")}
        given["doc_number"] = self.doc_number()
        given["keywords"] = [word for word in re.split(r"[、，,;；\s]+", self.text("keywords")) if word]
        index = self.index_number()
        given["index_class"] = index.class_code if index else ""
        self.needed(given, days)
        said = None
        if not self.problems:
            try:
                said = Said.from_json(given)
            except Refused as error:
                self.say("title", error.sentence)
        published = days["published_on"]
        return LineRead(said, index, published, tuple(self.problems), tuple(self.unknown))

    def text(self, name: str) -> str:
        at = self.setting.columns.get(name)
        value = self.cells[at].strip() if at is not None and at < len(self.cells) else ""
        return "" if value in words().nothing else value

    def say(self, name: str, sentence: str) -> None:
        at = self.setting.columns.get(name)
        cell = f"{get_column_letter(at + 1)}{self.number}" if at is not None else ""
        self.problems.append(RowProblem(cell, sentence))

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        found = DAY.fullmatch(text) or PACKED_DAY.fullmatch(text)
        try:
            if found:
                return date(int(found[1]), int(found[2]), int(found[3]))
            if text.isdigit() and int(text) in SERIAL_DAYS:
                return SHEET_BEGINS + timedelta(days=int(text))
        except ValueError:
            pass
        self.say(name, f"{label_of(name)}“{text[:20]}”不是有效日期，改为“2019-03-05”这样的写法。")
        return None

    def code(self, name: str) -> str:
        text = self.text(name)
        if not text:
            return ""
        known = choices(name, self.setting.level, self.setting.today)
        code = code_of(name, text, known, self.setting.mapped.get(name, {}))
        if code:
            return code
        self.unknown.append((name, text[:100]))
        some = "、".join(list(known.values())[:4]) + ("等" if len(known) > 4 else "")
        said = f"{label_of(name)}“{text[:30]}”没有登记，只能是{some}。改正此格，或者在核对页上指定它对应哪一种。"
        self.say(name, said)
        return ""

    def doc_number(self) -> str:
        text = self.text("doc_number")
        try:
            return parse_doc_number(text).text if text else ""
        except DocNumberError as error:
            # The column is 备注/文号: a remark may stand in it, but a number written wrongly is a fault.
            if NUMBERISH.search(text):
                self.say("doc_number", error.sentence)
            elif len(text) > 100:
                self.say("doc_number", f"文号或者备注有 {len(text)} 字，最多 100 字，缩短此格。")
            return text[:100]

    def index_number(self) -> IndexNumber | None:
        text = self.text("index_number")
        if not text:
            return None
        found = recognise(text)
        if found is None:
            self.say("index_number", f"索引号“{text[:40]}”不合已登记的编制规则，核对后改正；不是索引号的，清空此格。")
        elif self.setting.index_codes and found.agency_code not in self.setting.index_codes:
            said = f"索引号“{text}”里的机构代码不是本单位的 {self.setting.index_codes[0]}，核对是否为别的单位的信息。"
            self.say("index_number", said)
        return found

    def needed(self, given: dict[str, object], days: dict[str, date | None]) -> None:
        for one in words().fields:
            if self.setting.way in one.required and not self.text(one.code):
                self.say(one.code, f"没有填写{one.label}，补填后再导入。")
        formed, published = days["formed_on"], days["published_on"]
        for name in ("formed_on", "published_on"):
            day = days[name]
            if day is not None and day > self.setting.today:
                self.say(name, f"{label_of(name)} {day} 晚于今天，核对年份。")
        if formed and published and published < formed:
            self.say("published_on", f"公开日期 {published} 早于文件生成日期 {formed}，核对后改正。")
        if published and given["mark"] and not mark_of(str(given["mark"]), self.setting.today).published:
            self.say("published_on", "公开属性不是主动公开，却写有公开日期，核对后改正其中一项。")
        demand = mark_of(str(given["mark"]), self.setting.today).ground if given["mark"] else "none"
        if demand == "required" and not given["ground"] and not self.text("ground"):
            said = "不予公开的信息没有写明属于哪种法定情形（《条例》第十四条至第十六条），增加“不公开情形”一列并填写。"
            self.say("ground" if "ground" in self.setting.columns else "mark", said)
        if demand == "none" and given["ground"]:
            self.say("ground", "主动公开的信息不能有不公开情形，核对后清空此格或者改正公开属性。")


def label_of(name: str) -> str:
    """What people call a field."""
    return next(one.label for one in words().fields if one.code == name)


def code_of(name: str, text: str, known: Mapping[str, str], mapped: Mapping[str, str]) -> str:
    """The code a word stands for: as people mapped it, as the law labels it, as the data recognises it; else empty."""
    word = folded(text)
    if mapped.get(text[:100]) in known:
        return mapped[text[:100]]
    for code, label in known.items():
        if word in (folded(label), folded(code)):
            return code
    code = words().values.get((name, word), "")
    return code if code in known else ""
