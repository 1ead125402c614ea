"""The days by which batches must be with the archives and the library, for who watches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Q

from gongkai.delivery.models import Batch
from gongkai.kit.clock import BEIJING, day_of
from gongkai.kit.watched import WatchedClock, register

SOURCE = "delivery"
NODE = "deposit_batch"
WAITING = (Batch.State.PREPARED, Batch.State.REFUSED)


def watched(since: date | None) -> Iterator[WatchedClock]:
    """Batches not sent yet or refused, and those sent on that day or later."""
    wanted = Q(state__in=WAITING)
    if since is not None:
        wanted |= Q(sent_at__gte=datetime.combine(since, time.min, BEIJING))
    for one in Batch.objects.filter(wanted).select_related("agency", "hall", "sent_by").order_by("pk"):
        sent = one.sent_at if one.state not in WAITING else None
        yield WatchedClock(
            SOURCE, f"batch:{one.pk}", NODE, one.agency.code, f"送{one.hall}（{one.begins}起）", one.ends, one.due_on,
            day_of(sent) if sent else None, holder=one.sent_by.login if one.sent_by else "",
            subject=("hall-batch", str(one.pk)),
        )  # fmt: skip


register(SOURCE, watched)
