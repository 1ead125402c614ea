"""Hand a page over for publication."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.decide import lacks
from gongkai.columns.locking import Barred, facts_of, lock, rules_day, save, text_of, write_journal
from gongkai.columns.models import Page
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.problems import Problem
from gongkai.records.published_numbers import public_numbers
from gongkai.units.powers import EDIT_COLUMNS

ACT = "submit_column_page"
OPEN = (Page.State.DRAFT, Page.State.RETURNED)


@action
def submit_page(page_id: int, edition: int | None = None, *, actor: Actor, now: datetime) -> Page:
    """The text goes to whoever publishes, once it says all that the law asks for.

    Raises Barred with everything that is missing, Refused "no-page", "changed-meanwhile", "not-allowed", "not-open".
    """
    page = lock(page_id, edition)
    require(actor, EDIT_COLUMNS, page.agency.code, "提交专栏页面")
    if page.state not in OPEN:
        raise Refused("not-open", f"该页面现为“{page.get_state_display()}”状态，没有可提交的改动。请先修改。")
    if missing := missing_of(page, actor, now):
        raise Barred(missing)
    before = facts_of(page)
    page.state, page.returned_reason = Page.State.SUBMITTED, ""
    save(page, now)
    write_journal(page, ACT, before, "提交发布", actor, now)
    return page


def missing_of(page: Page, actor: Actor, now: datetime) -> tuple[Problem, ...]:
    """What the page still has to say on that day."""
    values = text_of(page).values
    number = values.get("index_number", "")
    public = public_numbers(actor, [number]) if number else ()
    return lacks(page.kind, values, rules_day(now), public)
