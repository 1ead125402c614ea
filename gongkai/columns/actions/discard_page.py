"""Give up a page that was never public."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.locking import facts_of, lock, save, write_journal
from gongkai.columns.models import Page, PagePublication
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import EDIT_COLUMNS

ACT = "discard_column_page"


@action
def discard_page(page_id: int, edition: int | None = None, *, actor: Actor, now: datetime) -> Page:
    """Off the lists; its texts stay, and changing it takes it up again.

    Raises Refused "no-page", "changed-meanwhile", "not-allowed", "was-public", "discarded".
    """
    page = lock(page_id, edition)
    require(actor, EDIT_COLUMNS, page.agency.code, "作废专栏页面")
    if PagePublication.objects.filter(page=page).exists():
        raise Refused("was-public", "该页面公开过，不能作废，未执行。不再适用的，由发布人员撤回并写明原因。")
    if page.state == Page.State.WITHDRAWN:
        raise Refused("discarded", "该页面已作废。要恢复的，修改内容即可。")
    before = facts_of(page)
    page.state = Page.State.WITHDRAWN
    save(page, now)
    write_journal(page, ACT, before, "作废", actor, now)
    return page
