"""Reading what is handed in as the content of a record: each field checked, each refusal naming its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.law.doc_numbers import DocNumberError, parse_doc_number
from gongkai.records.models import Record
from gongkai.records.text.cleaning import clean_html

# The longest text of each field in characters, and what people call it.
FIELDS: dict[str, tuple[str, int]] = {
    "title": ("标题", 300),
    "doc_number": ("发文字号", 100),
    "origin": ("信息来源", 16),
    "class_code": ("法定公开事项", 40),
    "category": ("栏目", 40),
    "index_class": ("索引类别", 10),
    "topic": ("主题分类", 60),
    "genre": ("公文种类", 40),
    "document_kind": ("文件性质", 24),
    "summary": ("内容概述", 500),
    "mark": ("公开属性", 16),
    "ground": ("不公开情形", 40),
    "mark_reason": ("定性理由", 2000),
}
LONG = ("summary", "mark_reason")
DAYS = {"formed_on": "成文日期", "effective_on": "施行日期", "expires_on": "有效期截止日"}
# Outside of these a day is a slip of the keyboard.
YEARS = range(1900, 3000)
BODY_LIMIT = 2_000_000
NAME = re.compile(r'[^\\/:*?"<>|]{1,180}')
DIGEST = re.compile(r"[0-9a-f]{64}")


class Reading:
    """One mapping being read. `clean` for what comes from outside; what is stored is taken as it stands."""

    def __init__(self, given: Mapping[str, Any], *, clean: bool) -> None:
        self._given = given
        self._clean = clean

    def values(self) -> dict[str, Any]:
        """Every field but the attachments, typed. Raises Refused."""
        found: dict[str, Any] = {name: self._text(name) for name in FIELDS}
        found |= {name: self._day(name) for name in DAYS}
        found["embargo_until"] = self._moment("embargo_until")
        found["keywords"] = self._texts("keywords", "主题词", 20, 30)
        found["joint"] = self._texts("joint", "联合制发单位", 30, 64)
        found["ground_details"] = self._details()
        found["body"] = self._body()
        if self._clean:
            self._make_sense(found)
        return found

    def attachments(self) -> list[tuple[str, str, int]]:
        """Name, digest and size of each attachment. Raises Refused for a name no computer takes, or one twice."""
        found: list[tuple[str, str, int]] = []
        given = self._given.get("files") or []
        listed = isinstance(given, Sequence) and all(isinstance(one, Mapping) for one in given)
        if not listed or len(given) > 50:
            raise Refused("said-files", "附件最多 50 个，请减少附件或者合并后再加。")
        for one in given:
            name, digest, size = str(one.get("name", "")), str(one.get("digest", "")), one.get("size")
            if self._clean and (not NAME.fullmatch(name) or name.strip(". ") == "" or _unprintable(name)):
                raise Refused("said-file-name", f"附件名“{name[:40]}”不能用作文件名，请改名后再加。")
            if not DIGEST.fullmatch(digest) or not isinstance(size, int) or isinstance(size, bool) or size < 1:
                raise Refused("said-file", f"附件“{name[:40]}”没有完整收到，请重新添加。")
            if name in {known for known, _, _ in found}:
                raise Refused("said-file-twice", f"有两个附件都叫“{name}”，请给其中一个改名。")
            found.append((name, digest, size))
        return found

    def _text(self, name: str) -> str:
        value = self._given.get(name) or ("made" if name == "origin" else "")
        words, longest = FIELDS[name]
        if not isinstance(value, str):
            raise Refused(f"said-{name}", f"{words}应当是文字，请重新填写。")
        if not self._clean:
            return value
        value = _tidy(value)
        if name not in LONG:
            value = " ".join(value.split("\n"))
        if len(value) > longest:
            raise Refused(f"said-{name}", f"{words}有 {len(value)} 字，最多 {longest} 字，请缩短。")
        return value

    def _texts(self, name: str, words: str, most: int, longest: int) -> tuple[str, ...]:
        value = self._given.get(name) or []
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise Refused(f"said-{name}", f"{words}应当逐个列出，请重新填写。")
        if not self._clean:
            return tuple(value)
        found = tuple(dict.fromkeys(text for one in value if (text := _tidy(str(one)))))
        if len(found) > most or any(len(one) > longest for one in found):
            raise Refused(f"said-{name}", f"{words}最多 {most} 个，每个不超过 {longest} 字，请删减。")
        return found

    def _day(self, name: str) -> date | None:
        value = self._given.get(name) or None
        if value is None or (not self._clean and isinstance(value, date)):
            return value
        try:
            day = value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            day = None
        if day is None or isinstance(day, datetime) or day.year not in YEARS:
            raise Refused(f"said-{name}", f"{DAYS[name]}“{str(value)[:20]}”不是有效日期，请按年-月-日填写。")
        return day

    def _moment(self, name: str) -> datetime | None:
        value = self._given.get(name) or None
        if value is None:
            return None
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
            local = (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).astimezone(BEIJING)
        except (ValueError, OverflowError):
            local = None
        if local is None or local.year not in YEARS:
            raise Refused(f"said-{name}", f"“不早于”时间“{str(value)[:30]}”无效，请填写日期和时间。")
        return local

    def _details(self) -> dict[str, str]:
        value = self._given.get("ground_details") or {}
        if not isinstance(value, Mapping):
            raise Refused("said-ground_details", "不公开情形的登记项格式有误，请重新填写。")
        if not self._clean:
            return dict(value)
        found = {_tidy(str(key)): text for key, one in value.items() if (text := _tidy(str(one)))}
        if len(found) > 20 or any(len(key) > 40 or len(text) > 1000 for key, text in found.items()):
            raise Refused("said-ground_details", "不公开情形的登记项每项不超过 1000 字，请缩短。")
        return found

    def _body(self) -> str:
        value = self._given.get("body") or ""
        if not isinstance(value, str):
            raise Refused("said-body", "正文应当是文字，请重新填写。")
        if len(value) > BODY_LIMIT:
            raise Refused("said-body", "正文过长，请把附表、附图改作附件。")
        return clean_html(value) if self._clean else value

    def _make_sense(self, found: dict[str, Any]) -> None:
        if not found["title"]:
            raise Refused("said-title-missing", "没有填写标题，请补填。")
        if found["origin"] not in Record.Origin.values:
            raise Refused("said-origin", f"信息来源“{found['origin']}”没有登记，请从所列来源中选定。")
        begins, ends = found["effective_on"], found["expires_on"]
        if begins and ends and ends < begins:
            raise Refused("said-expires_on", f"有效期截止日 {ends} 早于施行日期 {begins}，请核对。")
        if found["doc_number"]:
            # A draft may keep what was typed; submission says what is wrong with it.
            with suppress(DocNumberError):
                found["doc_number"] = parse_doc_number(found["doc_number"]).text


def _tidy(text: str) -> str:
    """One line kind, no control characters, no blanks at the ends, composed characters."""
    folded = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(char for char in folded if char == "\n" or not _unprintable(char)).strip()


def _unprintable(text: str) -> bool:
    # The last two places of every plane are no characters: a feed with one of them is no XML.
    return any(unicodedata.category(char) in ("Cc", "Cf", "Cs") or ord(char) & 0xFFFE == 0xFFFE for char in text)
