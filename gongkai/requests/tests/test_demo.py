"""The sample requests: every leaf of the table, every state, made once."""

from __future__ import annotations

import pytest

from gongkai.kit import clock
from gongkai.law.outcomes import edition_on, taxonomy
from gongkai.requests.demo import build_requests
from gongkai.requests.models import Request
from gongkai.units.demo import build_units

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_samples_hold_every_leaf_and_every_state() -> None:
    now = clock.now()
    build_units(lambda _: None, now=now)
    made = build_requests(lambda _: None, now=now)
    assert made == Request.objects.count() >= 40
    leaves = set(Request.objects.exclude(leaf="").values_list("leaf", flat=True))
    assert leaves == {one.code for one in taxonomy(edition_on(now.date())).leaves}
    states = set(Request.objects.values_list("state", flat=True))
    assert {"arrived", "unconfirmed", "handling", "correcting", "explaining", "paying", "signed"} <= states
    assert {"replied", "ended", "archived"} <= states
    assert build_requests(lambda _: None, now=now) == 0
