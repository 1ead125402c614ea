"""Add a canned phrase of a unit."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.models import CannedPhrase
from gongkai.units.models import Agency
from gongkai.units.powers import SET_PHRASES

ACT = "add_phrase"
LONGEST = 300


@action
def add_phrase(agency: Agency, use: str, words: str, *, actor: Actor, now: datetime) -> CannedPhrase:
    """Keep the words for that use. Raises Refused: "not-allowed", "phrase-use", "phrase-words", "phrase-twice"."""
    require(actor, SET_PHRASES, agency.code, "设定常用语")
    text = " ".join(words.split())
    if use not in CannedPhrase.Use.values:
        raise Refused("phrase-use", "没有选定常用语用在何处，未保存。请选定。")
    if not text or len(text) > LONGEST:
        raise Refused("phrase-words", f"常用语须有 1 至 {LONGEST} 字，未保存。")
    if CannedPhrase.objects.filter(agency=agency, use=use, words=text).exists():
        raise Refused("phrase-twice", "已有相同的常用语，没有重复保存。")
    made = CannedPhrase.objects.create(agency=agency, use=use, words=text)
    journal.write(
        agency.code,
        act=ACT,
        subject=f"phrase {made.pk}",
        before={},
        after={"use": use, "words": text},
        reason="增加常用语",
        actor=actor,
        now=now,
    )
    return made
