"""Note that something a public page tells of has become different: from that day the time to mend it runs."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.columns.locking import current_public, facts_of, lock, note_of, rules_day, save, write_journal
from gongkai.columns.models import Page
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import EDIT_COLUMNS

ACT = "note_column_change"


@action
def note_change(page_id: int, edition: int | None, since: date, reason: str, *, actor: Actor, now: datetime) -> Page:
    """Keep the day and what changed; publishing anew ends it. An earlier day noted before is not moved later.

    Raises Refused "no-page", "changed-meanwhile", "not-allowed", "no-reason", "note-long", "not-published", "future".
    """
    page = lock(page_id, edition)
    require(actor, EDIT_COLUMNS, page.agency.code, "登记专栏页面的变更")
    note = note_of(reason, "变更内容")
    if not note or len(note) > 200:
        raise Refused("no-reason", "请写明什么变了，最多 200 字，未登记。")
    if since > rules_day(now):
        raise Refused("future", f"变更日期 {since.isoformat()} 还没有到，未登记。请在变更后登记，或者先改好页面。")
    if current_public(page) is None:
        raise Refused("not-published", "该页面没有公开的版本，不必登记变更。请直接修改并提交。")
    before = facts_of(page)
    page.stale_since = min(since, page.stale_since) if page.stale_since else since
    page.stale_reason = note
    save(page, now)
    write_journal(page, ACT, before, note, actor, now)
    return page
