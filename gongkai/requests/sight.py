"""Who may see which request. Only who works on requests in the unit that holds it; for all others it is not there.

An asked unit sees its own sub-case, an overseeing office sees figures and lists, neither opens the request (D-270).
"""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.requests.models import Request
from gongkai.units.powers import READ_REQUESTS

NOT_THERE = "没有这件申请，或者它不属于你任职的单位。请从申请列表重新打开。"


def codes(asker: Actor, act: str = READ_REQUESTS) -> frozenset[str]:
    """The units for which the asker holds that power."""
    return frozenset(code for granted, code in asker.grants if granted == act)


def visible(asker: Actor) -> QuerySet[Request]:
    """The requests the asker may open."""
    units = codes(asker)
    rows = Request.objects.all()
    return rows if EVERYWHERE in units else rows.filter(agency__code__in=units)


def seen(asker: Actor, request_id: int) -> Request:
    """One request with its unit and handler. Raises Refused "no-request", the same for none and for another's."""
    row = visible(asker).select_related("agency", "handler").filter(pk=request_id).first()
    if row is None:
        raise Refused("no-request", NOT_THERE)
    return row
