"""Publish a page of a unit's column: the only way by which one becomes public."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gongkai.columns.actions.submit_page import missing_of
from gongkai.columns.decide import publishing_barrier
from gongkai.columns.locking import (
    Barred,
    current_public,
    facts_of,
    lock,
    note_of,
    rules_day,
    save,
    text_of,
    title_of,
    write_journal,
)  # fmt: skip
from gongkai.columns.models import Page, PagePublication
from gongkai.columns.telling import tell_of
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.unit_columns import page_fields
from gongkai.units.acting import person_of
from gongkai.units.powers import PUBLISH_COLUMNS

ACT = "publish_column_page"
State = PagePublication.State


@action
def publish_page(
    page_id: int, edition: int | None, seen: str, change_note: str = "", *, actor: Actor, now: datetime
) -> PagePublication:
    """Make the text that was handed over public: snapshot, state, journal and what the public side is told, at once.

    `seen` is the hash of the text the publisher read. A version after the first needs `change_note`. Raises Barred
    with what is missing or "own-page", Refused "no-page", "changed-meanwhile", "not-allowed", "not-submitted",
    "no-note", "note-long".
    """
    page = lock(page_id, edition)
    require(actor, PUBLISH_COLUMNS, page.agency.code, "发布专栏页面")
    text, person, note = text_of(page), person_of(actor), note_of(change_note, "改动说明")
    if page.state != Page.State.SUBMITTED:
        raise Refused("not-submitted", f"该页面现为“{page.get_state_display()}”状态，只有提交的可以发布。请先提交。")
    if seen != text.hash:
        raise Refused("changed-meanwhile", "页面内容已不是你看到的那一版，未发布。请刷新后重新核对。")
    own = publishing_barrier(writer=text.written_by_id, publisher=person.pk, words="本单位另一位有发布权限的人员")
    problems = (*((own,) if own else ()), *missing_of(page, actor, now))
    if problems:
        raise Barred(problems)
    earlier = current_public(page)
    version = PagePublication.objects.filter(page=page).count() + 1
    if version > 1 and not note:
        raise Refused("no-note", "不是第一次发布，须写明改动说明，未发布。说明会显示在页面上。")
    before = facts_of(page)
    first = earlier.first_published_at if earlier is not None else now
    PagePublication.objects.filter(page=page).exclude(state=State.REPLACED).update(state=State.REPLACED)
    made = PagePublication.objects.create(
        page=page, version=version, kind=page.kind, key=page.key, agency_code=page.agency.code,
        agency_name=page.agency.name, title=title_of(page.kind, text.values, page.agency, rules_day(now)),
        snapshot=snapshot_of(page.kind, text.values, rules_day(now)), text_hash=text.hash, written_by=text.written_by,
        published_by=person, published_at=now, first_published_at=first, change_note=note if version > 1 else "",
    )  # fmt: skip
    page.state, page.stale_since, page.stale_reason = Page.State.PUBLISHED, None, ""
    save(page, now)
    tell_of(made, now)
    write_journal(page, ACT, before, note or "发布", actor, now, public_version=version)
    return made


def snapshot_of(kind: str, values: Mapping[str, str], on: date) -> dict[str, Any]:
    """All that the public page needs: the facts in the law's order under that day's names."""
    facts = [
        {
            "code": field.code, "label": field.label, "section": field.section, "kind": field.kind,
            "value": field.words(values[field.code]), "raw": values[field.code], "cite": field.cite,
        }
        for field in page_fields(kind, on)
        if values.get(field.code)
    ]  # fmt: skip
    return {"facts": facts}
