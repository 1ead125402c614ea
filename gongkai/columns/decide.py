"""Whether what a page says can be kept, whether it is complete, and who may make it public. No rows, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from gongkai.law.instruments import cited
from gongkai.law.problems import Problem
from gongkai.law.unit_columns import PageField, page_fields

# How long a value may be, in characters; the page must stay one that can be read.
LIMITS = {"text": 8000, "line": 200, "phone": 100, "email": 100, "record": 60, "day": 10}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
PHONE = re.compile(r"[0-9０-９]{5,}|无")


def faults(kind: str, values: Mapping[str, str], on: date) -> tuple[Problem, ...]:
    """What cannot be kept at all: too long, or not of the field's form. Raises UnknownLaw for an unknown kind."""
    found = []
    for field in page_fields(kind, on):
        value = values.get(field.code, "")
        if value and (said := _fault(field, value)):
            found.append(Problem("page-field", field.code, said, field.cite))
    return tuple(found)


def _fault(field: PageField, value: str) -> str:
    limit = LIMITS.get(field.kind)
    if limit is not None and len(value) > limit:
        return f"“{field.label}”有 {len(value)} 字，最多 {limit} 字。请缩短，或者作为文件公开后在这里写明去处。"
    if field.choices and value not in dict(field.choices):
        words = "、".join(label for _code, label in field.choices)
        return f"“{field.label}”只能是{words}。请重新选择。"
    if field.kind == "day" and not _is_day(value):
        return f"“{field.label}”不是日期：{value}。请写成 2025-03-21 的样子。"
    if field.kind == "email" and not EMAIL.match(value):
        return f"“{field.label}”不是电子邮箱地址：{value}。请核对。"
    if field.kind == "phone" and not PHONE.search(value.replace("-", "").replace(" ", "")):
        return f"“{field.label}”里没有号码：{value}。请写带区号的号码；没有的，写“无”。"
    return ""


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def lacks(kind: str, values: Mapping[str, str], on: date, public: Collection[str] = ()) -> tuple[Problem, ...]:
    """What a page of that kind still has to say before it may be public, each with its article.

    `public` are the index numbers, among those named here, that can be read by everybody.
    """
    found = []
    for field in page_fields(kind, on):
        if field.required and not values.get(field.code):
            said = f"没有填写“{field.label}”。{cited(field.cite).words}要求写明，请补写：{field.hint}"
            found.append(Problem("page-lacks", field.code, said, field.cite))
    return (*found, *_told_once(values, public)) if kind == "system" else tuple(found)


def _told_once(values: Mapping[str, str], public: Collection[str]) -> tuple[Problem, ...]:
    number, text = values.get("index_number", ""), values.get("text", "")
    if number and text:
        said = "索引号和正文只能写一个：已作为文件公开的填索引号，没有公开的写正文。请删去一个。"
        return (Problem("system-told-twice", "text", said),)
    if not number and not text:
        said = "没有内容：请写制度正文，或者填写已公开文件的索引号。"
        return (Problem("system-untold", "text", said),)
    if number and number not in public:
        said = f"索引号 {number} 没有公开的文件。请先发布该文件，或者核对索引号。"
        return (Problem("system-record", "index_number", said),)
    return ()


def publishing_barrier(*, writer: int, publisher: int, words: str) -> Problem | None:
    """Nobody publishes what he wrote himself: a second person reads it first."""
    if writer != publisher:
        return None
    said = f"这一版由你本人编写，不能由本人发布。请由{words}发布。"
    return Problem("own-page", "", said)
