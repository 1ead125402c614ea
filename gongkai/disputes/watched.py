"""The clocks of disputes, for who watches: the limits of the case and what a ruling orders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from gongkai.disputes.models import Dispute
from gongkai.kit.watched import WatchedClock, register
from gongkai.law.supervision import watch_nodes
from gongkai.requests.clocks import DISPUTE
from gongkai.requests.models import Clock

SOURCE = "disputes"


def watched(since: date | None) -> Iterator[WatchedClock]:
    """Every limit of a case that runs, and those that ended on that day or later."""
    wanted = Q(closed_on=None)
    if since is not None:
        wanted |= Q(closed_on__gte=since)
    rows = Clock.objects.filter(wanted, ref__startswith=DISPUTE, rule__in=list(watch_nodes()), due_on__isnull=False)
    clocks = [(_case(one.ref), one) for one in rows.order_by("pk")]
    related = ("agency", "handler", "request__handler")
    cases = {
        one.pk: one
        for one in Dispute.objects.filter(request__in={row.request_id for _case, row in clocks}).select_related(
            *related
        )
    }
    for number, clock in clocks:
        case = cases.get(number)
        if case is None or clock.due_on is None:
            continue
        holder = case.handler or case.request.handler
        title = f"申请 {case.request.number or case.request.receipt_number} {case.get_kind_display()}"
        yield WatchedClock(
            SOURCE, f"clock:{clock.pk}", clock.rule, case.agency.code,
            f"{title} {case.case_number}".strip(), clock.opened_on, clock.due_on, clock.closed_on,
            holder=holder.login if holder else "", subject=("dispute", str(case.pk)),
        )  # fmt: skip


def _case(ref: str) -> int:
    return int(ref[len(DISPUTE) :].partition("#")[0])


register(SOURCE, watched)
