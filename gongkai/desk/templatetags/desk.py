"""What the templates of the desk share: the frame, icons, clock chips, state tags, fields, the pager."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.desk.frame import side, standing
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.frame.clocks import Clock, clock_of
from gongkai.desk.frame.standing import Post
from gongkai.kit import clock, pulse
from gongkai.records import reads_tasks
from gongkai.units import reads_people
from gongkai.units.powers import SEE_WORKER

register = Library()
# Icon and tone of each state of a record.
STATES = {
    "draft": ("pen", ""), "in_review": ("clock", "care"), "returned": ("back", "care"), "escalated": ("hold", "care"),
    "approved": ("ok", "main"), "registered": ("doc", "main"), "published": ("okc", "main"),
    "withdrawn": ("noc", "past"), "discarded": ("noc", "past"), "historic": ("doc", "past"),
}  # fmt: skip


MOST = 99


@dataclass(frozen=True, slots=True)
class Sign:
    """Whether a worker lives (`working`: its last sign on watch) and when any was last heard."""

    working: datetime | None
    last: datetime | None

    @property
    def alive(self) -> bool:
        """A worker is on watch and was heard lately."""
        return self.working is not None

    @property
    def at(self) -> datetime | None:
        """The sign to be shown."""
        return self.working or self.last


@dataclass(frozen=True, slots=True)
class Frame:
    """What base.html shows around a page; `known` is false for a page shown before signing in."""

    known: bool
    name: str = ""
    post: Post | None = None
    posts: tuple[Post, ...] = ()
    groups: tuple[side.Group, ...] = ()
    tasks: str = ""
    unread: int = 0
    pulse: Sign | None = None
    may_draft: bool = False


@register.simple_tag(takes_context=True)
def desk_frame(context: Context) -> Frame:
    """The frame for the request at hand."""
    request: HttpRequest | None = context.get("request")
    if request is None or not hasattr(request, "actor") or not actor_in(request).known:
        return Frame(False)
    actor, match, now = actor_in(request), request.resolver_match, clock.now()
    watching = any(act == SEE_WORKER for act, _ in actor.grants)
    said = reads_people.figures(
        actor, tasks=reads_tasks.how_many(actor, MOST), unread=reads_people.unread(actor),
        **(pulse.signs(now) if watching else {}),
    )  # fmt: skip
    at = standing.post(request)
    return Frame(
        known=True,
        name=actor.name,
        post=at,
        posts=standing.posts(request),
        groups=side.groups(actor, clock.today(), match.url_name or "" if match and match.app_name == "desk" else ""),
        tasks=_figure(said.get("tasks", 0)),
        unread=said.get("unread", 0),
        pulse=Sign(said.get("working"), said.get("last")) if watching else None,
        may_draft=at is not None and side.may_draft(actor, at.agency.code),
    )


def _figure(count: int) -> str:
    """Beyond MOST nobody counts, and the database should not either."""
    return f"{MOST}+" if count > MOST else str(count or "")


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of icons.html; words stand beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.inclusion_tag("desk/parts/clock.html")
def clock_chip(due: date | Clock | None, on: date | None = None) -> dict[str, Any]:
    """The chip for a day (seen on `on`, today if not given), or for a Clock already made."""
    return {"clock": due if isinstance(due, Clock) else clock_of(due, on or clock.today())}


@register.inclusion_tag("desk/parts/state.html")
def state_tag(record: Any, words: str = "") -> dict[str, Any]:
    """The tag of a record's state; `words` say it more exactly (待保密审查)."""
    name, tone = STATES.get(record.state, ("doc", ""))
    return {"icon": name, "tone": tone, "words": words or record.get_state_display()}


@register.inclusion_tag("desk/field.html")
def field(bound: BoundField, hint: str = "", kind: str = "") -> dict[str, Any]:
    """A form field in the house's order: label, hint, error, control. `kind` adds classes to the field."""
    return {"field": bound, "hint": hint or bound.help_text, "kind": kind, "errors": bound.errors}


@register.inclusion_tag("desk/parts/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], unit: str = "件") -> dict[str, Any]:
    """First, neighbours, last; the filters of the address stay."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "query": query.urlencode(), "unit": unit}
