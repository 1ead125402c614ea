"""Names of people in cases: a role, then a surname and one or two more characters, with what makes it a name."""

from __future__ import annotations

import re
from functools import cache

from gongkai.screening.findings import level_of
from gongkai.screening.lists import Names, names
from gongkai.screening.looking import Look

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{1,16}")
_GAP = re.compile(
    r"(?:的?姓名|本人)?([ \t]{0,3}[:(][ \t]{0,3}|[\t]{1,2}|[ ]{1,3}|)(?:[一二三四五六七八九十0-9]{1,2}[.、 ]{0,2})?"
)
# What may stand behind a name: signs, the end, and words that begin what is said of a person.
_SIGN = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9×*某]|$")
_FOLLOW = re.compile(
    r"(?:男|女|于|系|因|在|为|与|和|及|的|等|未|已|从|对|向|自|被|将|称|持|驾|住|身|现|之|生|[0-9]{2,4}年)"
)
_SURE_FOLLOW = re.compile(
    r"[ ,，、;；(（]{0,3}(?:性别)?[:：]?(?:男|女|汉族|回族|满族|畲族|身份证|公民身份|住|家住|现住|[0-9]{1,3}岁|"
    r"[0-9]{4}年[0-9]{1,2}月[^,，。;；]{0,6}(?:生|出生)|出生|系|手机|电话|联系电话|1[3-9][0-9]{9})"
)
_ACTS = re.compile(
    r"(?:于|在|自)[0-9]{2,4}年|驾驶|驾车|无证|酒后|持有|因[\u4e00-\u9fff]{0,4}(?:犯|涉|未|不服|病|故)|反映|投诉|来信|来电|诉称|辩称|述称|"
    r"对(?:上述|此|该|其|处罚|本|违法)|供认|提出|提交|认为|主张|不服|未按|未经|拒不|擅自|非法|涉嫌|违法|违反|遗失|称其|要求|请求|经营|"
    r"系[\u4e00-\u9fff]{2,6}[人员户]|已被|被[\u4e00-\u9fff]{2}"
)
_MASKED = re.compile(r"[某×*xX○〇□]|[A-Z]")
_ORGAN = re.compile(
    r"(?:公司|有限|商行|商店|超市|中心|协会|委员会|政府|局|厂|店|村委|学校|医院|银行|合作社|经营部|工作室|事务所|集团|企业|机关|单位)"
)
_SEX = re.compile(r"[ ]{0,2}[,(、][ ]{0,2}(?:性别[: ]{0,2})?[男女](?=[ ]{0,2}[,，、;；()])")
_NAME_HEAD = re.compile(r"(?:[\u4e00-\u9fff]{0,4}姓[ ]{0,2}名|户主|申请人|当事人|患者|学生|救助对象|受助人|领取人)")
_TELLING_HEAD = re.compile(
    r"身份证|证件号|手机|电话|住址|卡号|账号|帐号|病|残疾|低保|救助|补助|补贴|特困|贫困|孤儿|学生|年龄|出生"
)
_NAME_LABEL = re.compile(r"(?:^|(?<=[\n\t ,，;；。(]))姓[ ]{0,4}名[ \t]{0,2}[:\t ][ \t]{0,3}")
_REMOVE = "改为“某某”或者删去后再公开；依法应当公示姓名的，写明依据"


@cache
def _roles(roles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(roles))


def screen_people(look: Look) -> None:
    """Names behind a role; with a colon, sex or number behind they are sure, in running text doubtful."""
    known = names()
    text = look.plain
    for role in _roles(known.roles).finditer(text):
        gap = _GAP.match(text, role.end())
        if gap is None:
            continue
        announced = bool(gap[1].strip() or "\t" in gap[1])
        _name(look, known, gap.end(), role[0] in known.minors, announced)
    _columns(look, known)
    for sex in _SEX.finditer(text):
        _before_sex(look, known, sex.start())
    for label in _NAME_LABEL.finditer(text):
        _name(look, known, label.end(), False, announced=True, only_doubtful=True)


def _columns(look: Look, known: Names) -> None:
    """Names below a heading that says they are names, in tables that tell more of the people than their names."""
    column, start = -1, 0
    for line in look.plain.split("\n"):
        cells = line.split("\t")
        heads = [at for at, cell in enumerate(cells) if _NAME_HEAD.fullmatch(cell.strip())]
        if heads and len(cells) > 1:
            column = heads[0] if _TELLING_HEAD.search(line) else -1
        elif len(cells) == 1:
            column = -1
        elif 0 <= column < len(cells):
            name = cells[column].strip()
            at = (
                start + sum(len(cell) + 1 for cell in cells[:column]) + len(cells[column]) - len(cells[column].lstrip())
            )
            if len(name) in _lengths(look.plain, at, known) and _can_be_name(name, known):
                if name not in look.context.public_names:
                    span = at, at + len(name)
                    look.found("person_name", "doubtful", span, "名单里写有姓名{}", _REMOVE, "personal_privacy")
        start += len(line) + 1


def _before_sex(look: Look, known: Names, end: int) -> None:
    """A name before "，男，" or "（女，" that no role announces: it may be an official's, so it is doubtful."""
    text = look.plain
    for length in (3, 2, 4):
        start = end - length
        name = text[max(0, start) : end]
        if start < 0 or len(name) < length or (length == 4) != (name[:2] in known.doubled):
            continue
        before = text[start - 1 : start]
        if "\u4e00" <= before <= "\u9fff" or (name[0] not in known.surnames and name[:2] not in known.doubled):
            continue
        if _can_be_name(name, known) and name not in look.context.public_names:
            look.found("person_name", "doubtful", (start, end), "写有姓名{}", _REMOVE, "personal_privacy")
            return


def _name(look: Look, known: Names, start: int, minor: bool, announced: bool, only_doubtful: bool = False) -> None:
    text = look.plain
    for length in _lengths(text, start, known):
        end = start + length
        name = text[start:end]
        if not _can_be_name(name, known) or name in look.context.public_names:
            continue
        rest = text[end : end + 24]
        certain = _SURE_FOLLOW.match(rest) is not None
        if announced:
            fits = _SIGN.match(rest) is not None or _FOLLOW.match(rest) is not None
        else:
            common = name[0] in known.everyday
            acts = _ACTS.match(rest) is not None and (not common or (length > 2 and name[0] not in known.function))
            fits = certain or acts or (not common and _SIGN.match(rest) is not None)
        if not fits or _MASKED.match(rest) or _ORGAN.search(_run(rest)):
            continue
        if announced and name[0] in known.everyday and not certain and not _SIGN.match(rest):
            continue
        what = "写有未成年人的姓名{}" if minor else "写有当事人的姓名{}"
        sure = (announced or certain) and not only_doubtful
        look.found("person_name", level_of(sure), (start, end), what, _REMOVE, "personal_privacy")
        return


def _run(rest: str) -> str:
    """The Chinese characters that go on without a sign."""
    match = _HAN_RUN.match(rest)
    return match[0] if match else ""


def _lengths(text: str, start: int, known: Names) -> tuple[int, ...]:
    """How many characters a name beginning here may have, likeliest first."""
    if text[start : start + 2] in known.doubled:
        return (4, 3, 2)
    return (3, 2) if text[start : start + 1] in known.surnames else ()


def _can_be_name(name: str, known: Names) -> bool:
    if not all("\u4e00" <= sign <= "\u9fff" for sign in name) or "某" in name:
        return False
    return name[:2] not in known.no_names or name[:2] in known.doubled
