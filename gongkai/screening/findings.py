"""What the screening says, and what it has to be told: findings with their places, and the context of a screening."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Level = Literal["sure", "doubtful"]

KINDS: Mapping[str, str] = {
    "security_mark": "国家秘密标志",
    "internal_mark": "内部使用标志",
    "id_number": "身份证号码",
    "id_number_old": "十五位身份证号码",
    "credit_code": "个体经营者的统一社会信用代码",
    "mobile_phone": "手机号码",
    "fixed_phone": "固定电话号码",
    "bank_card": "银行卡号",
    "account": "账号",
    "plate": "车辆号牌",
    "home_address": "住址",
    "email": "电子邮箱",
    "messenger": "即时通信账号",
    "passport": "护照等出入境证件号码",
    "person_name": "当事人姓名",
    "nonpublic_title": "不公开文件的标题",
    "nonpublic_number": "不公开文件的文号",
    "nonpublic_content": "不公开文件的内容",
    "secret_number": "不公开类型的文号",
    "wrong_word": "错别字",
    "placeholder": "未填写的空白处",
    "hidden_text": "隐藏文字",
    "comment": "批注",
    "revision": "修订痕迹",
    "hidden_sheet": "隐藏的工作表、行或者列",
    "notes": "演讲者备注",
    "embedded": "嵌入的文件",
    "macro": "宏",
    "external_link": "外部链接",
    "custom_data": "自定义数据",
    "metadata": "文件属性",
    "attachment": "附带的文件",
    "script": "脚本",
    "layer": "隐藏图层",
    "covered_text": "被遮盖而未删除的文字",
    "earlier_revision": "以前版本的残留",
    "form_field": "表单域",
    "annotation": "注释",
    "location": "拍摄位置和设备信息",
    "unseen": "无法查看的内容",
}

_PARTS = {
    "text": "文中",
    "body": "正文",
    "header": "页眉",
    "footer": "页脚",
    "footnote": "脚注",
    "comment": "批注",
    "notes": "备注",
    "sheet": "工作表",
    "page": "页面",
    "slide": "幻灯片",
    "metadata": "文件属性",
    "embedded": "嵌入的文件",
    "image": "图片",
    "attribute": "网页属性",
    "text_box": "文本框",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: page, slide and paragraph count from 1; `cell` as in "B3"; `name` of a part, picture or file."""

    part: str = "text"
    page: int | None = None
    paragraph: int | None = None
    sheet: str = ""
    cell: str = ""
    name: str = ""

    @property
    def words(self) -> str:
        """As it is said to people: 正文第12段, 工作表“一月”B3, 第3页."""
        if self.sheet:
            return f"工作表“{self.sheet}”{self.cell}"
        if self.page is not None:
            unit = "张幻灯片" if self.part in {"slide", "notes"} else "页"
            aside = "" if self.part in {"page", "slide"} else _PARTS.get(self.part, "")
            return f"第{self.page}{unit}{aside}"
        head = _PARTS.get(self.part, self.part)
        tail = f"第{self.paragraph}段" if self.paragraph is not None else ""
        return head + tail + (f"“{self.name}”" if self.name else "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not go out, or that a person must look at.

    `start` and `end` are offsets into the text that was screened, `excerpt` is what stands there. `cite` resolves in
    gongkai.law and is empty where no law is concerned. `hidden`: not seen when the file is opened in the usual way.
    """

    kind: str
    level: Level
    start: int
    end: int
    excerpt: str
    sentence: str
    cite: str = ""
    place: Place | None = None
    hidden: bool = False

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return KINDS[self.kind]

    @property
    def masked(self) -> str:
        """The excerpt with its middle blotted out, for journals and logs."""
        return masked(self.excerpt)

    @property
    def key(self) -> str:
        """Sixteen characters that stay the same while kind, words and place do: to remember a reviewer's verdict."""
        where = self.place.words if self.place else ""
        whole = "\x1f".join((self.kind, "".join(self.excerpt.split()), where, str(int(self.hidden))))
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


def level_of(sure: bool) -> Level:
    """ "sure" or "doubtful"."""
    return "sure" if sure else "doubtful"


def masked(text: str) -> str:
    """The first and last sixth of a text (at most three characters each), stars between; short texts keep one."""
    keep = min(3, len(text) // 6)
    if keep:
        return f"{text[:keep]}***{text[-keep:]}"
    return f"{text[:1]}**" if text else ""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that is not public: its title, number (any brackets) and, where at hand, its text."""

    title: str
    number: str = ""
    text: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class WrongWord:
    """A word that is wrong, the right one, and the words that contain it rightly (`unless`)."""

    wrong: str
    right: str
    why: str = ""
    level: Level = "sure"
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a screening is told: the day whose law applies, documents that are not public, own lists.

    `public_phones` are office numbers (digits only) and mailboxes that may stand; `public_names` people who may be
    named; `skip` are kinds not to look for.
    """

    on: date
    known: tuple[KnownDocument, ...] = ()
    wrong_words: tuple[WrongWord, ...] = ()
    public_phones: frozenset[str] = field(default_factory=frozenset)
    public_names: frozenset[str] = field(default_factory=frozenset)
    skip: frozenset[str] = field(default_factory=frozenset)
