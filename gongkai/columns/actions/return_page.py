"""Send a page that was handed over back to those who write it."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.locking import facts_of, lock, note_of, save, write_journal
from gongkai.columns.models import Page
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import PUBLISH_COLUMNS

ACT = "return_column_page"


@action
def return_page(page_id: int, edition: int | None, reason: str, *, actor: Actor, now: datetime) -> Page:
    """Back, with what is to be mended.

    Raises Refused "no-page", "changed-meanwhile", "not-allowed", "not-submitted", "no-reason", "note-long".
    """
    page = lock(page_id, edition)
    require(actor, PUBLISH_COLUMNS, page.agency.code, "退回专栏页面")
    note = note_of(reason, "退回理由")
    if not note:
        raise Refused("no-reason", "退回须写明理由，未退回。请写明要改什么。")
    if page.state != Page.State.SUBMITTED:
        raise Refused("not-submitted", f"该页面现为“{page.get_state_display()}”状态，不能退回。请刷新后查看。")
    before = facts_of(page)
    page.state, page.returned_reason = Page.State.RETURNED, note
    save(page, now)
    write_journal(page, ACT, before, note, actor, now)
    return page
