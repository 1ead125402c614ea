"""Wrong words, and places that somebody meant to fill in."""

from __future__ import annotations

import re

from gongkai.screening.findings import WrongWord
from gongkai.screening.lists import wrong_words
from gongkai.screening.looking import Look

_PROMPT = re.compile(
    r"(?:单击|点击|双击)(?:或(?:单击|点击|轻触))?(?:此处|这里|图标|以)[\u4e00-\u9fff]{0,2}(?:输入|添加|编辑|"
    r"插入|选择|填写|键入)[\u4e00-\u9fff]{0,6}|"
    r"[\[(【{<](?:请|此处|在此|待)?(?:输入|填写|填入|补充|替换|插入|选择|填|改|核实|待定|补)[\u4e00-\u9fff]{0,12}[\])】}>]|"
    r"(?:此处|这里)(?:填写|输入|插入|替换|补充|待补)[\u4e00-\u9fff]{0,8}|"
    r"(?<=[:\n(\[【\t])(?:待补充|待核实|待填写|待完善|待定)(?=[\])】}>。,，;；\s]|$)|"
    r"选择一项。|选择日期|[Ll]orem ipsum|错误!未(?:找到引用源|定义书签)|错误！未(?:找到引用源|定义书签)"
)
_UNITS = (
    "镇人民政府|街道办事处|人民政府|委员会|办公室|管理局|有限公司|"
    "县|市|区|省|镇|乡|局|委|厅|部门|公司|单位|项目|工程|同志|元|万元|亿元|%|人|份|件|个|次|年|"
    "月|日|号|家|户|亩|平方米|公里|名|条|场|天"
)
_CROSSES = re.compile(
    r"(?<![A-Za-z0-9×])[×Xx]{1,2}[年月日](?:[×Xx]{1,2}[月日]){0,2}|"
    r"(?<![0-9])20(?:[×Xx*○]{2}|2[×*○](?=[年〕)\]]))年?|"
    rf"(?<![A-Za-z0-9×╳✕✖○□*])(?:[×╳✕✖]{{2,8}}|[Xx]{{2,8}}|○{{2,8}}|□{{3,8}}|"
    rf"[*]{{2,8}})(?={_UNITS})(?![A-Za-z0-9])|"
    r"[〔(\[](?:20)?[×Xx○*]{2,4}[〕)\]][×Xx○*]{0,4}号?|(?<=〕)[×Xx○*]{1,4}号|(?<=第)[×Xx*]{1,4}(?=号)"
)
_PRIVATE = re.compile(
    r"(?:住|家住|住址|姓名|身份证|电话|手机|号牌|车牌|申请人|当事人|患者|学生|被处罚人|举报人|投诉人)[^\n。;,，；]{0,24}$"
)


def screen_words(look: Look) -> None:
    """Wrong words of the house and of the district."""
    text = look.plain
    for word in (*wrong_words(), *look.context.wrong_words):
        at = text.find(word.wrong)
        while at >= 0:
            if not _rightly(text, at, word):
                why = f"（{word.why}）" if word.why else ""
                look.found("wrong_word", word.level, (at, at + len(word.wrong)), f"“{{}}”应为“{word.right}”{why}",
                           "核对后改正", blot=False)  # fmt: skip
            at = text.find(word.wrong, at + len(word.wrong))


def _rightly(text: str, at: int, word: WrongWord) -> bool:
    for good in word.unless:
        inner = good.find(word.wrong)
        while inner >= 0:
            if text.startswith(good, at - inner) and at >= inner:
                return True
            inner = good.find(word.wrong, inner + 1)
    return False


def screen_placeholders(look: Look) -> None:
    """Prompts of word processors are sure; crosses where a name or number belongs are doubtful, masked data are not."""
    for match in _PROMPT.finditer(look.plain):
        look.found("placeholder", "sure", match.span(), "留有未填写的提示“{}”", "补填或者删去", blot=False)
    for match in _CROSSES.finditer(look.plain):
        before = look.before(match.start(), 40)
        if _PRIVATE.search(before):
            continue
        look.found(
            "placeholder", "doubtful", match.span(), "留有未填写的“{}”", "补填；是遮盖个人信息的可以保留", blot=False
        )
