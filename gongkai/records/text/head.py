"""What the head and the end of an official document say: its number, its title, the day it was formed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement, fragment_fromstring, tostring

from gongkai.annual.sources.numbering import chinese_number
from gongkai.law.doc_numbers import DocNumberError, parse_doc_number
from gongkai.law.record_classes import genres

# How far from the top a number and a title are looked for, from the end a day; and how long a line of a title is.
TOP, END, LINE, TITLE = 10, 12, 60, 200
DAY = re.compile(
    r"((?:19|20)\d\d|[一二][〇○Ｏ零一二三四五六七八九]{3})年"
    r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
YEAR = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
NUMERALS = {chinese_number(number): number for number in range(1, 32)}
# A line of a head that goes on: nothing that ends a sentence or calls on somebody.
OPEN_END = re.compile(r"[^。；：:，,！？]\Z")
# What titles end with beside the kinds of official documents that the rules name.
USUAL = (
    "办法", "方案", "细则", "规定", "规则", "预案", "计划", "规划", "清单", "目录", "指南", "总结", "要点", "条例",
    "制度", "章程", "说明", "解读", "令",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What was found, "" for what was not; `html` is the text without number and title, which are shown above it."""

    title: str
    doc_number: str
    formed_on: str
    html: str


def read_head(html: str, on: date) -> Head:
    """Read cleaned markup by the kinds of documents of that day. What is doubtful stays in the text."""
    root = fragment_fromstring(html, create_parent="div")
    formed_on = next((day for block in list(root)[: -END - 1 : -1] if (day := _day(_words(block)))), "")
    number, gone = "", []
    for block in list(root)[:TOP]:
        found = _number(_words(block))
        if found:
            number = found
            gone = [one for one in list(root)[: root.index(block) + 1] if one is block or _is_letterhead(_words(one))]
            break
    for block in gone:
        root.remove(block)
    title = _title(root, _endings(on))
    return Head(title, number, formed_on, "".join(tostring(one, encoding="unicode") for one in root))


def _title(root: HtmlElement, whole: re.Pattern[str]) -> str:
    lines: list[HtmlElement] = []
    for block in list(root)[:4]:
        words = _words(block)
        if block.tag not in ("h2", "h3", "h4", "p") or not OPEN_END.search(words) or len(words) > LINE:
            break
        lines.append(block)
        if whole.search(words):
            break
    if not (lines and whole.search(_words(lines[-1]))):
        # No line ends as a title does: the first is one only where the file itself marks it as a heading.
        lines = lines[:1] if lines and lines[0].tag == "h2" else []
    title = "".join(_words(one) for one in lines)
    if len(title) > TITLE:
        return ""
    for one in lines:
        root.remove(one)
    return title


def _endings(on: date) -> re.Pattern[str]:
    """A title ends with the kind of document, perhaps with a note in brackets (试行) behind it."""
    kinds = {part for genre in genres(on) for part in re.split(r"[（()）]", genre.label) if part}
    listed = "|".join(sorted(map(re.escape, kinds | set(USUAL)), key=len, reverse=True))
    return re.compile(rf"(?:{listed})(?:[（(][^）)]{{1,20}}[）)])?\Z")


def _number(words: str) -> str:
    if len(words) > LINE:
        return ""
    try:
        return parse_doc_number(words).text
    except DocNumberError:
        return ""


def _is_letterhead(words: str) -> bool:
    return words.endswith("文件") and len(words) <= LINE


def _day(words: str) -> str:
    found = DAY.fullmatch(words)
    if not found:
        return ""
    month, day = (NUMERALS.get(one) or (int(one) if one.isdigit() else 0) for one in found.groups()[1:])
    try:
        return date(int(found[1].translate(YEAR)), month, day).isoformat()
    except ValueError:
        return ""


def _words(block: HtmlElement) -> str:
    return re.sub(r"\s+", "", str(block.text_content()))
