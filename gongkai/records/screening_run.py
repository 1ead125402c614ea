"""Screening one content: title, stated fields, body and every attachment; what was found, and the cleaned copies.

Looking (`look`) reads and computes, and is done before any row is locked; `write` puts the result down in the action's
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gongkai.kit.action import Refused
from gongkai.law.publicity import marks
from gongkai.records.due import rules_day
from gongkai.records.known import known_documents
from gongkai.records.models import Content, Finding, Record, Screening
from gongkai.records.said import Said
from gongkai.records.screening_files import in_file
from gongkai.records.screening_spots import Spot, spot_of
from gongkai.records.text.reading import plain
from gongkai.screening import findings as screening
from gongkai.screening.text import screen_text

ENGINE = "1"
# What may not stand even in a document that is never published: it does not belong on this platform at all.
NEVER = frozenset({"security_mark", "secret_number"})
FIELD_WORDS = {
    "title": "标题",
    "doc_number": "发文字号",
    "summary": "内容概述",
    "topic": "主题分类",
    "keywords": "主题词",
}


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a content gave; bound to its hash."""

    content_hash: str
    spots: tuple[Spot, ...]
    blind: list[dict[str, Any]] = field(default_factory=list)
    cleaned: dict[str, dict[str, Any]] = field(default_factory=dict)


def look(record: Record, said: Said, now: datetime) -> Look:
    """Look through everything. Files are opened, nothing is written but cleaned copies into the file store.

    Raises Refused "screening-…" naming the attachment that cannot be looked into or cleaned, with what to do.
    """
    on = rules_day(now)
    public = said.mark in {one.code for one in marks(on) if one.published}
    context = screening.Context(on=on, known=known_documents(record, said, on))
    spots = [*_in_fields(said, context), *_in_body(said, context)]
    blind: list[dict[str, Any]] = []
    cleaned: dict[str, dict[str, Any]] = {}
    for one in said.files:
        found, copy, unseen = in_file(one, context, public)
        spots += found
        blind += [{"digest": one.digest, "name": one.name, "sentence": sentence} for sentence in unseen]
        if copy is not None:
            cleaned[one.digest] = copy
    if not public:
        spots = [spot for spot in spots if spot.kind in NEVER]
    return Look(said.hash(), tuple(spots), blind, cleaned)


def write(looked: Look, content: Content, now: datetime) -> Screening:
    """Put the look down. Places handled in an earlier look at the same content keep their verdict.

    Raises Refused "changed-meanwhile" where the content is not the one looked at.
    """
    if looked.content_hash != content.hash:
        raise Refused("changed-meanwhile", "内容在筛查期间有改动，未提交。请刷新后重新提交。")
    made, _ = Screening.objects.update_or_create(
        content=content,
        defaults={"at": now, "engine": ENGINE, "blind": looked.blind, "cleaned": looked.cleaned},
    )
    there = list(content.findings.all())
    known = {(one.place, one.kind, one.excerpt, one.start) for one in there}
    number = max((one.number for one in there), default=0)
    fresh = [spot for spot in looked.spots if spot.key not in known]
    Finding.objects.bulk_create(
        Finding(
            content=content,
            number=number + at,
            place=spot.place,
            where=spot.where,
            kind=spot.kind,
            level=spot.level,
            start=spot.start,
            end=spot.end,
            excerpt=spot.excerpt,
            sentence=spot.sentence,
            cite=spot.cite,
        )
        for at, spot in enumerate(fresh, 1)
    )
    return made


def preview(record: Record, said: Said, now: datetime) -> tuple[Spot, ...]:
    """What a look would find, for the drafter before he submits; nothing is kept. Raises as `look` does."""
    return look(record, said, now).spots


def _in_fields(said: Said, context: screening.Context) -> Iterable[Spot]:
    for name, words in FIELD_WORDS.items():
        value = getattr(said, name)
        text = "、".join(value) if isinstance(value, tuple) else value
        for found in screen_text(text, context) if text else ():
            yield spot_of(found, name, words)


def _in_body(said: Said, context: screening.Context) -> Iterable[Spot]:
    text = plain(said.body)
    for found in screen_text(text, context) if text else ():
        yield spot_of(found, "body", f"正文第 {text.count(chr(10), 0, found.start) + 1} 段")
