"""A planned case on its way: each step on its day by the real action, with the doubts about admissibility looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from gongkai.disputes.actions.accept_dispute import accept_dispute
from gongkai.disputes.actions.decide_dispute import Ruling, decide_dispute
from gongkai.disputes.actions.file_defence import file_defence
from gongkai.disputes.actions.open_dispute import Filing, open_dispute
from gongkai.disputes.actions.receive_decision import receive_decision
from gongkai.disputes.actions.receive_papers import receive_papers
from gongkai.disputes.admissibility import warnings
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.replay.casting import RECONSIDERATION
from gongkai.replay.plan import PlannedCase
from gongkai.replay.staffing import Staff

NOON = time(14, 0)
# The days of a case in the order of its course.
ORDER = ("filed", "accepted", "papers", "defence", "decided", "arrived")


class Contest:
    """One case being played."""

    def __init__(self, plan: PlannedCase, unit: str, bodies: tuple[str, str], staff: Staff) -> None:
        self.plan, self.unit, self.staff = plan, unit, staff
        self.body = bodies[0] if plan.kind == RECONSIDERATION else bodies[1]
        self.row: Dispute | None = None

    def take(self, step: str, day: date, request: int, after: int | None) -> None:
        """One step. `after` is the row of the reconsideration it follows. Raises Refused."""
        now = datetime.combine(day, NOON, BEIJING) + timedelta(minutes=10 * ORDER.index(step))
        who = self.staff.by(self.unit, "disclosure_office", day)
        if step == "filed":
            self._file(request, after, day, who, now)
            return
        assert self.row is not None
        DO[step](self.row.pk, day, self.plan, actor=who, now=now)

    def _file(self, request: int, after: int | None, day: date, who: Actor, now: datetime) -> None:
        said = Filing(self.plan.kind, self.body, "reply", day, claim="请求撤销答复，责令重新答复。", after=after)
        self.row = open_dispute(request, said, actor=who, now=now)
        if doubts := warnings(self.row):
            raise Refused("not-admissible", f"演练的案件不合受理条件：{doubts[0].sentence}")


def _accept(row: int, day: date, plan: PlannedCase, *, actor: Actor, now: datetime) -> None:
    words = "泉政复" if plan.kind == RECONSIDERATION else "闽行初"
    accept_dispute(row, day, f"（{day.year}）{words}{row}号（演练）", actor=actor, now=now)


def _papers(row: int, day: date, plan: PlannedCase, *, actor: Actor, now: datetime) -> None:
    receive_papers(row, day, actor=actor, now=now)


def _defence(row: int, day: date, plan: PlannedCase, *, actor: Actor, now: datetime) -> None:
    file_defence(row, day, actor=actor, now=now)


def _decided(row: int, day: date, plan: PlannedCase, *, actor: Actor, now: datetime) -> None:
    ruling = Ruling(
        plan.decision, f"（{day.year}）{row}号决定（演练）", "经审查，事实和依据见决定书。", plan.orders, plan.again,
        plan.length, plan.unit,
    )  # fmt: skip
    decide_dispute(row, day, ruling, actor=actor, now=now)


def _arrived(row: int, day: date, plan: PlannedCase, *, actor: Actor, now: datetime) -> None:
    receive_decision(row, day, actor=actor, now=now)


DO: dict[str, Callable[..., None]] = {
    "accepted": _accept, "papers": _papers, "defence": _defence, "decided": _decided, "arrived": _arrived,
}  # fmt: skip
