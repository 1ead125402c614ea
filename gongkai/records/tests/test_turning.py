"""At the turn of the day what is in force since today, or no longer, is told; nothing else, and once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.kit.models import PublicChange
from gongkai.records.models import Publication
from gongkai.records.tests import making
from gongkai.records.turning import tell_of_the_day, turned
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
NOW = making.NOW
TODAY = making.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def public(unit: Agency) -> Publication:
    """A published notice in force from the tests' day plus five to plus nine."""
    days = {"effective_on": str(TODAY + 5 * DAY), "expires_on": str(TODAY + 9 * DAY)}
    return Publication.objects.get(record=making.a_published(unit, **days))


def told_on(number: int) -> list[tuple[str, str]]:
    before = PublicChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    tell_of_the_day(NOW + number * DAY)
    return list(PublicChange.objects.filter(pk__gt=before).order_by("pk").values_list("kind", "key"))


def test_it_is_told_on_the_day_it_begins_and_the_day_after_its_last(public: Publication) -> None:
    told = {number: told_on(number) for number in range(12)}
    days = {number: ("day", (TODAY + number * DAY).isoformat()) for number in range(12)}
    record = ("record", public.index_number)
    assert told == {number: [record, day] if number in (5, 10) else [day] for number, day in days.items()}


def test_a_day_is_told_once(public: Publication) -> None:
    assert tell_of_the_day(NOW) == 1
    assert tell_of_the_day(NOW + timedelta(hours=3)) == 0


def test_days_without_a_worker_are_made_up_for(public: Publication) -> None:
    tell_of_the_day(NOW)
    assert told_on(7) == [("record", public.index_number), ("day", (TODAY + 7 * DAY).isoformat())]


@pytest.mark.parametrize(("number", "found"), [(2, False), (3, True), (4, True), (60, True)])
def test_what_another_document_does_is_told_on_its_day(public: Publication, number: int, found: bool) -> None:
    link = {"kind": "repeals", "on": str(TODAY + 3 * DAY), "by": "另一文件", "index_number": ""}
    Publication.objects.update(validity_links=[link], effective_on=None, expires_on=None)
    assert turned(TODAY, TODAY + number * DAY).exists() is found


def test_what_is_not_public_is_not_told(public: Publication) -> None:
    Publication.objects.update(state=Publication.State.REPLACED)
    assert not turned(TODAY, TODAY + 60 * DAY).exists()
