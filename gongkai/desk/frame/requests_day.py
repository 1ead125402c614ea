"""What of disclosure on request waits for a person today, for the home page: figures, each with the list behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from gongkai.desk.frame import standing
from gongkai.desk.frame.asking import actor_in, person_in
from gongkai.kit import clock
from gongkai.kit.counting import HowMany
from gongkai.law.procedure import procedure_on
from gongkai.requests import reads_asked, reads_due, reads_list, reads_matters, reads_papers
from gongkai.requests.sight import codes
from gongkai.units import reads_people
from gongkai.units.powers import HANDLE_REQUESTS


@dataclass(frozen=True, slots=True)
class Waiting:
    """One figure; `tone` is stop, care or nothing, where there is something."""

    words: str
    number: int
    address: str
    tone: str = ""


def requests_day(request: HttpRequest) -> list[Waiting]:
    """The figures of the unit one works in; none for who has nothing to do with its requests."""
    actor, at, on = actor_in(request), standing.post(request), clock.today()
    if at is None or at.agency.code not in codes(actor):
        return []
    unit = at.agency.code
    counts = reads_list.counts(actor, unit, on)
    labels = procedure_on(on).states
    found = []
    if actor.may(HANDLE_REQUESTS, unit):
        arrived, late = counts.by_state.get("arrived", 0), counts.late_confirm
        found = [
            Waiting(labels["arrived"].label, arrived, _list("?state=arrived"), "care" if arrived else ""),
            Waiting(_("逾期未确认"), late, _list("?due=confirm"), "stop" if late else ""),
        ]
    found += [
        Waiting(_("已逾期"), counts.overdue, _list("?due=overdue&sort=due"), "stop" if counts.overdue else ""),
        Waiting(_("近期到期"), counts.near, _list("?due=near&sort=due"), "care" if counts.near else ""),
    ]
    waiting = sum(1 for one in reads_papers.waiting(actor, person_in(request)) if one.agency_id == at.agency.pk)
    found.append(Waiting(_("待我审签的文书"), waiting, _page("papers"), "care" if waiting else ""))
    more = reads_people.figures(
        actor,
        asked=HowMany(reads_asked.waiting(actor, on).order_by().values("pk")),
        matters=HowMany(reads_matters.waiting(actor, on).order_by().values("pk")),
        moves=HowMany(reads_due.moves(actor, [unit]).filter(seen_at=None).order_by().values("pk")),
    )
    asked, matters, moves = more.get("asked", 0), more.get("matters", 0), more.get("moves", 0)
    found.append(Waiting(_("待我答复的交办和来函"), asked, _page("subcases"), "care" if asked else ""))
    if matters:
        found.append(Waiting(_("待我办理、签发的投诉与更正"), matters, _page("matters"), "care"))
    if moves:
        found.append(Waiting(_("节假日安排变化移动的期限"), moves, _page("request-moves"), "care"))
    return [one for one in found if one.address]


def _list(query: str) -> str:
    return _page("requests") + query


def _page(name: str) -> str:
    try:
        return reverse(f"desk:{name}")
    except NoReverseMatch:
        return ""
