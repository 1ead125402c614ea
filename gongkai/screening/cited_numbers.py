"""Document numbers that a text cites: whose, of which year, and whether of a kind that is not published."""

from __future__ import annotations

import re
from dataclasses import dataclass

# 〔 and its relatives after folding: full-width ( and [ have become narrow.
_NUMBER = re.compile(
    r"[〔\[(【﹝〖{<][ ]{0,2}((?:19|20)[0-9]{2})[ ]{0,2}年?[〕\])】﹞〗}>][ ]{0,3}第?[ ]{0,2}([0-9]{1,5})[ ]{0,2}号"
)
_AGENCY = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,16}[ ]{0,2}$")
# Words that lead to a number and are no part of it.
_LEAD = re.compile(
    r"根据|按照|依据|依照|参照|遵照|转发|印发|收到|贯彻|落实|执行|结合|详见|参见|另见|见|以及|及|与|的|由|按|废止|同意"
)
_LONGEST_AGENCY = 20


@dataclass(frozen=True, slots=True)
class CitedNumber:
    """A number in a folded text. `agency` may have other words before its own; `start` is where it begins."""

    agency: str
    year: str
    serial: str
    start: int
    end: int


def cited_numbers(text: str) -> list[CitedNumber]:
    """Every document number in a folded text, in order."""
    found = []
    for match in _NUMBER.finditer(text):
        agency = _AGENCY.search(text, max(0, match.start() - _LONGEST_AGENCY), match.start())
        if agency is None:
            continue
        lead = next(iter(list(_LEAD.finditer(agency[0]))[-1:]), None)
        begin = agency.start() + (lead.end() if lead else 0)
        word = text[begin : match.start()].strip()
        if word:
            found.append(CitedNumber(word, match[1], str(int(match[2])), begin, match.end()))
    return found
