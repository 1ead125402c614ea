"""Give up the draft of the site's profile."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.locking import rules_day
from gongkai.columns.models import SiteDraft
from gongkai.columns.site_values import facts_of
from gongkai.columns.whole_site import CHAIN, SUBJECT, require_whole
from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor

ACT = "drop_site_draft"


@action
def drop_site_draft(edition: int, *, actor: Actor, now: datetime) -> None:
    """The site stays as it is. Raises Refused "not-allowed", "no-draft", "changed-meanwhile"."""
    require_whole(actor, rules_day(now), "放弃站点信息的草稿")
    journal.held_head(CHAIN)  # one at a time, also where there is no draft yet to hold
    draft = SiteDraft.objects.select_for_update().first()
    if draft is None:
        raise Refused("no-draft", "没有草稿可以放弃。请刷新后查看。")
    if draft.edition != edition:
        raise Refused("changed-meanwhile", "草稿已不是你看到的那一版，未放弃。请刷新后查看。")
    before = facts_of(draft)
    draft.delete()
    journal.write(CHAIN, act=ACT, subject=SUBJECT, before=before, after={}, reason="放弃草稿", actor=actor, now=now)
