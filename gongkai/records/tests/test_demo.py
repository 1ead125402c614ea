"""The sample records go their way by the real actions, and a second building makes nothing twice."""

from __future__ import annotations

from datetime import datetime

import pytest

from gongkai.kit import journal
from gongkai.kit.clock import BEIJING
from gongkai.records.demo import build_records
from gongkai.records.models import Publication, PublishOrder, Record, RecordLink
from gongkai.records.tests.making import a_unit, people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=BEIJING)


def test_every_kind_of_standing_is_shown_and_nothing_is_made_twice() -> None:
    for code in ("QZ-QG-ZFB", "QZ-QG-JYJ", "QZ-QG-TL"):
        people(a_unit(code))
    told: list[str] = []
    count = build_records(told.append, now=NOW)
    assert len(told) == count == Record.objects.count()
    assert set(Record.objects.values_list("state", flat=True)) == {
        "draft", "in_review", "returned", "approved", "registered", "published", "withdrawn",
    }  # fmt: skip
    assert Publication.objects.filter(state="withdrawn", snapshot={}).count() == 1
    assert Publication.objects.filter(version=2, state="published").exclude(change_note="").count() == 1
    assert PublishOrder.objects.filter(state="waiting").count() == 1
    assert RecordLink.objects.get().other is not None
    assert list(journal.verify()) == []
    assert build_records(told.append, now=NOW) == 0
