"""The one gate through which a request moves: the table of the procedure is asked, obeyed, and its effects written.

Every action of this room ends here. What the table does not know cannot be done, by a screen, a command or a job.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.procedure import Act, Procedure, ProcedureStep, procedure_on
from gongkai.requests import clocks
from gongkai.requests.bounds import check_day
from gongkai.requests.clocks import Entering
from gongkai.requests.closing import close
from gongkai.requests.decide import Facts, barrier
from gongkai.requests.effects import Setting, apply
from gongkai.requests.models import Paper, Request, StepTaken
from gongkai.requests.outcome import Closing
from gongkai.requests.standing import facts_for
from gongkai.requests.telling import told
from gongkai.units.models import Person
from gongkai.units.powers import as_duty


@dataclass(frozen=True, slots=True)
class Doing:
    """One act on a request: on which day, with which paper, for which sub-case (`ref`), and what it sets.

    `length` (working days) or `until` where the agency fixes a period; `held` are conditions the caller vouches for.
    How a request ends follows from the table and the decisions; a `closing` given must be the same.
    """

    act: str
    on: date
    paper: Paper | None = None
    ref: str = ""
    length: int | None = None
    until: date | None = None
    approved_by: str = ""
    held: frozenset[str] = frozenset()
    closing: Closing | None = None
    in_time: bool | None = None
    reason: str = ""


def may_act(actor: Actor, act: Act, agency: str) -> bool:
    """Whether one of the actor's duties in that unit lets him do it."""
    return any(actor.may(as_duty(duty), agency) for duty in act.by)


def table_of(request: Request) -> Procedure:
    """The procedure whose rules apply to the request: that of the day it came."""
    return procedure_on(request.law_day)


def choose(request: Request, act: str, facts: Facts) -> ProcedureStep:
    """The step the act leads to now. Raises Refused "not-now" or the barrier of the last possible step."""
    table = table_of(request)
    steps = table.steps_for(request.state, act)
    if not steps:
        known = table.acts.get(act)
        label, stands = (known.label if known else act), table.states[request.state].label
        raise Refused("not-now", f"申请现为“{stands}”，不能{label}，未执行。请刷新后按现在的情况办理。")
    said = ""
    for step in steps:
        said = next((words for need in step.needs if (words := barrier(need, facts))), "")
        if not said:
            return step
    raise Refused("condition-not-met", said + "未执行。")


def step(request: Request, doing: Doing, *, actor: Actor, person: Person | None, now: datetime) -> ProcedureStep:
    """Take one step on a locked request: check who, where, when and whether; write the clocks; move the state; save.

    The caller journals. Raises Refused.
    """
    act = table_of(request).acts.get(doing.act)
    if act is None:
        raise Refused("unknown-act", f"办理程序中没有“{doing.act}”，未执行。")
    if not may_act(actor, act, request.agency.code):
        raise Refused(
            "not-allowed", f"{actor.name} 在该单位没有办理“{act.label}”的职责，未执行。请由相应岗位的人员办理。"
        )
    taken = choose(request, doing.act, facts_for(request, doing.on, paper=doing.paper, held=doing.held))
    check_day(request, doing.on, doing.paper, now, moves=taken.to != taken.state)
    entering = Entering(doing.act, person, now, doing.reason)
    setting = _setting(doing)
    for effect in taken.effects:
        apply(request, effect, setting, entering)
    row = StepTaken(
        request=request, act=doing.act, on=doing.on, came_from=request.state, went_to=taken.to, person=person, at=now
    )
    request.state = taken.to
    if taken.closes:
        close(request, taken, doing.on, row, given=doing.closing, in_time=doing.in_time)
    row.save(force_insert=True)
    if taken.effects:
        clocks.settle(request)
    request.version += 1
    request.save()
    told(request, now=now)
    return taken


def _setting(doing: Doing) -> Setting:
    paper = doing.paper.number or doing.paper.title if doing.paper else ""
    return Setting(doing.on, doing.ref, paper, doing.length, doing.until, doing.approved_by)
