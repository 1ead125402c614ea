"""The lines before a report begins: covering notice, letter, web page furniture, and what they say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gongkai.annual.compact import squeezed
from gongkai.annual.documents import Document, Line

_META = re.compile(r"^\s*(标题|题目|发布时间|发布日期|成文日期|文号|发文字号|发布机构|发布单位|来源)\s*[:：]\s*(.*)$")
_MARK = re.compile(r"^[=＝]{5,}.*[=＝]{5,}$")
_NUMBER = re.compile(r"^(?:文号[:：])?([\u4e00-\u9fff]{2,14}[〔\[【（(](?:19|20)\d\d[〕\]】）)]第?\d{1,4}号)$")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_PRINTED = re.compile(r"(?:(?:19|20)\d\d)年\d{1,2}月\d{1,2}日印发$")
_ISO = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})")
_HAN_DATE = re.compile(
    r"^([二一零〇○Ｏ三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$"
)
_HAN = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SIGNED_WITHIN = 30


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line with its block; `text` as written, `squeezed` without blanks."""

    block: int
    text: str
    squeezed: str


def text_lines(document: Document) -> list[TextLine]:
    """Every line of running text that is not empty; a block may hold several."""
    found = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Line):
            for part in block.text.splitlines() or [""]:
                small = squeezed(part)
                if small:
                    found.append(TextLine(index, part, small))
    return found


def metadata(lines: list[TextLine]) -> dict[str, str]:
    """`标题: …` and its like from the head of a saved web page; the first of each, empty ones left out."""
    found: dict[str, str] = {}
    for line in lines[:SIGNED_WITHIN]:
        match = _META.match(line.text)
        if match and match[2].strip():
            found.setdefault(match[1], match[2].strip())
    return found


def after_metadata(lines: list[TextLine]) -> int:
    """The block in which the page itself begins, behind the head a saved copy carries; 0 without such a head."""
    marks = [index for index, line in enumerate(lines[:SIGNED_WITHIN]) if _MARK.match(line.squeezed)]
    return lines[marks[-1] + 1].block if marks and marks[-1] + 1 < len(lines) else 0


def document_number(lines: list[TextLine]) -> str:
    """The number of a covering notice or letter: it stands alone on its line, in front of the report."""
    for line in lines:
        match = _NUMBER.match(line.squeezed)
        if match:
            return match[1]
    return ""


def chinese_year(words: str) -> int | None:
    """`2019` or 二○一九 as a number, or None."""
    if words.isdigit():
        return int(words)
    if len(words) == 4 and all(char in _HAN for char in words):
        return int("".join(str(_HAN[char]) for char in words))
    return None


def _small_number(words: str) -> int:
    """一 to 三十一, as days and months are written."""
    if "十" not in words:
        return _HAN[words]
    tens, _, units = words.partition("十")
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[units] if units else 0)


def day_in(text: str) -> str:
    """The first date in a line as YYYY-MM-DD, or an empty string."""
    match = _DATE.search(text) or _ISO.search(text)
    if match:
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    han = _HAN_DATE.match(text)
    if han and (year := chinese_year(han[1])):
        return _iso(year, _small_number(han[2]), _small_number(han[3]))
    return ""


def _iso(year: int, month: int, day: int) -> str:
    """A day that the calendar has, as YYYY-MM-DD; an empty string for the thirtieth of February."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def signed_day(before: list[TextLine], after: list[TextLine]) -> str:
    """The day of issue: the print line, else a date alone under the covering notice, else one alone near the end."""
    for line in reversed(after[-SIGNED_WITHIN:]):
        if _PRINTED.search(line.squeezed):
            return day_in(line.squeezed)
    for group in (after, before):
        for line in reversed(group):
            alone = len(line.squeezed) <= 11 and line.squeezed.endswith("日")
            if alone and day_in(line.squeezed):
                return day_in(line.squeezed)
            # In text that runs together only a day in Chinese figures is sure to be a signature.
            for word in reversed(line.text.split()):
                if _HAN_DATE.match(word):
                    return day_in(word)
    return ""


def signer(after: list[TextLine]) -> str:
    """Who issued it: the name on the print line, or the line above a date that stands alone near the end."""
    near = after[-SIGNED_WITHIN:]
    for index in range(len(near) - 1, -1, -1):
        line = near[index].squeezed
        name = ""
        if _PRINTED.search(line):
            name = _PRINTED.sub("", line) or (near[index - 1].squeezed if index else "")
        elif len(line) <= 11 and line.endswith("日") and day_in(line) and index:
            name = near[index - 1].squeezed
        if 3 <= len(name) <= 30 and re.fullmatch(r"[\u4e00-\u9fff（）()]+", name):
            return name
    return ""
