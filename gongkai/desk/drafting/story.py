"""The history of a record in words: what happened, by whom, why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.records.models import Content
from gongkai.records.reads_path import Event, step_label

WORDS = {
    "submitted": _("提交审核"), "passed": _("通过"), "returned": _("退回"), "escalated": _("报请确定"),
    "answered_may": _("答复：可以公开"), "answered_may_not": _("答复：不得公开"),
    "published": _("发布"), "withdrawn": _("撤回"),
}  # fmt: skip
TONES = {"returned": "back", "answered_may_not": "back", "escalated": "hold", "withdrawn": "back"}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the timeline."""

    at: datetime
    what: str
    who: str
    words: str
    tone: str
    content: Content | None


def story_of(events: Iterable[Event], on: date) -> list[Told]:
    """The events, the newest first."""
    told = [Told(one.at, _what(one, on), one.who, one.words, TONES.get(one.what, ""), one.content) for one in events]
    return told[::-1]


def _what(event: Event, on: date) -> str:
    if event.what == "content" and event.content is not None:
        version = event.content.version
        return gettext("起草") if version == 1 else gettext("修改为第 %(version)d 稿") % {"version": version}
    words = str(WORDS.get(event.what, event.what))
    return f"{step_label(event.step, on)}：{words}" if event.step else words
