"""Marks of state secrets with their periods, and marks of papers for the inside."""

from __future__ import annotations

import re
from functools import cache

from gongkai.law.secrecy import SecrecyLevel, secrecy_levels
from gongkai.screening.lists import marks
from gongkai.screening.looking import Look

_ASK = "保密审查通过以前不得公开；确已解密或者误标的，由定密机关出具意见后删去标志"
_PERIOD = (
    r"(?:[0-9]{1,3} {0,2}年|[0-9]{1,2} {0,2}个月|[一二三四五六七八九十]{1,3} {0,2}(?:年|个月)|长期|启用前|解密前|"
    r"[0-9]{4}年[0-9]{0,2}月?[0-9]{0,2}日?)"
)
_NUMERALS = {sign: place for place, sign in enumerate("一二三四五六七八九十", start=1)}
_EDGE = "([{【〔〖「『<《\"“'|:： \t#*_-=★●■◆·、。,;!?)]}】〕〗」』>》”"


@cache
def _patterns(labels: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = "|".join("[ \t]{0,3}".join(label) for label in labels)
    starred = re.compile(
        rf"(?<!商业)(?<!工作)(?<!技术)({words})(?:[ \t]{{0,3}}级)?[ \t]{{0,3}}"
        rf"(?:★[ \t]{{0,3}}({_PERIOD})?|[*※▲△][ \t]{{0,3}}({_PERIOD}))"
    )
    alone = re.compile(
        rf"(?:^|(?<=\n))[ \t]{{0,40}}[(\[【〔<]?[ \t]{{0,3}}({words})[ \t]{{0,3}}(?:级|件|文件|资料|材料|"
        rf"电报)?[ \t]{{0,3}}[)\]】〕>]?"
        rf"[ \t]{{0,8}}({_PERIOD})?[ \t]{{0,8}}(?:特急|加急|特提|平急|急件|指人专办|"
        rf"第?[0-9]{{1,6}}份?)?[ \t]{{0,20}}(?=\n|$)"
    )
    named = re.compile(
        rf"(?:密级|密[ \t]{{1,4}}级|涉密等级|保密等级|密级和保密期限|"
        rf"密级及保密期限)[(（]?[^\n:]{{0,6}}[:][ \t]{{0,4}}({words})(?:级)?[ \t]{{0,3}}[、,]?[ \t]{{0,3}}({_PERIOD})?"
    )
    spoken = re.compile(
        rf"(?:本|此|该)(?:文件|件|通知|报告|资料|材料|方案|纪要|函|表|电)[\u4e00-\u9fff]{{0,8}}?(?:属于?|定为|确定为|列为|密级为|为)"
        rf"(?:国家秘密)?({words})(?:级)?(?:国家秘密|事项|文件|件)?"
    )
    return starred, alone, named, spoken


def screen_security_marks(look: Look) -> None:
    """Levels with a star, alone on their line, after 密级 or said of the paper; the period held to the longest."""
    levels = {level.label: level for level in secrecy_levels(look.context.on)}
    starred, alone, named, spoken = _patterns(tuple(levels))
    seen: set[int] = set()
    for pattern, sure in ((starred, True), (named, True), (alone, True), (spoken, False)):
        for match in pattern.finditer(look.plain):
            if match.start(1) in seen:
                continue
            seen.add(match.start(1))
            level = levels["".join(match[1].split())]
            period = next((group for group in match.groups()[1:] if group), "")
            start = match.start() if pattern in (named, spoken) else match.start(1)
            end = match.end() if pattern is not alone else max(match.end(1), match.end(2))
            what = "标有国家秘密标志“{}”" + _too_long(level, period)
            look.found(
                "security_mark", "sure" if sure else "doubtful", (start, end), what, _ASK, "security_mark", blot=False
            )


def _too_long(level: SecrecyLevel, period: str) -> str:
    if not period.rstrip().endswith("年"):
        return ""
    digits = period.rstrip("年 ")
    years = int(digits) if digits.isdigit() else sum(_NUMERALS.get(sign, 0) for sign in digits)
    if not level.longest_years < years < 1000:
        return ""
    return f"，期限超过{level.label}级的上限{level.longest_years}年"


def screen_internal_marks(look: Look) -> None:
    """Marks of papers for the inside: sure where they stand alone or in brackets, else as the list says."""
    covered = bytearray(len(look.plain))
    for mark in marks():
        for match in mark.pattern.finditer(look.plain):
            if covered.find(1, match.start(), match.end()) >= 0:
                continue
            level = mark.level if _alone(look.plain, match.start(), match.end()) else mark.inline
            if level is None:
                continue
            covered[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            mend = "确认可以主动公开、改正标注后再公开"
            look.found("internal_mark", level, match.span(), mark.what + "“{}”", mend, "work_secret", blot=False)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether only signs and blanks stand around it on its line, or brackets directly beside it."""
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    if left and right and left in "([【〔{<" and right in ")]】〕}>":
        return True
    line_start = text.rfind("\n", max(0, start - 40), start) + 1 or (0 if start < 40 else start - 40)
    line_end = text.find("\n", end, end + 40)
    line_end = (len(text) if len(text) - end < 40 else end + 40) if line_end < 0 else line_end
    rest = text[line_start:start] + text[end:line_end]
    return not rest.strip(_EDGE)
