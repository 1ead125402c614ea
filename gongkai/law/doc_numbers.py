"""Document numbers (发文字号) in their three parts: 机关代字, year and serial, however they were typed.

The canonical form uses 〔〕 and no leading zeros or 第 (党政机关公文格式 7.2.5); orders and announcements keep 第…号.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.law.errors import LawError
from gongkai.law.instruments import chinese_number

_OPENING, _CLOSING = "〔[(【「『〖<{〈《", "〕])】」』〗>}〉》"
_FOLD = str.maketrans(_OPENING + _CLOSING, "〔" * len(_OPENING) + "〕" * len(_CLOSING))
_LETTERS = r"[㐀-鿿A-Za-z]"
_YEAR = r"(?:19|20)[0-9]{2}"
_HAN_NUMBERS = "一二三四五六七八九十百零"
_SERIAL = rf"(?:[0-9]{{1,6}}|[{_HAN_NUMBERS}]{{1,7}})"
# A bracket inside the 机关代字 names a branch: 某公（治）行罚决字〔2026〕12号.
_PREFIX = rf"(?:{_LETTERS}|〔{_LETTERS}{{1,10}}〕){{1,30}}"
_FORMS = (
    re.compile(
        rf"(?P<prefix>{_PREFIX})〔(?P<year>{_YEAR})年?〕第?(?P<serial>[0-9]{{1,6}})(?:-(?P<sub>[0-9]{{1,4}}))?号?"
    ),
    re.compile(
        rf"(?P<prefix>{_LETTERS}{{0,28}}(?:令|公告|通告))(?:(?P<year>{_YEAR})年)?第(?P<serial>{_SERIAL})(?P<sub>)号"
    ),
)
# The part behind the 机关代字, in running text; the letters before it are then looked for backwards.
_BEHIND = re.compile(
    r"[ \t\u3000]*[〔\[(（【［﹝〖][ \t\u3000]*[0-9０-９]{4}年?[ \t\u3000]*[〕\])）】］﹞〗][ \t\u3000]*第?"
    r"[ \t\u3000]*[0-9０-９]{1,6}(?:[-－][0-9０-９]{1,4})?[ \t\u3000]*号"
    r"|(?:[0-9０-９]{4}年)?第[ \t\u3000]*[0-9０-９]{1,6}[ \t\u3000]*号"
)
_BEFORE = re.compile(rf"(?:{_LETTERS}|[（(](?!试行|暂行){_LETTERS}{{1,2}}[）)])*\Z")
_LONGEST = 30
# Words that lead to a number in running text and are no part of it.
_LEADING = re.compile(
    r"^.*(?:根据|依据|按照|依照|印发|转发|贯彻|落实|执行|废止|修改|代替|参照|关于|同时|以及|文件|的)(?=.)"
)


class DocNumberError(LawError):
    """A text that is no document number. `code` is stable: doc-number-empty, doc-number-malformed."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A number in its parts. `ordinal`: printed as 第…号 (orders, announcements); only those may lack a year.

    `sub` is the second serial of decisions made in a series (2-1号), None for most.
    """

    prefix: str
    year: int | None
    serial: int
    ordinal: bool = False
    sub: int | None = None

    @property
    def text(self) -> str:
        """The canonical form: 泉港政办〔2026〕2号; 泉州市人民政府令第5号; 某某公告2024年第3号."""
        if not self.ordinal:
            return f"{self.prefix}〔{self.year}〕{self._serial}号"
        return f"{self.prefix}{f'{self.year}年' if self.year else ''}第{self.serial}号"

    @property
    def key(self) -> str:
        """What two writings of one number have in common."""
        return f"{self.prefix.upper()}|{self.year or ''}|{self._serial}"

    @property
    def _serial(self) -> str:
        return str(self.serial) if self.sub is None else f"{self.serial}-{self.sub}"


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number in running text with its place in it."""

    number: DocNumber
    start: int
    end: int


def parse_doc_number(text: str) -> DocNumber:
    """Take a number apart: any brackets, full-width digits, blanks, 第 and a missing 号 are accepted.

    Raises DocNumberError for an empty text and for one that is no document number.
    """
    folded = _folded(text)
    if not folded:
        raise DocNumberError("doc-number-empty", "没有填写发文字号：没有字号的，请留空并说明。")
    for ordinal, form in enumerate(_FORMS):
        found = form.fullmatch(folded)
        serial = _number(found["serial"]) if found else 0
        if found and serial:
            year = int(found["year"]) if found["year"] else None
            prefix = found["prefix"].replace("〔", "（").replace("〕", "）")
            return DocNumber(prefix, year, serial, bool(ordinal), int(found["sub"]) if found["sub"] else None)
    said = (
        f"“{text.strip()}”不是发文字号：应由机关代字、年份、顺序号组成，例如“某政办〔2026〕2号”；命令写作“某令第5号”。"
    )
    raise DocNumberError("doc-number-malformed", said)


def key_of(text: str) -> str:
    """A key for matching: equal for all writings of one number. A text that is no number gives its folded self."""
    try:
        return parse_doc_number(text).key
    except DocNumberError:
        return _folded(text).upper()


def find_doc_numbers(text: str) -> Iterator[FoundNumber]:
    """The numbers in running text. Where words run into the 机关代字 without a break, some may stay at its front."""
    for match in _BEHIND.finditer(text):
        before = _BEFORE.search(text[max(0, match.start() - _LONGEST) : match.start()])
        prefix = before[0] if before else ""
        lead = _LEADING.match(prefix)
        start = match.start() - len(prefix) + (lead.end() if lead else 0)
        try:
            number = parse_doc_number(text[start : match.end()])
        except DocNumberError:
            continue
        yield FoundNumber(number, start, match.end())


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_FOLD)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _han().get(text, 0)


@cache
def _han() -> dict[str, int]:
    return {chinese_number(number): number for number in range(1, 1000)}
