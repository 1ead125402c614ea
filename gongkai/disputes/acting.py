"""What can be done with a dispute now, by the asker: the acts a page offers, in the order of the course."""

from __future__ import annotations

from gongkai.disputes.decide import LITIGATION
from gongkai.disputes.locking import State
from gongkai.disputes.models import Dispute
from gongkai.kit.who import Actor
from gongkai.law.disputes import PENDING, course_on
from gongkai.law.errors import LawError
from gongkai.requests.stepping import may_act, table_of
from gongkai.units.powers import HANDLE_DISPUTES


def possible(asker: Actor, row: Dispute, *, appealed: bool, redone: bool) -> tuple[str, ...]:
    """Codes of acts. `appealed`: another instance follows; `redone`: the request was opened again by this case."""
    if not asker.may(HANDLE_DISPUTES, row.agency.code):
        return ()
    if row.state != State.DECIDED:
        return _running(row)
    return _decided(asker, row, appealed, redone)


def _running(row: Dispute) -> tuple[str, ...]:
    filed, accepted, suspended = (row.state == one for one in (State.FILED, State.ACCEPTED, State.SUSPENDED))
    known = {
        "receive": row.papers_received_on is None,
        "accept": filed,
        "defend": row.papers_received_on is not None and row.defended_on is None,
        "resume": suspended,
        "decide": True,
        "ordinary": row.summary and not suspended,
        "suspend": accepted,
        "extend": accepted,
        "change": True,
    }
    return tuple(code for code, open_now in known.items() if open_now)


def _decided(asker: Actor, row: Dispute, appealed: bool, redone: bool) -> tuple[str, ...]:
    received, effective = row.decision_received_on is not None, row.effective_on is not None
    litigation = row.kind == LITIGATION and not appealed
    table = table_of(row.request)
    redo = row.orders_again and effective and not redone and bool(table.steps_for(row.request.state, "order_again"))
    known = {
        "arrive": not received,
        "effect": received and not effective and not appealed,
        "appeal": litigation and (row.outcome == PENDING or (row.instance == 1 and not effective)),
        "redo": redo and may_act(asker, table.acts["order_again"], row.agency.code),
        "finish": bool(row.orders) and effective and row.orders_done_on is None,
    }
    return tuple(code for code, open_now in known.items() if open_now)


def has_summary(row: Dispute) -> bool:
    """Whether the case can run in the summary procedure, by the law of its day."""
    try:
        return bool(course_on(row.kind, row.filed_on, row.instance).summary_decision)
    except LawError:
        return False
