"""Requests of citizens: one waiting in its envelope, one in handling with papers beside its card, one complaint."""

from __future__ import annotations

from typing import Any

from gongkai.kit import clock
from gongkai.kit.clock import day_of
from gongkai.kit.who import VISITOR
from gongkai.records.tests import making
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.cards import put_file
from gongkai.requests.models import Envelope, Request
from gongkai.requests.published import Handed, hand_in
from gongkai.requests.taking_in import take_in
from gongkai.units.models import Agency, Person
from tests.border.marks import secret


def requests(town: Agency, staff: dict[str, Person]) -> list[dict[str, str]]:
    """Receipt number and query code of each that was taken in; the last one of all still waits."""
    first, second = _handed(town, "asked", "request"), _handed(town, "otherasked", "request")
    complaint = _handed(town, "complained", "complaint", about="other")
    take_in(clock.now())
    now = clock.now()
    clerk = making.actor(staff["clerk"], day_of(now))
    for request in Request.objects.order_by("id"):
        register_request(request.pk, days={}, actor=clerk, now=now)
        put_file(
            request.card,
            request.sealed_card_key,
            "paper-1",
            f"{secret('papername')}.pdf",
            secret("paper").encode(),
            now,
        )
    _handed(town, "waitingasked", "request")
    # A worker of this home would take it in; what must not come back is the same before and after.
    assert Envelope.objects.filter(taken_at=None).count() == 1
    return [{"receipt": one.receipt, "code": one.code} for one in (first, second, complaint)]


def _handed(town: Agency, name: str, kind: str, **more: Any) -> Handed:
    said = {
        "applicant_kind": "natural_person", "subject": f"关于{secret(name)}的情况", "text": secret(f"{name}text"),
        "features": secret(f"{name}features"),
        "applicant": {"name": secret(f"{name}name"), "phone": "13900000099", "identity_number": secret(f"{name}id")},
    } | more  # fmt: skip
    return hand_in(VISITOR, kind, f"border{name}".ljust(32, "0"), town.code, said, (), clock.now())
