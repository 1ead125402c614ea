"""Move a mark, make it larger or smaller, or give it another ground."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.actions.add_mark import LONGEST
from gongkai.requests.marking import changed, facts_of, lock_release, placed, reasoned, write_journal
from gongkai.requests.models import Mark
from gongkai.screening.covers import Cover

ACT = "change_mark"
GONE = "这处遮盖已经不在，未执行。请刷新后查看。"


@action
def change_mark(
    release_id: int, mark_id: int, place: Cover, ground: str, reason: str = "", *, actor: Actor, now: datetime
) -> Mark:
    """Put the mark where it is said; a proof there was is void. Nothing is written where nothing changes.

    Raises Refused "no-mark" and those of `add_mark`.
    """
    release = lock_release(release_id, actor)
    mark = Mark.objects.filter(release=release, pk=mark_id).first()
    if mark is None:
        raise Refused("no-mark", GONE)
    before = facts_of(release)
    where, why = placed(place, release.pages), reasoned(ground, day_of(now))
    said = (where.page, where.left, where.top, where.width, where.height, why, reason.strip()[:LONGEST])
    if said == (mark.page, mark.left, mark.top, mark.width, mark.height, mark.ground, mark.reason):
        return mark
    mark.page, mark.left, mark.top, mark.width, mark.height, mark.ground, mark.reason = said
    mark.save()
    changed(release)
    write_journal(release, ACT, before, f"第 {where.page} 页改动一处遮盖", actor, now)
    return mark
