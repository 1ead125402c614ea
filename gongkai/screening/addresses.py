"""Where people live: addresses after a word that says so, and rural or flat addresses standing alone."""

from __future__ import annotations

import re

from gongkai.screening.findings import level_of
from gongkai.screening.looking import Look

_BODY = r"[\u4e00-\u9fffA-Za-z0-9#()-]"
_LABELLED = re.compile(
    r"(?:家庭(?:详细)?(?:住址|地址)|(?:身份证|户籍|户口|现|常住|实际|详细|居住|原)?(?:居住)?住址|户籍(?:所在地|地址|地)|户口所在地|(?:现|实际|经常)?居住地(?:址)?|"
    r"居住地址|住房地址|家住|家在|租住[于在]?|暂住[于在地]?|现住[于在址]?|居住[于在]|(?<=[,，、;；。男女族生人])住(?:在|所)?|送达地址|通讯地址|通信地址|收件地址)"
    rf"[ ]{{0,2}}(?:是|为|在|位于)?[: ]{{0,3}}({_BODY}{{4,60}})"
)
_EXACT = re.compile(
    r"[0-9一二三四五六七八九十甲乙丙]{1,5}(?:-[0-9]{1,4}){0,2}(?:号|室|组|幢|栋|单元|弄|座|户|层|楼|队|排|房)|(?:组|幢|栋|号楼|"
    r"单元)[0-9]{1,4}|[0-9]{1,3}-[0-9]{1,4}(?:-[0-9]{1,4})?"
)
_VAGUE = re.compile(r"(?:村|小区|社区|花园|公寓|新村|家园|巷|弄|屯|寨|自然村|小组)")
_UNIT = re.compile(r"[省市县区镇乡村路街道巷弄里屯]")
_WORKING = re.compile(
    r"(?:公司|办公|单位|法定代表|机关|注册|经营|联系|地点|场所|厂|店|局|中心|学校|医院|项目|工程|施工|建设|位于|座落|坐落|地块|宗地|路段|门牌|委会|设在|投票|车站|站点|大厅|营业|会议|集合|报名)"
)
_RURAL = re.compile(r"(?:村|社区)(?:委会)?[\u4e00-\u9fff]{0,8}?[0-9]{1,4}(?:-[0-9]{1,4})?(?:组|号|室)")
_RURAL_HEAD = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}(?:省|市|县|区))?[\u4e00-\u9fff]{2,4}(?:镇|乡|街道)[\u4e00-\u9fff]{1,8}$"
)
_FLAT = re.compile(
    r"(?:小区|花园|公寓|家园|新村|新城|花苑|花城|雅苑|苑|府邸|山庄|名城|豪庭|华庭|佳园|嘉园|广场|城|湾)(?:[A-Za-z]区|[一二三四五六七八九十]期)?"
    r"[A-Za-z]?[0-9]{1,3}(?:号楼|幢|栋|座|#楼?|号)[ ]?(?:[0-9一二三四]{1,2}单元)?[ ]?[0-9]{3,4}(?:室|房|号)?(?![0-9])"
)
_ORGAN = re.compile(r"^(?:公安|派出|乡镇|人民|村民|居民|居委|以外|的|为|是|应|不|并|及|和|或|与|在|由|民政|街道办)")
_STOP = re.compile(r"(?:公民|身份证|联系|电话|手机|邮编|出生|因|于[0-9]{4}|的|现已|系|申请|涉嫌|经|受|被|已|至|向)")
_REMOVE = "删去门牌以下或者整个地址后再公开"


def screen_addresses(look: Look) -> None:
    """Labelled addresses are sure down to a house, doubtful down to a village; bare ones are doubtful."""
    covered: list[tuple[int, int]] = []
    text = look.plain
    for match in _LABELLED.finditer(text):
        if (end := _labelled(look, match)) is not None:
            covered.append((match.start(1), end))
    for match in _RURAL.finditer(text):
        head = _RURAL_HEAD.search(text, max(0, match.start() - 22), match.start())
        if head is not None:
            _bare(look, head.start(), match.end(), covered)
    for match in _FLAT.finditer(text):
        start = match.start()
        while start > max(0, match.start() - 16) and "\u4e00" <= text[start - 1] <= "\u9fff":
            start -= 1
        _bare(look, start, match.end(), covered)


def _labelled(look: Look, match: re.Match[str]) -> int | None:
    label, body = look.plain[match.start() : match.start(1)], match[1]
    if _ORGAN.match(body):
        return None
    before = look.before(match.start(), 16)
    if label.startswith(("通讯", "通信", "送达", "收件")) and (_WORKING.search(before) or _WORKING.search(body)):
        return None
    if label.lstrip().startswith("住所") and (_WORKING.search(before) or "公司" in before):
        return None
    exact = _last(_EXACT, body)
    if exact is not None and _UNIT.search(body[: exact.end()]):
        end = match.start(1) + exact.end()
    else:
        stop = _STOP.search(body)
        body = body[: stop.start()] if stop else body
        vague = _last(_VAGUE, body)
        if vague is None or "公司" in body:
            return None
        end = match.start(1) + vague.end()
    sure = exact is not None and end == match.start(1) + exact.end()
    look.found("home_address", level_of(sure), (match.start(1), end), "写有住址{}", _REMOVE, "personal_privacy")
    return end


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(list(pattern.finditer(text))[-1:]), None)


def _bare(look: Look, start: int, end: int, covered: list[tuple[int, int]]) -> None:
    if any(start < last and first < end for first, last in covered[-8:]):
        return
    if (
        _WORKING.search(look.before(start, 16))
        or _WORKING.search(look.plain[start:end])
        or _WORKING.search(look.after(end, 8))
    ):
        return
    covered.append((start, end))
    look.found("home_address", "doubtful", (start, end), "像是住址{}", _REMOVE, "personal_privacy")
