"""Cover a place of a file that is to be given."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.marking import MOST_MARKS, changed, facts_of, lock_release, placed, reasoned, write_journal
from gongkai.requests.models import Mark
from gongkai.screening.covers import Cover
from gongkai.units.acting import person_of

ACT = "add_mark"
LONGEST = 300


@action
def add_mark(
    release_id: int, place: Cover, ground: str, reason: str = "", *, actor: Actor, now: datetime
) -> Mark:  # fmt: skip
    """Draw one mark with its ground; a proof there was is void.

    Raises Refused "no-release", "not-allowed", "given-already", "request-closed", "burning-now", "mark-off-page",
    "mark-too-small", "mark-ground", "too-many-marks".
    """
    release = lock_release(release_id, actor)
    before = facts_of(release)
    where, why = placed(place, release.pages), reasoned(ground, day_of(now))
    if before["marks"] >= MOST_MARKS:
        raise Refused("too-many-marks", f"一份文件最多遮盖 {MOST_MARKS} 处，未遮盖。请把文件分成几份。")
    mark = Mark.objects.create(
        release=release, page=where.page, left=where.left, top=where.top, width=where.width, height=where.height,
        ground=why, reason=reason.strip()[:LONGEST], made_by=person_of(actor), at=now,
    )  # fmt: skip
    changed(release)
    write_journal(release, ACT, before, f"第 {where.page} 页增加一处遮盖", actor, now)
    return mark
