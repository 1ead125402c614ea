"""The desk's queries on column pages: those of a unit with what is missing and since when they are stale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.columns.decide import lacks
from gongkai.columns.models import Page, PagePublication, PageText, SiteDraft, SiteProfile
from gongkai.columns.public_page import Fact, Section
from gongkai.columns.whole_site import manages, manages_all, require_whole
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars
from gongkai.law.deadlines import due, start
from gongkai.law.errors import LawError
from gongkai.law.problems import Problem
from gongkai.law.unit_columns import Column, columns, page_fields
from gongkai.records.published_numbers import public_numbers
from gongkai.units.models import AgencyName
from gongkai.units.powers import EDIT_COLUMNS, PUBLISH_COLUMNS, READ

RULE = "column_page_update"


@dataclass(frozen=True, slots=True)
class Stale:
    """Something a public page tells of is different since a day; `due` is the last day to mend it, None if unknown."""

    since: date
    reason: str
    due: date | None
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One page on the desk: its title now, what of it is public, what is missing, whether it is stale."""

    page: Page
    title: str
    public: PagePublication | None
    missing: tuple[Problem, ...]
    stale: Stale | None

    @property
    def changed(self) -> bool:
        """Whether the public reads another text than this."""
        return self.public is None or self.page.text is None or self.public.text_hash != self.page.text.hash


@dataclass(frozen=True, slots=True)
class Group:
    """One column with its pages. `wanted` says that the law asks for it and nothing of it is public."""

    column: Column
    lines: tuple[Line, ...]

    @property
    def wanted(self) -> bool:
        """Whether a column that must be there is not."""
        return self.column.required and not any(line.public for line in self.lines)


def may_see(asker: Actor, code: str) -> bool:
    """Whether the asker sees the column pages of that unit."""
    return any(asker.may(act, code) for act in (READ, EDIT_COLUMNS, PUBLISH_COLUMNS))


def may_edit(asker: Actor, code: str) -> bool:
    """Whether the asker writes the column pages of that unit."""
    return asker.may(EDIT_COLUMNS, code)


def may_publish(asker: Actor, code: str) -> bool:
    """Whether the asker publishes the column pages of that unit."""
    return asker.may(PUBLISH_COLUMNS, code)


def page(asker: Actor, page_id: int) -> Page | None:
    """One page of a unit the asker sees, or None."""
    found = Page.objects.select_related("agency", "text__written_by").filter(pk=page_id).first()
    return found if found is not None and may_see(asker, found.agency.code) else None


def groups(asker: Actor, code: str, on: date) -> list[Group]:
    """The columns that a unit writes for, in the law's order, each with its pages. Empty for a unit one may not see."""
    if not may_see(asker, code):
        return []
    rows = Page.objects.filter(agency__code=code).select_related("agency", "text").order_by("id")
    public = {row.page_id: row for row in _public(code)}
    kept = [row for row in rows if row.state != Page.State.WITHDRAWN or row.pk in public or row.publications.exists()]
    lines = [line_of(asker, row, on, public.get(row.pk)) for row in kept]
    return [
        Group(column, tuple(line for line in lines if line.page.kind == column.kind))
        for column in columns(on)
        if column.kind
    ]


def line_of(asker: Actor, row: Page, on: date, public: PagePublication | None = None) -> Line:
    """A page as the desk lists it."""
    values = row.text.values if row.text is not None else {}
    number = values.get("index_number", "")
    known = public_numbers(asker, [number]) if number else ()
    own = values.get("title") or values.get("name") or row.get_kind_display()
    return Line(row, own, public, lacks(row.kind, values, on, known), stale_of(row, public) if public else None)


def public_of(asker: Actor, row: Page) -> PagePublication | None:
    """The version that the public reads, or the stub; None where nothing was ever public."""
    return PagePublication.objects.filter(page=row).exclude(state=PagePublication.State.REPLACED).first()


def stale_of(row: Page, public: PagePublication) -> Stale | None:
    """Since when the public page is not right any more: as noted, or because the unit bears another name."""
    found = [(row.stale_since, row.stale_reason)] if row.stale_since else []
    if public.agency_name != row.agency.name:
        last = AgencyName.objects.filter(agency=row.agency).order_by("-ends").first()
        if last is not None:
            found.append((last.ends, f"单位已更名为“{row.agency.name}”，公开的页面仍用原名称"))
    if not found:
        return None
    since, reason = min(found)
    try:
        return Stale(since, reason, due(RULE, [start(since)], Calendars.published()).last_day)
    except LawError as error:
        return Stale(since, reason, None, error.sentence)


def history(asker: Actor, row: Page) -> list[PagePublication]:
    """All public versions of a page, newest first, with who wrote and who published them."""
    rows = PagePublication.objects.filter(page=row).select_related("written_by", "published_by")
    return list(rows.order_by("-version"))


def texts(asker: Actor, row: Page) -> list[PageText]:
    """All texts of a page, newest first."""
    return list(PageText.objects.filter(page=row).select_related("written_by").order_by("-number"))


def sections(row: Page, on: date) -> tuple[Section, ...]:
    """What the page says now, under the headings of the public page."""
    values = row.text.values if row.text is not None else {}
    facts = [
        Fact(one.code, one.label, one.section, one.kind, one.words(values[one.code]), values[one.code])
        for one in page_fields(row.kind, on)
        if values.get(one.code)
    ]
    labels = dict.fromkeys(fact.section for fact in facts)
    return tuple(Section(label, tuple(fact for fact in facts if fact.section == label)) for label in labels)


def manages_site(asker: Actor) -> bool:
    """Whether the asker manages the site for some unit at least."""
    return manages(asker)


def sees_site(asker: Actor, on: date) -> bool:
    """Whether the asker may change the whole site."""
    return manages_all(asker, on)


def site_barrier(asker: Actor, on: date) -> None:
    """Raise Refused "not-allowed", naming a unit that keeps the asker from changing the whole site."""
    require_whole(asker, on, "修改站点信息")


def site_draft(asker: Actor, on: date) -> SiteDraft | None:
    """The draft of the profile, for those who may change it."""
    return SiteDraft.objects.select_related("written_by").first() if sees_site(asker, on) else None


def site_history(asker: Actor, on: date) -> Iterable[SiteProfile]:
    """All profiles that are or were in use, newest first, for those who may change the site."""
    rows = SiteProfile.objects.select_related("used_by", "written_by").order_by("-id")
    return list(rows) if sees_site(asker, on) else []


def _public(code: str) -> Iterable[PagePublication]:
    return PagePublication.objects.filter(agency_code=code, state=PagePublication.State.PUBLISHED)
