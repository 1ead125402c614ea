"""Order a release to be burned and proven; a process does it, since it takes time."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.marking import facts_of, lock_release, write_journal
from gongkai.requests.models import Burning
from gongkai.requests.releases import OFFERED, marks_hash
from gongkai.units.acting import person_of

ACT = "order_burning"


@action
def order_burning(release_id: int, *, agreed: bool = False, actor: Actor, now: datetime) -> Burning:
    """Write the order down, bound to the marks as they are. `agreed`: words that are covered here and stand in the open
    elsewhere may stay. Raises Refused "proven-already" and those of `lock_release`.
    """
    release = lock_release(release_id, actor)
    if release.state in OFFERED:
        raise Refused("proven-already", "这份文件已经处理并验证，标注没有变化，不用再次处理。")
    order = Burning.objects.create(
        release=release, asked_by=person_of(actor), asked_at=now, agreed=agreed, marks_hash=marks_hash(release),
        total=release.pages,
    )  # fmt: skip
    write_journal(release, ACT, facts_of(release), "按标注生成文件并验证", actor, now)
    return order
