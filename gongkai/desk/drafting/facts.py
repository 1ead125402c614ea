"""What a content states, as label and words in the order in which people look for it; empty ones are left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext

from gongkai.desk.reviewing.words import detail_label, label
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.publicity import ground_of
from gongkai.law.record_classes import index_class_of
from gongkai.records.models import IndexNumber, Record
from gongkai.records.said import Said


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the metadata; `wide` ones take a row of their own."""

    label: str
    words: str
    wide: bool = False


def facts_of(record: Record, said: Said, asker: Actor, on: date) -> list[Fact]:
    """The metadata of the record's page."""
    moment = said.embargo_until.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if said.embargo_until else ""
    found = [
        Fact(gettext("索引号"), _number(record)),
        Fact(gettext("发文字号"), said.doc_number),
        Fact(gettext("发布机构"), record.agency.name),
        Fact(gettext("主题分类"), said.topic),
        Fact(gettext("成文日期"), _day(said.formed_on)),
        Fact(gettext("施行日期"), _day(said.effective_on)),
        Fact(gettext("有效期至"), _day(said.expires_on)),
        Fact(gettext("公开属性"), label("mark", said.mark, on)),
        Fact(gettext("文件性质"), label("document_kind", said.document_kind, on)),
        Fact(gettext("公文种类"), label("genre", said.genre, on)),
        Fact(gettext("栏目"), label("category", said.category, on)),
        Fact(gettext("索引类别"), _index_class(said.index_class, on)),
        Fact(gettext("信息来源"), record.get_origin_display()),
        Fact(gettext("不早于"), moment),
        Fact(gettext("公开事项"), label("class_code", said.class_code, on), True),
        Fact(gettext("主题词"), "、".join(said.keywords), True),
        Fact(gettext("内容概述"), said.summary, True),
        Fact(gettext("不公开情形"), label("ground", said.ground, on), True),
        *(
            Fact(detail_label(said.ground, code, on), _detail(said.ground, code, words, on), True)
            for code, words in said.ground_details.items()
        ),
        Fact(gettext("定性理由"), said.mark_reason, True),
    ]
    return _even([fact for fact in found if fact.words])


def _even(facts: list[Fact]) -> list[Fact]:
    """An odd last narrow fact takes the whole row."""
    narrow = [fact for fact in facts if not fact.wide]
    if len(narrow) % 2:
        narrow[-1] = Fact(narrow[-1].label, narrow[-1].words, True)
    return [*narrow, *(fact for fact in facts if fact.wide)]


def _detail(ground: str, code: str, words: str, on: date) -> str:
    try:
        details = {one.code: one for one in ground_of(ground, on).details}
    except LawError:
        return words
    choices = {one.code: one.label for one in details[code].choices} if code in details else {}
    return choices.get(words, words)


def _index_class(code: str, on: date) -> str:
    try:
        return f"{code} {index_class_of(settings.INDEX_CLASSES, code, on).label}" if code else ""
    except LawError:
        return code


def _number(record: Record) -> str:
    try:
        return record.index_number.number
    except IndexNumber.DoesNotExist:
        return ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
