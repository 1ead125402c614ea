"""The queries by which faces reach one request. `asker` comes first; another unit's request is not there for him."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Model, OuterRef, Prefetch, prefetch_related_objects

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.clock_entries import EntryKind
from gongkai.law.procedure import State
from gongkai.requests import sight
from gongkai.requests.acting import Possible, possible
from gongkai.requests.applicants import ApplicantData, masked, opened
from gongkai.requests.models import Clock, ClockEntry, Paper, Quote, Request, RequestItem, SubCase
from gongkai.requests.standing import EXTENDED, facts_for
from gongkai.requests.stepping import table_of

visible = sight.visible
seen = sight.seen
# What a list of papers needs; the composed documents stay where they are.
PAPER_LINE = ("request", "subcase", "kind", "state", "title", "number", "issued_on", "made_at")


# What most requests have none of: whether there is any is asked with the request itself.
SELDOM: dict[str, type[Model]] = {"subcases": SubCase, "quotes": Quote}
ANY = "any_"


@dataclass(frozen=True, slots=True)
class Whole:
    """A request as a page shows it: the row with its clocks, papers, sub-cases, quotes and matters at hand, where it
    stands, what can be done now, and its applicant masked; `waits`: a correction that came late is to be judged."""

    row: Request
    state: State
    acts: tuple[Possible, ...]
    applicant: ApplicantData
    waits: bool


def whole(asker: Actor, request_id: int, on: date) -> Whole:
    """One request for its pages. Raises Refused "no-request"."""
    # Other requests it is tied to are rare; each is fetched only where there is one.
    rows = sight.visible(asker).select_related("agency", "handler", "identity_check").annotate(**_few())
    found = next(iter(rows.filter(pk=request_id)), None)
    if found is None:
        raise Refused("no-request", sight.NOT_THERE)
    papers = Paper.objects.only(*PAPER_LINE).order_by("id")
    # In an order of their own: the models' order asks for the request once more.
    clocks, items = Clock.objects.order_by("id"), RequestItem.objects.order_by("position")
    prefetch_related_objects(
        [found], Prefetch("clocks", clocks), Prefetch("papers", papers), Prefetch("items", items), *_seldom(found)
    )
    facts = facts_for(found, on)
    acts = tuple(possible(asker, found, facts))
    return Whole(found, table_of(found).states[found.state], acts, masked(opened(found)), facts.statement_waits)


def _few() -> dict[str, Exists]:
    extended = ClockEntry.objects.filter(clock__request=OuterRef("pk"), kind=EntryKind.EXTEND.value)
    few = {ANY + name: Exists(model._default_manager.filter(request=OuterRef("pk"))) for name, model in SELDOM.items()}
    return few | {EXTENDED: Exists(extended)}


def _seldom(found: Request) -> list[str]:
    """Those that are fetched, for there are some; of the others it is noted on the row that there are none."""
    none = {name: model._default_manager.none() for name, model in SELDOM.items() if not getattr(found, ANY + name)}
    found._prefetched_objects_cache = none  # type: ignore[attr-defined]
    return [name for name in SELDOM if name not in none]
