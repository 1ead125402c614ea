"""Give a file up again: it is not going to be given, or not in this version."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.locking import subject_of
from gongkai.requests.marking import facts_of, lock_release
from gongkai.requests.models import Conversion

ACT = "drop_release"


@action
def drop_release(release_id: int, *, actor: Actor, now: datetime) -> None:
    """Remove the version with its marks. Raises Refused "conversion-open" and those of `lock_release`."""
    release = lock_release(release_id, actor)
    if Conversion.objects.filter(release=release).exists():
        raise Refused("conversion-open", "这份文件已列入转为主动公开，不能撤去。请先就转为主动公开作出决定。")
    before, request = facts_of(release), release.request
    release.delete()
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after={}, reason="不再提供这份文件",
        actor=actor, now=now,
    )  # fmt: skip
