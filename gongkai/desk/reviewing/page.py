"""What the review page shows of one record: text with its marks, cards, files, statements, trail, chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from gongkai.desk.frame.clocks import clock_of
from gongkai.desk.frame.source import source_words
from gongkai.desk.reviewing import words
from gongkai.kit.who import Actor
from gongkai.records import reads, reads_path, reads_review, reads_tasks
from gongkai.records.comparing import changed_places, compare
from gongkai.records.models import CannedPhrase, Content, Finding, Record, Screening
from gongkai.records.said import Said
from gongkai.records.text.marking import Span, mark_html, shown

FILE = "file:"


@dataclass(frozen=True, slots=True)
class Card:
    """One finding as its card shows it; `earlier` is the last verdict on the same words in an earlier version."""

    finding: Finding
    label: str
    tone: str
    earlier: Finding | None

    @property
    def open(self) -> bool:
        """Whether it still waits for a verdict."""
        return self.finding.state == Finding.State.OPEN

    @property
    def where(self) -> str:
        """Where it stands, without the words with which its sentence begins anyway."""
        whole, sentence = self.finding.where, self.finding.sentence
        said = next((at for at in range(len(whole)) if sentence.startswith(whole[at:])), len(whole))
        return whole[:said].strip()

    @property
    def reason(self) -> str:
        """The reason given before for the same words, to be confirmed rather than typed again."""
        kept = self.earlier is not None and self.earlier.state == Finding.State.DISMISSED
        return self.earlier.reason if kept and self.earlier is not None else ""


@dataclass(frozen=True, slots=True)
class FileShown:
    """One attachment: its findings, what cleaning took out with the proof, and what nobody could look into."""

    name: str
    digest: str
    size: int
    cards: tuple[Card, ...]
    cleaned: Mapping[str, Any] | None
    blind: tuple[str, ...]


def page_of(asker: Actor, record: Record, now: datetime) -> dict[str, Any]:
    """The context of the review page. The record is one of the asker's own unit."""
    on = now.date()
    content = record.content
    said = reads.said(asker, record)
    if content is None or said is None:
        return {"record": record, "said": None}
    cards = cards_of(asker, content)
    standing = reads_review.standing(asker, record, now)
    screening = reads.screening_of(asker, content)
    return {
        "record": record,
        "content": content,
        "said": said,
        "standing": standing,
        "source": source_words(asker, record),
        "clock": clock_of(record.publish_due_on, on),
        "step_label": words.label("step", record.waiting_step, on),
        "cards": cards,
        "open_cards": [card for card in cards if card.open],
        "title": _marked(str(escape(said.title)), cards, "title"),
        "body": _marked(said.body, cards, "body"),
        "files": _files(said, cards, screening),
        "screening": screening,
        "facts": [
            (name, _marked(str(escape(value)), cards, place)) for place, name, value in facts_of(asker, said, on)
        ],
        "ground": words.label("ground", said.ground, on),
        "mark": words.label("mark", said.mark, on),
        "details": [
            (words.detail_label(said.ground, key, on), value) for key, value in said.ground_details.items() if value
        ],
        "trail": reads_path.mark_trail(asker, record),
        "stages": reads_path.stages(asker, record, on),
        "joint": list(reads.joint_agencies(asker, record)),
        "escalations": list(reads.escalations(asker, record)),
        "verb": words.verb(record.waiting_step),
        "phrases": phrases_of(asker, record),
        "seen": _against(asker, reads_tasks.last_seen_content(asker, record), content, now),
        "before": reads_review.last_sent_content(asker, record),
    }


def cards_of(asker: Actor, content: Content) -> tuple[Card, ...]:
    """The findings of one content as cards, by number."""
    earlier = reads.earlier_verdicts(asker, content)
    return tuple(
        Card(
            finding=one,
            label=words.kind_label(one.kind),
            tone="stop" if one.level == "sure" else "care",
            earlier=earlier.get(one.pk),
        )
        for one in reads.findings(asker, content)
    )


def phrases_of(asker: Actor, record: Record) -> dict[str, list[CannedPhrase]]:
    """The unit's canned phrases by use."""
    found: dict[str, list[CannedPhrase]] = {}
    for one in reads.phrases(asker, record.agency):
        found.setdefault(one.use, []).append(one)
    return found


def facts_of(asker: Actor, said: Said, on: date) -> list[tuple[str, str, str]]:
    """What the content states beside its text, in the fixed order of the public page: field, name, value.

    The values of fields that are screened stand as they were screened; what is empty is left out.
    """
    word = words.wording(asker, on)
    until = said.embargo_until
    rows = [
        ("doc_number", gettext("发文字号"), said.doc_number),
        ("formed_on", gettext("成文日期"), _day(said.formed_on)),
        ("effective_on", gettext("施行日期"), _day(said.effective_on)),
        ("expires_on", gettext("有效期至"), _day(said.expires_on)),
        ("origin", gettext("信息来源"), word("origin", said.origin)),
        ("joint", gettext("联合制发单位"), "、".join(word("joint", code) for code in said.joint)),
        ("class_code", gettext("公开事项"), words.label("class_code", said.class_code, on)),
        ("category", gettext("栏目"), words.label("category", said.category, on)),
        ("topic", gettext("主题分类"), said.topic),
        ("genre", gettext("公文种类"), words.label("genre", said.genre, on)),
        ("document_kind", gettext("文件性质"), words.label("document_kind", said.document_kind, on)),
        ("keywords", gettext("主题词"), "、".join(said.keywords)),
        ("embargo_until", gettext("不早于此时公开"), f"{until:%Y-%m-%d %H:%M}" if until else ""),
        ("summary", gettext("内容概述"), said.summary),
    ]
    return [(place, name, value) for place, name, value in rows if value]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _marked(html: str, cards: Sequence[Card], place: str) -> SafeString:
    """Escaped words or a cleaned body with the findings of that place marked and numbered."""
    spans = [
        Span(
            start=card.finding.start,
            end=card.finding.end,
            name=str(card.finding.number),
            words=str(card.finding.number),
            classes=f"hit {card.tone}" if card.open else f"hit {card.tone} done",
            spoken=gettext("第 %(number)d 处：%(label)s，到提示")
            % {"number": card.finding.number, "label": card.label},
        )
        for card in cards
        if card.finding.place == place
    ]
    made = shown(mark_html(html, spans), gettext("表格，可左右滚动"))
    return mark_safe(made)


def _files(said: Said, cards: Sequence[Card], screening: Screening | None) -> list[FileShown]:
    blind: dict[str, list[str]] = {}
    for one in screening.blind if screening else ():
        blind.setdefault(one["digest"], []).append(one["sentence"])
    cleaned = screening.cleaned if screening else {}
    return [
        FileShown(
            name=one.name,
            digest=one.digest,
            size=one.size,
            cards=tuple(card for card in cards if card.finding.place == FILE + one.digest),
            cleaned=cleaned.get(one.digest),
            blind=tuple(blind.get(one.digest, ())),
        )
        for one in said.files
    ]


def _against(asker: Actor, seen: Content | None, content: Content, now: datetime) -> dict[str, Any] | None:
    """How much changed since the asker last judged it; None where he has not, or nothing changed."""
    if seen is None or seen.hash == content.hash:
        return None
    return {
        "content": seen,
        "places": changed_places(compare(seen.said, content.said, words.wording(asker, now.date()))),
    }
