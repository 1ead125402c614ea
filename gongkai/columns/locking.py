"""One page held still for one act, and what every act on a page does: the edition counted up, the journal written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from gongkai.columns.decide import faults
from gongkai.columns.models import Page, PagePublication, PageText
from gongkai.columns.values import cleaned, hash_of
from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.problems import Problem
from gongkai.law.unit_columns import columns
from gongkai.units.models import Agency, Person

NOTE_LIMIT = 300


class Barred(Refused):
    """Refused by one or more problems; `problems` has every one with its field. The first one's code stands for all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].code, "".join(problem.sentence for problem in self.problems))


def rules_day(now: datetime) -> date:
    """The Beijing day whose rules hold."""
    return now.astimezone(BEIJING).date()


def lock(page_id: int, edition: int | None = None) -> Page:
    """The page with its unit and text, locked until the transaction ends.

    `edition` is the one the person saw. Raises Refused "no-page", "changed-meanwhile".
    """
    rows = Page.objects.select_for_update(of=("self",)).select_related("agency", "text")
    found = rows.filter(pk=page_id).first()
    if found is None:
        raise Refused("no-page", "没有这个专栏页面。请从“单位专栏”重新打开。")
    if edition is not None and found.edition != edition:
        raise Refused("changed-meanwhile", "这个页面已由他人改动，本次未执行。请刷新后查看现在的内容。")
    return found


def text_of(page: Page) -> PageText:
    """What the page says now."""
    if page.text is None:
        raise Refused("no-text", "这个页面还没有内容。请先编写。")
    return page.text


def read_values(kind: str, given: Mapping[str, str], now: datetime) -> dict[str, str]:
    """What was handed in, cleaned. Raises Barred for what cannot be kept."""
    on = rules_day(now)
    values = cleaned(kind, given, on)
    if found := faults(kind, values, on):
        raise Barred(found)
    return values


def write_text(page: Page, values: Mapping[str, str], person: Person, now: datetime) -> PageText:
    """The next text of the page."""
    last = PageText.objects.filter(page=page).order_by("-number").values_list("number", flat=True).first() or 0
    return PageText.objects.create(
        page=page,
        number=last + 1,
        values=dict(values),
        hash=hash_of(page.kind, values),
        written_by=person,
        written_at=now,
    )


def title_of(kind: str, values: Mapping[str, str], agency: Agency, on: date) -> str:
    """How a page is called: by its first field, or the unit's name and the column's where it has one page of a kind."""
    own = values.get("title") or values.get("name")
    if own:
        return own
    label = next((one.label for one in columns(on) if one.kind == kind), "")
    return f"{agency.name}{label}"


def current_public(page: Page) -> PagePublication | None:
    """The public version, held until the transaction ends; None where nothing is public."""
    rows = PagePublication.objects.select_for_update().filter(page=page, state=PagePublication.State.PUBLISHED)
    return rows.first()


def note_of(words: str, what: str) -> str:
    """A note to people, trimmed. Raises Refused when it is too long."""
    note = words.strip()
    if len(note) > NOTE_LIMIT:
        raise Refused("note-long", f"{what}有 {len(note)} 字，最多 {NOTE_LIMIT} 字，未执行。请缩短。")
    return note


def facts_of(page: Page) -> dict[str, Any]:
    """The page as the journal tells it."""
    text = page.text
    return {
        "kind": page.kind,
        "key": page.key,
        "state": page.state,
        "edition": page.edition,
        "text": text.hash if text is not None else "",
        "stale_since": page.stale_since.isoformat() if page.stale_since else "",
    }


def save(page: Page, now: datetime) -> None:
    """Keep the page as it stands now, counted up."""
    page.edition += 1
    page.changed_at = now
    page.save()


def write_journal(
    page: Page, act: str, before: Mapping[str, Any], reason: str, actor: Actor, now: datetime, **more: Any
) -> None:
    """One row in the unit's chain."""
    journal.write(
        page.agency.code, act=act, subject=f"column-page {page.key}", before=before, after=facts_of(page) | more,
        reason=reason, actor=actor, now=now,
    )  # fmt: skip
