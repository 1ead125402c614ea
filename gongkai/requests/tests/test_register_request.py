"""Registration: number, day of receipt, clocks, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.models import StatusCard
from gongkai.requests.tests.making import NOW, RECEIVED, a_request, an_arrived, by

pytestmark = pytest.mark.django_db


def test_a_request_over_the_counter_counts_from_that_day() -> None:
    request = a_request()
    assert (request.state, request.number, request.received_on) == ("handling", "2026-0001", RECEIVED)
    assert request.due_on == date(2026, 3, 30)
    assert {clock.rule: clock.due_on for clock in request.clocks.all()} == {
        "reply": date(2026, 3, 30), "correction_notice": date(2026, 3, 11),
    }  # fmt: skip
    assert StatusCard.objects.filter(card=request.card).exists()
    entry = JournalEntry.objects.get(act="register_request")
    assert entry.after["due_on"] == "2026-03-30" and "王" not in str(entry.after)


def test_what_came_online_waits_for_confirmation() -> None:
    request = a_request(channel="online", days={"submitted": RECEIVED})
    assert (request.state, request.received_on, request.due_on) == ("unconfirmed", None, None)
    assert request.confirm_by == date(2026, 3, 3)


def test_it_is_registered_once_by_somebody_who_may() -> None:
    request = an_arrived()
    with pytest.raises(Refused) as refused:
        register_request(request.pk, days={}, actor=by(request.agency, "deputy_leader"), now=NOW)
    assert refused.value.code == "not-allowed"
    register_request(request.pk, days={}, actor=by(request.agency), now=NOW)
    with pytest.raises(Refused) as refused:
        register_request(request.pk, days={}, actor=by(request.agency), now=NOW)
    assert refused.value.code == "not-now"
    with pytest.raises(Refused) as refused:
        register_request(request.pk, days={}, seen=1, actor=by(request.agency), now=NOW)
    assert refused.value.code == "changed-meanwhile"
