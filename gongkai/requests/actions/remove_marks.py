"""Take marks away: chosen ones, or those made last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.actions.change_mark import GONE
from gongkai.requests.marking import changed, facts_of, lock_release, write_journal
from gongkai.requests.models import Mark

ACT = "remove_marks"


@action
def remove_marks(release_id: int, mark_ids: Sequence[int], *, actor: Actor, now: datetime) -> int:
    """Remove the marks; how many there were. Raises Refused "no-mark" and those of `lock_release`."""
    release = lock_release(release_id, actor)
    before = facts_of(release)
    gone, _ = Mark.objects.filter(release=release, pk__in=mark_ids).delete()
    if not gone:
        raise Refused("no-mark", GONE)
    changed(release)
    write_journal(release, ACT, before, f"去掉 {gone} 处遮盖", actor, now)
    return gone


@action
def undo_marks(release_id: int, *, actor: Actor, now: datetime) -> int:
    """Remove what was added last: one drawn mark, or all proposals accepted at once. Raises Refused "no-mark"."""
    release = lock_release(release_id, actor)
    last = Mark.objects.filter(release=release).aggregate(last=Max("at"))["last"]
    if last is None:
        raise Refused("no-mark", "没有可以撤销的遮盖。")
    before = facts_of(release)
    gone, _ = Mark.objects.filter(release=release, at=last).delete()
    changed(release)
    write_journal(release, ACT, before, f"撤销最后增加的 {gone} 处遮盖", actor, now)
    return gone
