"""A year replayed month by month: every published record is delivered once to each hall, in the right interval."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from gongkai.delivery import reads
from gongkai.delivery.decide import Standing
from gongkai.delivery.models import Batch, BatchItem
from gongkai.delivery.preparing import prepare_due
from gongkai.delivery.tests.making import a_district, at, published, received, sent
from gongkai.kit import journal
from gongkai.kit.clock import BEIJING
from gongkai.law.calendar import Calendars
from gongkai.law.deposit import deposit_rule, turn_of
from gongkai.records.models import Publication

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CALENDARS = Calendars.published()


@pytest.mark.parametrize(("rule", "batches"), [("fujian", 18), ("county_monthly", 8)])
def test_a_year_of_deliveries(rule: str, batches: int) -> None:
    district = a_district(rule=rule)
    for number in range(24):
        day = date(2026, 3, 1) + timedelta(days=number * 11 + number % 3)
        published(district.town, at(day.isoformat()), number + 1, formed_on=day.isoformat())
        # The worker runs when it runs: on some days, sometimes not for a month.
        if number % 4 == 0:
            while prepare_due(at(day.isoformat(), 10)):
                pass
    while prepare_due(at("2026-11-30")):
        pass
    mine = Batch.objects.filter(agency=district.town, hall=district.archives).order_by("ends")
    assert mine.count() == batches
    for batch in mine:
        due = at(batch.due_on.isoformat(), 15)
        received(sent(batch, district.publisher(), due), district.receiver(), due)
    items = BatchItem.objects.filter(hall=district.archives).select_related("batch", "record")
    law = deposit_rule(rule, date(2026, 3, 1))
    for item in items:
        first = Publication.objects.get(record=item.record).first_published_at.astimezone(BEIJING).date()
        assert turn_of(law, first, CALENDARS).ends == item.batch.ends
    closed = mine.last()
    assert closed is not None
    wanted = Publication.objects.filter(first_published_at__lt=at(closed.ends.isoformat(), 0))
    assert Counter(item.record_id for item in items) == Counter(wanted.values_list("record_id", flat=True))
    assert {reads.standing(one, date(2026, 12, 31)) for one in mine.all()} == {Standing.ON_TIME}
    # The library was never sent anything: every list of it is late.
    others = Batch.objects.filter(agency=district.town, hall=district.library)
    assert {reads.standing(one, date(2026, 12, 31)) for one in others} == {Standing.LATE}
    assert not list(journal.verify())
