"""Remove a canned phrase of a unit."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.models import CannedPhrase
from gongkai.units.powers import SET_PHRASES

ACT = "remove_phrase"


@action
def remove_phrase(phrase_id: int, *, actor: Actor, now: datetime) -> None:
    """Take it off the list. Raises Refused: "no-phrase" (also for one that belongs to every unit), "not-allowed"."""
    phrase = CannedPhrase.objects.select_related("agency").filter(pk=phrase_id, agency__isnull=False).first()
    if phrase is None or phrase.agency is None:
        raise Refused("no-phrase", "没有这条本单位的常用语，未删除。请刷新后查看。")
    require(actor, SET_PHRASES, phrase.agency.code, "设定常用语")
    phrase.delete()
    journal.write(
        phrase.agency.code,
        act=ACT,
        subject=f"phrase {phrase_id}",
        before={"use": phrase.use, "words": phrase.words},
        after={},
        reason="删除常用语",
        actor=actor,
        now=now,
    )
