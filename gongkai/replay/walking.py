"""A planned request on its way: the words of one day become the real actions, by the people of its unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from gongkai.disputes.actions.finish_orders import finish_orders
from gongkai.disputes.actions.redo_request import redo_request
from gongkai.disputes.models import Dispute
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.reply_sentences import sentence_for
from gongkai.replay.assuming import assumptions
from gongkai.replay.plan import PlannedRequest
from gongkai.replay.planning import FULFILLED, ORDERED
from gongkai.replay.staffing import Staff
from gongkai.requests.actions.decide_item import decide_item
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.deciding import NAMED
from gongkai.requests.demo_walk import DO, MORNING, Walk
from gongkai.requests.models import Request
from gongkai.requests.receiving import Application, enter_request
from gongkai.units.models import Agency

EARLY = time(8, 30)
REASON = "公开后会损害有关方面的合法权益，经审查认为理由成立。"


class Played(Walk):
    """One request being played. `hand` tells which of the unit's clerks has it."""

    def __init__(self, plan: PlannedRequest, agency: Agency, staff: Staff) -> None:
        at = datetime.combine(plan.came_on, EARLY, BEIJING)
        self.staff, self.hand = staff, plan.hand
        super().__init__(agency, _entered(plan, agency, at), plan.came_on, at)

    def by(self, duty: str) -> Actor:
        """Whoever has that duty in the unit that day; clerks by their hand."""
        return self.staff.by(self.agency.code, duty, self.day, self.hand)

    def on(self, day: date, words: tuple[str, ...]) -> None:
        """Do what that day brings. Raises Refused where an action refuses: then the plan was not lawful."""
        self.day, self.at = day, datetime.combine(day, MORNING, BEIJING)
        for said in words:
            name, *rest = said.split()
            (OWN.get(name) or DO[name])(self, *rest)
        self.request.refresh_from_db()


def _entered(plan: PlannedRequest, agency: Agency, at: datetime) -> Request:
    name, identity = assumptions().applicants[plan.kind]
    data = ApplicantData(
        name=name.format(n=plan.key + 1), identity_kind=identity, identity_number=f"演练证件{plan.key + 1:04d}",
        phone=f"{plan.key + 1:011d}", email=f"replay{plan.key + 1}@example.test", address=f"演练路{plan.key + 1}号",
    )  # fmt: skip
    said = Application(
        channel=plan.channel, applicant_kind=plan.kind, applicant=data, subject=plan.subject, supply_form="paper",
        supply_way="post", days={plan.event: plan.came_on},
    )  # fmt: skip
    return enter_request(agency, said, person=None, now=at).request


def _decide(walk: Walk, decision: str, ground: str = "", severed: str = "") -> None:
    """As the samples do, but the applicant's own words name the information."""
    sentence = sentence_for(decision, walk.request.law_day, ground=ground, severed=bool(severed))
    facts: Mapping[str, Any] = {one.code: one.sample for one in sentence.blanks if one.required and one.code != NAMED}
    for item in walk.request.items.all():
        decide_item(
            item.pk, decision, ground=ground, severed=bool(severed), facts=facts, reason=REASON,
            actor=walk.by("clerk"), now=walk.tick(),
        )  # fmt: skip


def _ordered(walk: Walk) -> None:
    """The decision that ordered it anew has arrived: the request is open again."""
    case = Dispute.objects.get(request=walk.request, orders_again=True)
    redo_request(case.pk, actor=walk.by("disclosure_office"), now=walk.tick())


def _fulfilled(walk: Walk) -> None:
    """The new reply was served: what was ordered is done."""
    case = Dispute.objects.get(request=walk.request, orders_again=True)
    who = walk.by("disclosure_office")
    finish_orders(case.pk, walk.day, "已经重新作出答复并送达申请人。", actor=who, now=walk.tick())


OWN: dict[str, Callable[..., None]] = {"decide": _decide, ORDERED: _ordered, FULFILLED: _fulfilled}
