"""Documents that are not public: their titles, numbers and words quoted in a text, and numbers of secret kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.screening.findings import KnownDocument, level_of
from gongkai.screening.lists import number_kinds
from gongkai.screening.looking import Look

# 〔 and its relatives after folding: full-width ( and [ have become narrow.
_NUMBER = re.compile(
    r"[〔\[(【﹝〖{<][ ]{0,2}((?:19|20)[0-9]{2})[ ]{0,2}年?[〕\])】﹞〗}>][ ]{0,3}第?[ ]{0,2}([0-9]{1,5})[ ]{0,2}号"
)
_AGENCY = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,16}[ ]{0,2}$")
# Words that lead to a number and are no part of it.
_LEAD = re.compile(
    r"根据|按照|依据|依照|参照|遵照|转发|印发|收到|贯彻|落实|执行|结合|详见|参见|另见|见|以及|及|与|的|由|按|废止|同意"
)
_KEEP = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]")
_SHORTEST_TITLE, _SHINGLE, _LIKELY, _CERTAIN = 8, 12, 24, 60
_FIXED_WORDS = re.compile(
    r"^(?:.{0,80}[:：]|.{0,12}|附件.*|.{0,30}(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日).{0,6})$", re.MULTILINE
)
_MEND = "删去所引的标题、文号和内容，或者取得制作机关同意公开的书面意见"


@dataclass(frozen=True, slots=True)
class _Known:
    """A document made ready: compact title, its number as (agency, year, serial), shingles of its text."""

    document: KnownDocument
    title: str
    number: tuple[str, str, str] | None
    shingles: frozenset[str]


def compact(text: str) -> tuple[str, list[int]]:
    """Only the characters that carry meaning, and where each stood."""
    places = [match.start() for match in _KEEP.finditer(text)]
    return "".join([text[place] for place in places]), places


@lru_cache(maxsize=256)
def _ready(document: KnownDocument) -> _Known:
    body = "\n".join(
        line for line in document.text.splitlines() if line.strip() and not _FIXED_WORDS.match(line.strip())
    )
    words = compact(body)[0]
    shingles = frozenset(words[at : at + _SHINGLE] for at in range(len(words) - _SHINGLE + 1))
    parts = [found for found in _numbers(document.number.translate(_WIDE))] if document.number else []
    number = (parts[0][0], parts[0][1], parts[0][2]) if parts else None
    return _Known(document, compact(document.title)[0], number, shingles)


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def _numbers(text: str) -> list[tuple[str, str, str, int, int]]:
    """Every document number: agency part, year, serial, and from where to where it stands."""
    found = []
    for match in _NUMBER.finditer(text):
        agency = _AGENCY.search(text, max(0, match.start() - 20), match.start())
        if agency is not None:
            lead = next(iter(list(_LEAD.finditer(agency[0]))[-1:]), None)
            begin = agency.start() + (lead.end() if lead else 0)
            word = text[begin : match.start()].strip()
            if word:
                found.append((word, match[1], str(int(match[2])), begin, match.end()))
    return found


def screen_documents(look: Look) -> None:
    """Numbers of known documents and of secret kinds, titles of known documents, runs of their words."""
    known = [_ready(document) for document in look.context.known]
    _look_at_numbers(look, known)
    if not known:
        return
    words, places = compact(look.plain)
    for one in known:
        _title(look, one, words, places)
        if one.shingles:
            _content(look, one, words, places)


def _look_at_numbers(look: Look, known: list[_Known]) -> None:
    numbered = [one for one in known if one.number]
    for agency, year, serial, start, end in _numbers(look.plain):
        holder = next((one for one in numbered if one.number and _same(agency, year, serial, one.number)), None)
        if holder is not None and holder.number is not None:
            begin = start + len(agency) - len(holder.number[0])
            look.found("nonpublic_number", "sure", (begin, end), _whose(holder.document, "文号") + "{}", _MEND,
                       "unpublished_document", blot=False)  # fmt: skip
            continue
        for kind in number_kinds():
            if kind.pattern.fullmatch(agency):
                look.found("secret_number", kind.level, (start, end), kind.what, "确认所引文件可以公开，不能确认的删去",
                           "unpublished_document", blot=False)  # fmt: skip
                break


def _same(agency: str, year: str, serial: str, number: tuple[str, str, str]) -> bool:
    return (year, serial) == number[1:] and agency.endswith(number[0])


def _whose(document: KnownDocument, part: str) -> str:
    return f"写有{document.holder}不公开文件的{part}" if document.holder else f"写有不公开文件的{part}"


def _title(look: Look, one: _Known, words: str, places: list[int]) -> None:
    if len(one.title) < _SHORTEST_TITLE:
        return
    at = words.find(one.title)
    while at >= 0:
        span = places[at], places[at + len(one.title) - 1] + 1
        look.found("nonpublic_title", "sure", span, _whose(one.document, "标题") + "{}", _MEND, "unpublished_document")
        at = words.find(one.title, at + len(one.title))


def _content(look: Look, one: _Known, words: str, places: list[int]) -> None:
    """Runs of words that stand in the known text too, each at least `_LIKELY` characters long."""
    begin = -1
    last = len(words) - _SHINGLE
    for at in range(last + 2):
        inside = at <= last and words[at : at + _SHINGLE] in one.shingles
        if inside and begin < 0:
            begin = at
        elif not inside and begin >= 0:
            stop = at + _SHINGLE - 1
            if stop - begin >= _LIKELY:
                sure = stop - begin >= _CERTAIN
                what = _whose(one.document, "内容") + f"，连续{stop - begin}字相同"
                span = places[begin], places[stop - 1] + 1
                look.found("nonpublic_content", level_of(sure), span, what,
                           _MEND, "unpublished_document")  # fmt: skip
            begin = -1
