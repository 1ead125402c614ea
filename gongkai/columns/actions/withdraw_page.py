"""Withdraw a public page of a unit's column: its facts go; title, day and reason stay."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.locking import current_public, facts_of, lock, note_of, save, write_journal
from gongkai.columns.models import Page, PagePublication
from gongkai.columns.telling import tell_of
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import PUBLISH_COLUMNS

ACT = "withdraw_column_page"
State = PagePublication.State


@action
def withdraw_page(page_id: int, edition: int | None, reason: str, *, actor: Actor, now: datetime) -> PagePublication:
    """Turn the public version into a stub and empty every earlier one.

    Raises Refused "no-page", "changed-meanwhile", "not-allowed", "no-reason", "note-long", "not-published".
    """
    page = lock(page_id, edition)
    require(actor, PUBLISH_COLUMNS, page.agency.code, "撤回专栏页面")
    note = note_of(reason, "撤回原因")
    if not note:
        raise Refused("no-reason", "撤回须写明原因，未撤回。原因会显示在原网址上。")
    made = current_public(page)
    if made is None:
        raise Refused("not-published", "该页面没有公开的版本，无可撤回。请刷新后查看。")
    before = facts_of(page)
    PagePublication.objects.filter(page=page).update(snapshot={})
    PagePublication.objects.filter(pk=made.pk).update(state=State.WITHDRAWN, withdrawn_at=now, withdrawn_reason=note)
    made.refresh_from_db()
    page.state = Page.State.WITHDRAWN
    save(page, now)
    tell_of(made, now)
    write_journal(page, ACT, before, note, actor, now, public_version=made.version)
    return made
