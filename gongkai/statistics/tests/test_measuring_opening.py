"""Documents, publications, fees, complaints and visits as cells, and what each opens for whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.columns.models import Visit
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.law.formats import formats
from gongkai.records.actions.add_link import add_link
from gongkai.records.models import Record
from gongkai.records.tests.making import NOW, a_published, a_unit, actors, people
from gongkai.requests.models import Matter, Quote
from gongkai.statistics.measured import Measured, Thing
from gongkai.statistics.measuring import measure
from gongkai.statistics.measuring_named import named
from gongkai.statistics.measuring_opening import A_PAGE, Opened, opened
from gongkai.statistics.tests.facts import AT, a_request, a_tally
from gongkai.units.models import Agency
from gongkai.units.powers import HANDLE_MATTERS, READ, READ_REQUESTS, READ_STATISTICS

pytestmark = pytest.mark.django_db
DAY = NOW.date()
FIRST, LAST = date(DAY.year, 1, 1), date(DAY.year, 12, 31)


def by(unit: Agency, form: str = "2021", year: int = DAY.year) -> dict[str, Measured]:
    return measure([unit.pk], formats()[form], date(year, 1, 1), date(year, 12, 31))


def asker(unit: Agency, *acts: str) -> Actor:
    return Actor("person:x", "某人", frozenset((act, unit.code) for act in (READ_STATISTICS, *acts)))


def test_documents_are_issued_abolished_in_force_and_public() -> None:
    unit = a_unit()
    kind: dict[str, Any] = {"document_kind": "normative_document", "category": "policy_documents"}
    old = a_published(unit, title="旧办法", doc_number="涂政〔2026〕1号", **kind)
    new = a_published(unit, title="新办法", doc_number="涂政〔2026〕2号", **kind)
    explained = a_published(unit, title="解读", doc_number="涂政〔2026〕3号")
    staff = actors(unit)["publisher"]
    add_link(new.pk, other_id=old.pk, kind="replaces", on=DAY, actor=staff, now=NOW)
    add_link(explained.pk, other_id=new.pk, kind="interprets", on=DAY, actor=staff, now=NOW)
    found = by(unit)
    row = {column: found[f"t2.normative.{column}"].value for column in ("issued", "abolished", "in_force")}
    assert row == {"issued": 2, "abolished": 1, "in_force": 1}
    assert found["t2.normative.in_force"].things == (Thing("record", new.pk, unit.code),)
    trial = by(unit, "2019")
    assert [trial[f"t2.normative.{one}"].value for one in ("made", "published", "public_total")] == [2, 2, 2]
    annex = by(unit, "pre2019-national")
    assert [annex[f"annex.{one}.year"].value for one in ("proactive_total", "proactive_normative", "interpretations")] \
        == [3, 2, 1]  # fmt: skip
    said = named([unit.pk], FIRST, LAST)
    assert [said[one] for one in ("publications", "publications.town", "publications.town.share")] == [3, 3, 100]
    Record.objects.filter(pk=new.pk).update(formed_on=date(DAY.year - 1, 3, 1))
    assert by(unit)["t2.normative.issued"].value == 1 and by(unit, year=DAY.year - 1)["t2.normative.issued"].value == 1


def _fee(unit: Agency, day: date) -> Quote:
    request = a_request(unit, day)
    return Quote.objects.create(
        request=request, tariff="by_item", yuan=300, cite="fee-2020 art.4", state="paid", paid_on=day, receipt="1",
        made_by=people(unit)["clerk"], made_at=AT,
    )  # fmt: skip


def test_fees_complaints_and_visits() -> None:
    unit = a_unit()
    _fee(unit, date(2014, 7, 1))
    quote = _fee(unit, date(2014, 8, 1))
    Quote.objects.filter(pk=quote.pk).update(
        state="refunded", refunded_on=date(2015, 1, 5), refunded_yuan=300, reason="x"
    )
    matter = Matter.objects.create(
        kind="complaint", agency=unit, receipt_number="t1", channel="online", sealed=seal({}), text="x",
        received_on=date(2014, 5, 5), made_at=AT,
    )  # fmt: skip
    Visit.objects.create(day=date(2014, 5, 5), agency_code=unit.code, column_code="guide", count=7)
    annex = by(unit, "pre2019-national", 2014)
    assert str(annex["annex.fees_wan.year"].value) == "0.06"
    assert annex["annex.complaints.year"].things == (Thing("complaint", matter.pk, unit.code),)
    assert by(unit, "pre2019-national", 2015)["annex.fees_wan.year"].value == Decimal("-0.03")
    assert not annex["annex.offices.year"].counted and not annex["annex.staff.year"].counted
    said = named([unit.pk], date(2014, 1, 1), date(2014, 12, 31))
    assert [said[one] for one in ("visits", "fees.collected", "fees.refunded")] == [7, 600, 0]


def test_each_kind_of_thing_has_its_line_for_who_may_open_it_and_a_number_for_others() -> None:
    unit, other = a_unit(), a_unit("other")
    quote, row = _fee(unit, date(2025, 7, 1)), a_tally(unit, "licence_decisions", date(2025, 7, 31), "5")
    record = a_published(unit, title="公开件")
    matter = Matter.objects.create(
        kind="complaint", agency=unit, receipt_number="t2", channel="online", sealed=seal({"name": "举报人甲"}),
        text="举报内容", received_on=DAY, made_at=AT,
    )  # fmt: skip
    things = [
        Thing("request", quote.request_id, unit.code), Thing("fee", quote.pk, unit.code, Decimal(300)),
        Thing("tally", row.pk, unit.code, Decimal(5)), Thing("record", record.pk, unit.code),
        Thing("publication", record.publications.get().pk, unit.code), Thing("complaint", matter.pk, unit.code),
        Thing("visits", unit.pk, unit.code, Decimal(9)),
    ]  # fmt: skip
    every = opened(asker(unit, READ, READ_REQUESTS, HANDLE_MATTERS), things, DAY)
    links = [line.link[0] for line in every.lines]
    assert links == ["request", "request-fee", "tally", "record", "record", "matter", ""]
    assert [line.quantity for line in every.lines][1:3] == [300, 5]
    assert "举报" not in str(every)
    few = opened(asker(unit), things, DAY)
    assert [line.kind for line in few.lines] == ["tally", "visits"]
    assert [(one.unit, one.number, str(one.quantity)) for one in few.rest] == [(unit.short, 5, "304")]
    none = opened(asker(other, READ, READ_REQUESTS, HANDLE_MATTERS), things, DAY)
    assert none.lines == () and none.number == 7 and none.rest[0].number == 7


def test_many_things_are_turned_page_by_page_in_a_handful_of_queries() -> None:
    unit = a_unit()
    things = [Thing("request", a_request(unit, DAY).pk, unit.code) for _ in range(A_PAGE + 3)]

    def page(number: int) -> Opened:
        with CaptureQueriesContext(connection) as asked:
            found = opened(asker(unit, READ_REQUESTS), things, DAY, number)
        assert len(asked) <= 3
        return found

    assert [len(page(number).lines) for number in (1, 2, 99, -4)] == [A_PAGE, 3, 3, A_PAGE]
    assert page(2).lines[0].link == ("request", things[A_PAGE].key)
