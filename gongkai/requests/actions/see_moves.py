"""What a new calendar moved has been looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.models import ClockMove
from gongkai.requests.sight import codes
from gongkai.units.powers import HANDLE_REQUESTS

ACT = "see_moves"


@action
def see_moves(move_ids: Sequence[int], *, actor: Actor, now: datetime) -> int:
    """Mark them as seen; how many were not yet. Those of other units are not there for the actor.

    Raises Refused "no-moves" where none of them is left.
    """
    units = codes(actor, HANDLE_REQUESTS)
    rows = ClockMove.objects.select_for_update(of=("self",)).filter(pk__in=move_ids, seen_at=None)
    found = list(rows.filter(clock__request__agency__code__in=units).select_related("clock__request__agency"))
    if not found:
        raise Refused("no-moves", "没有选定未看过的期限变动，未执行。请刷新后重新选择。")
    by_unit: dict[str, list[int]] = {}
    for one in found:
        by_unit.setdefault(one.clock.request.agency.code, []).append(one.clock.request_id)
    ClockMove.objects.filter(pk__in=[one.pk for one in found]).update(seen_at=now)
    for unit, requests in sorted(by_unit.items()):
        journal.write(
            unit, act=ACT, subject="clock moves", before={}, after={"requests": sorted(set(requests))},
            reason="看过期限变动", actor=actor, now=now,
        )  # fmt: skip
    return len(found)
