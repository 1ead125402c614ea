"""How people are reached: office and home telephones, mailboxes, messengers."""

from __future__ import annotations

import re

from gongkai.screening import labels
from gongkai.screening.findings import level_of
from gongkai.screening.looking import Look

_AREA = r"(?:010|02[0-9]|0[3-9][0-9]{2})"
_FIXED = re.compile(
    rf"(?<![0-9A-Za-z_./-])(?:\({_AREA}\)|"
    rf"(?:\+?86[- ]?)?{_AREA}) ?[- ]? ?([2-8][0-9]{{2,3}}[ -]?[0-9]{{4}})(?:(?:转|-|"
    rf"—)[0-9]{{1,6}})?(?![0-9A-Za-z_]|[./-][0-9])"
)
_BARE = re.compile(r"(?:电话|座机|宅电|TEL|Tel|tel)[^0-9\n]{0,6}([2-8][0-9]{6,7})(?![0-9A-Za-z_-])")
_EMAIL = re.compile(
    r"[A-Za-z0-9_.+-]{1,64} {0,2}(?:@|\(at\)|"
    r"\[at\]) {0,2}(?:[A-Za-z0-9-]{1,63} {0,1}\. {0,1}){1,4}[A-Za-z]{2,10}(?![A-Za-z0-9])"
)
_FREE = (
    "qq.com",
    "163.com",
    "126.com",
    "139.com",
    "189.cn",
    "sina.com",
    "sina.cn",
    "sohu.com",
    "foxmail.com",
    "gmail.com",
    "hotmail.com",
    "outlook.com",
    "yeah.net",
    "wo.cn",
    "icloud.com",
    "aliyun.com",
    "tom.com",
    "21cn.com",
    "vip.qq.com",
    "live.com",
    "yahoo.com",
)
_PUBLIC_DOMAINS = (".gov.cn", ".gov", ".mil.cn", ".edu.cn")
_MESSENGER = re.compile(
    r"(微信号?|QQ号?码?|QQ|WeChat|钉钉号?|支付宝(?:账号|账户)?|抖音号)[ ]{0,2}(?:是|"
    r"为)?[:(]?[ ]{0,2}([A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{4,11})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# The block in which an office says how it is reached; it begins in the same sentence.
_BLOCK = re.compile(r"(?:邮编|邮政编码|办公室|窗口|政府|机关|大楼|号楼|行政中心|服务中心)[^\n。]{0,70}$")
_REMOVE = "属于个人的，删去或者遮盖后再公开"


def screen_contacts(look: Look) -> None:
    """Fixed telephones of people, private mailboxes, messengers; what offices publish of themselves may stand."""
    seen: set[int] = set()
    for match in _FIXED.finditer(look.figures):
        seen.add(match.start(1))
        _fixed(look, match)
    for match in _BARE.finditer(look.figures):
        if match.start(1) not in seen:
            _fixed(look, match, group=1)
    _emails(look)
    for match in _MESSENGER.finditer(look.plain):
        name = match[2]
        if "公众" in look.before(match.start(), 6) or not any(sign.isdigit() or sign in "_-" for sign in name):
            continue
        look.found(
            "messenger",
            level_of(not labels.office(look.before(match.start()))),
            match.span(2),
            "写有即时通信账号{}",
            _REMOVE,
            "personal_privacy",
        )


def _fixed(look: Look, match: re.Match[str], group: int = 0) -> None:
    span = match.span(group)
    digits = re.sub(r"[^0-9]", "", match[group])
    if digits in look.context.public_phones or any(one.endswith(digits) for one in look.context.public_phones):
        return
    before = look.before(span[0], 24)
    # In a bare match the label is part of the match.
    before = before if group == 0 or "电话" in before else before + "电话"
    # A year and a serial after an area code are the number of a paper.
    dated = group == 0 and re.match(r"20[0-9]{2}[- ]", match[1]) is not None
    if labels.amount(before, look.after(span[1])) or (dated and not labels.phone(before)):
        return
    if labels.home(before):
        look.found("fixed_phone", "sure", span, "写有个人的固定电话{}", _REMOVE, "personal_privacy")
    elif labels.office(before) or _of_office(look, span[0]):
        return
    elif labels.phone(before):
        look.found("fixed_phone", "doubtful", span, "写有固定电话{}，看不出是办公电话", _REMOVE, "personal_privacy")
    elif group == 0 and not labels.serial(before):
        look.found("fixed_phone", "doubtful", span, "像是固定电话{}", _REMOVE, "personal_privacy")


def _of_office(look: Look, start: int) -> bool:
    before = look.before(start, 90).rpartition("。")[2]
    return _BLOCK.search(before) is not None and not labels.home(before)


def _emails(look: Look) -> None:
    at = 0
    text = look.plain
    # Only the surroundings of a sign that mailboxes have are searched, so that long words cost nothing.
    for sign in re.finditer(r"@|\(at\)|\[at\]", text):
        if sign.start() < at:
            continue
        low = max(at, sign.start() - 66)
        match = next(
            (one for one in _EMAIL.finditer(text, low, sign.end() + 120) if one.start() <= sign.start() < one.end()),
            None,
        )
        if match is None:
            continue
        at = match.end()
        address = re.sub(r"\s", "", match[0]).replace("(at)", "@").replace("[at]", "@").lower()
        domain = address.rpartition("@")[2]
        if domain.endswith(_PUBLIC_DOMAINS) or address in look.context.public_phones:
            continue
        private = (
            domain in _FREE and not labels.office(look.before(match.start())) and not _of_office(look, match.start())
        )
        what = "写有{}电子邮箱".format("个人" if private else "") + "{}"
        look.found("email", level_of(private), match.span(), what, _REMOVE, "personal_privacy")
