"""Begin a page of a unit's column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.columns.locking import read_values, write_journal, write_text
from gongkai.columns.models import Page
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import EDIT_COLUMNS

ACT = "start_column_page"
SINGLE = (Page.Kind.GUIDE, Page.Kind.INSTITUTION)


@action
def start_page(agency: Agency, kind: str, values: Mapping[str, str], *, actor: Actor, now: datetime) -> Page:
    """A draft with its first text; nothing is public yet.

    Raises Refused "not-allowed", "page-kind", "page-exists", Barred for values that cannot be kept.
    """
    require(actor, EDIT_COLUMNS, agency.code, "编写专栏页面")
    if kind not in Page.Kind.values:
        raise Refused("page-kind", "没有这一种专栏页面，未新建。请从“单位专栏”选择。")
    said = read_values(kind, values, now)
    # The unit held still, so that two who begin at once do not get the same address.
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    count = Page.objects.filter(agency=held, kind=kind).count()
    if kind in SINGLE and count:
        label = Page.Kind(kind).label
        raise Refused("page-exists", f"{held.short}已有{label}，一个单位只有一份，未新建。请在原页面上修改。")
    key = held.code if kind in SINGLE else f"{held.code}-{count + 1}"
    page = Page.objects.create(agency=held, kind=kind, key=key, made_at=now, changed_at=now)
    page.text = write_text(page, said, person_of(actor), now)
    page.save(update_fields=["text"])
    write_journal(page, ACT, {}, "新建", actor, now)
    return page
