"""Change what a page says; what is public of it stays until the new text is published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.columns.locking import facts_of, lock, read_values, save, text_of, write_journal, write_text
from gongkai.columns.models import Page
from gongkai.columns.values import hash_of
from gongkai.kit.action import action, require
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.powers import EDIT_COLUMNS

ACT = "change_column_page"


@action
def change_page(page_id: int, edition: int | None, values: Mapping[str, str], *, actor: Actor, now: datetime) -> Page:
    """A new text, and the page a draft again. The same words once more change nothing and write nothing.

    Raises Refused "no-page", "changed-meanwhile", "not-allowed", Barred for values that cannot be kept.
    """
    page = lock(page_id, edition)
    require(actor, EDIT_COLUMNS, page.agency.code, "编写专栏页面")
    said = read_values(page.kind, values, now)
    if hash_of(page.kind, said) == text_of(page).hash and page.state != Page.State.WITHDRAWN:
        return page
    before = facts_of(page)
    page.text = write_text(page, said, person_of(actor), now)
    page.state, page.returned_reason = Page.State.DRAFT, ""
    save(page, now)
    write_journal(page, ACT, before, "修改", actor, now)
    return page
