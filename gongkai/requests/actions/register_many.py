"""Register several arrived requests at once. Registration only: nothing is ever extended or replied to in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.models import Request

MOST = 100


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of one: the request, or the sentence why not."""

    request_id: int
    request: Request | None
    sentence: str


def register_many(request_ids: Sequence[int], *, actor: Actor, now: datetime) -> list[Registered]:
    """Each by `register_request`, in its own transaction, with the days it came with. Raises Refused "too-many"."""
    if len(request_ids) > MOST:
        raise Refused("too-many", f"一次最多登记 {MOST} 件，未执行。请分批办理。")
    found = []
    for one in sorted(set(request_ids)):
        try:
            found.append(Registered(one, register_request(one, days={}, actor=actor, now=now), ""))
        except Refused as refusal:
            found.append(Registered(one, None, refusal.sentence))
    return found
