"""Take back what was said of two documents, with the reason; the public pages no longer say it."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.linking import apply_links, public
from gongkai.records.locking import lock, subject_of
from gongkai.records.models import RecordLink
from gongkai.units.powers import LINK_RECORDS, WITHDRAW

ACT = "remove_link"


@action
def remove_link(link_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Remove one link. Raises Refused "no-link" where it is gone, "no-reason" without a reason, "not-allowed"."""
    link = RecordLink.objects.select_related("record", "other").filter(pk=link_id).first()
    if link is None:
        raise Refused("no-link", "这一关系已经去掉，不用再去掉。")
    bearer = link.record or link.other
    assert bearer is not None  # the database has one or the other
    record = lock(bearer.pk)
    touched = [pk for pk in (link.record_id, link.other_id) if pk]
    is_public = public().filter(record__in=touched).exists()
    require(actor, WITHDRAW if is_public else LINK_RECORDS, record.agency.code, "去掉文件关系")
    if not reason.strip():
        raise Refused("no-reason", "没有写明为什么去掉这一关系，未去掉。写明理由后再去掉。")
    before = {
        "link": link.pk, "kind": link.kind, "on": link.on.isoformat(), "other": link.other_id or 0,
        "named": link.by_text or link.other_text,
    }  # fmt: skip
    other = link.other
    link.delete()
    for one in (record, other):
        if one is not None:
            apply_links(one, now)
    journal.write(
        record.agency.code,
        act=ACT,
        subject=subject_of(record.pk),
        before=before,
        after={},
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
