"""From the decisions on the single matters to the one leaf in which a request counts (条例第三十六条至第三十九条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.errors import LawError
from gongkai.law.outcomes import UnknownOutcome, edition_on, leaf_for
from gongkai.requests.models import ClockEntry, Request, RequestItem

REDOING, ORDERED = "redoing", "order_again"
RELEASED = frozenset({"release", "already_public"})


@dataclass(frozen=True, slots=True)
class Closing:
    """How a request ends: the main decision with its ground, and the statutory leaf it counts in."""

    decision: str
    ground: str
    severed: bool
    leaf: str


def closing_of(items: Sequence[RequestItem], on: date) -> Closing:
    """The one closing that all decisions together make. Raises UnknownOutcome with a sentence where they make none.

    All alike: that one. Something given and something not: partial release, which counts nowhere else. Nothing given:
    the first matter's decision stands for all (docs/decisions/D-262).
    """
    if not items:
        raise UnknownOutcome("申请还没有列出要办理的事项。")
    open_items = [one.position for one in items if not one.decision]
    if open_items:
        raise UnknownOutcome(f"第 {'、'.join(map(str, open_items))} 项还没有处理决定。")
    edition = edition_on(on)
    given = [one for one in items if one.decision in RELEASED]
    severed = any(one.severed for one in items) or (bool(given) and len(given) < len(items))
    main = next((one for one in items if one.severed), given[0] if given else items[0])
    decision, ground = main.decision, main.ground
    if severed and given and not main.severed:
        decision, ground = "release", ""
    leaves = leaf_for(decision, edition, ground=ground, severed=severed)
    return Closing(decision, ground, severed, leaves.code)


def closing_for(decision: str, on: date, *, ground: str = "") -> Closing:
    """The closing without a reply: withdrawn, lapsed, unreachable. Raises UnknownOutcome."""
    return Closing(decision, ground, False, leaf_for(decision, edition_on(on), ground=ground).code)


def undecided(request: Request, on: date) -> str:
    """Why the decisions do not lead to one leaf for a request that is closed that day; empty when they do."""
    items = list(request.items.all())
    try:
        closing_of(items, on)
    except LawError as error:
        return str(error)
    return _decided_before(request, items) if request.state == REDOING else ""


def _decided_before(request: Request, items: Sequence[RequestItem]) -> str:
    """What was decided before the decision was set aside is to be decided anew, even where it comes out the same."""
    ordered = ClockEntry.objects.filter(clock__request=request, act=ORDERED).order_by("-id").first()
    old = [one.position for one in items if ordered and one.decided_at and one.decided_at < ordered.at]
    if not old:
        return ""
    return f"第 {'、'.join(map(str, old))} 项仍是责令重新处理之前的处理决定，须重新作出。"
