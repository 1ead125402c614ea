"""Passports, plates, accounts and credit codes: what leads to one person without being his identity number."""

from __future__ import annotations

import re

from gongkai.screening import labels
from gongkai.screening.checks import credit_code_valid
from gongkai.screening.findings import level_of
from gongkai.screening.looking import Look

_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9_/-])(?:[EGDSPKH][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|1[45][0-9]{7}|[CW][0-9]{8}|"
    r"C[A-HJ-NP-Z][0-9]{7}|[HM][0-9]{8,10})(?![A-Za-z0-9_/-])"
)
_TRAVEL = re.compile(r"(?:护照|通行证|往来港澳|回乡证|台胞证|旅行证|出入境|证件)[^\n。;；]{0,16}$")
_SOLDIER = re.compile(
    r"(?:军官证|士兵证|警官证|文职干部证|军人证)[^\n0-9]{0,10}[:字第]{1,4}[ ]{0,2}([0-9]{5,9})号?|"
    r"[军武海空]字第 ?([0-9]{5,9}) ?号"
)
_PLATE = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])[ ]?([A-HJ-NP-Z])[ ]?[·. -]?[ ]?"
    r"([A-HJ-NP-Z0-9]{4}[挂学警港澳领试超]|[A-HJ-NP-Z0-9]{5,6})(?![A-Za-z0-9〔\[])"
)
_OFFICIAL = re.compile(r"(?:公务|执法|警车|公车|消防|救护|环卫|校车|巡逻|应急|作业|单位车辆|巡察|垃圾|洒水)")
_ACCOUNT = re.compile(
    r"(?:账|帐)(?:号|户(?:号码?|号)?)|卡号|存折号?|社会?保障?卡?号|公积金(?:个人)?(?:账|帐)号|医保卡?号|开户(?:账|帐)号"
)
_ACCOUNT_TAIL = re.compile(r"[)]?[ ]{0,2}(?:是|为|如下)?[:( ]{0,4}([0-9](?:[ -]?[0-9]){6,29})(?![0-9A-Za-z])")
_OWNER = re.compile(
    r"(?:公司|有限|财政|国库|局|中心|政府|委员会|协会|学校|医院|法院|银行存款|专户|基金会|村委|合作社|大学|厂|机关|单位|缴款|收款人|对公|总会|办公室)"
)
_CREDIT = re.compile(r"(?<![0-9A-Za-z_/-])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z_/-])")
_REMOVE = "属于个人的，删去或者遮盖后再公开"
_SOLE_TRADER = "92"


def screen_papers_and_property(look: Look) -> None:
    """All four kinds; accounts and plates of offices are doubtful, credit codes only where they are a person's."""
    _passports(look)
    for match in _PLATE.finditer(look.plain):
        _plate(look, match)
    _accounts(look)
    for match in _CREDIT.finditer(look.plain):
        if match[0].startswith(_SOLE_TRADER) and credit_code_valid(match[0]):
            what = "写有个体经营者的统一社会信用代码{}"
            look.found(
                "credit_code", "doubtful", match.span(), what, "确认依法应当公示的保留，其他的删去", "personal_privacy"
            )


def _passports(look: Look) -> None:
    for match in _PASSPORT.finditer(look.plain):
        before = look.before(match.start(), 24)
        labelled = _TRAVEL.search(before) is not None
        if not labelled and (match[0][0] not in "EG" or labels.serial(before)):
            continue
        look.found("passport", level_of(labelled), match.span(), "写有护照等证件号码{}", _REMOVE, "personal_privacy")
    for match in _SOLDIER.finditer(look.plain):
        look.found("passport", "sure", match.span(match.lastindex or 0), "写有证件号码{}", _REMOVE, "personal_privacy")


def _plate(look: Look, match: re.Match[str]) -> None:
    body = match[3]
    if sum(sign.isdigit() for sign in body) < 2 or (len(body) == 6 and not _new_energy(body)):
        return
    before = look.before(match.start(), 20)
    if labels.serial(before) and "车牌" not in before and "号牌" not in before:
        return
    official = _OFFICIAL.search(before) is not None
    what = "写有公务等车辆的号牌{}" if official else "写有车辆号牌{}"
    look.found("plate", level_of(not official), match.span(), what, _REMOVE, "personal_privacy")


def _new_energy(body: str) -> bool:
    """Six signs of a new-energy plate: D or F first and five digits, or five digits and D or F last."""
    return (body[0] in "ABCDEFGHJK" and body[2:].isdigit()) or (body[:5].isdigit() and body[5] in "ABCDEFGHJK")


def _accounts(look: Look) -> None:
    for label in _ACCOUNT.finditer(look.figures):
        match = _ACCOUNT_TAIL.match(look.figures, label.end())
        if match is None:
            continue
        digits = re.sub(r"[ -]", "", match[1])
        if not 7 <= len(digits) <= 30:
            continue
        around = look.plain[max(0, label.start() - 60) : label.start()]
        owner = _OWNER.search(around) is not None
        look.found("account", level_of(not owner), match.span(1), "写有账号{}", _REMOVE, "personal_privacy")
