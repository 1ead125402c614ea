"""What stands in a column: counts, pages and the status of the day, asked of the database and reckoned by the law."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from gongkai.kit.clock import BEIJING
from gongkai.kit.who import VISITOR
from gongkai.law.validity import STATUSES, Link, ValidityFacts, validity_of
from gongkai.records import published
from gongkai.records.models import Publication, Record
from gongkai.records.published import Shelf
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 10)
AT = datetime(2026, 3, 1, 9, 0, tzinfo=BEIJING)
YESTERDAY, TOMORROW = ON - timedelta(days=1), ON + timedelta(days=1)


@pytest.fixture
def unit(db: None) -> Agency:
    return making.a_unit()


def public(unit: Agency, number: int, **changes: Any) -> Publication:
    """A row of the public table, as publishing writes it."""
    record = Record.objects.filter(agency=unit).first() or making.a_draft(unit)
    given = {
        "record": record, "version": number, "change_note": "有改动", "index_number": f"QZ04101-0105-2026-{number:05}",
        "agency_code": unit.code,
        "agency_name": unit.name, "title": f"关于第{number}件事的通知", "document_kind": "normative_document",
        "class_code": "art20_01_rules_and_normative_docs", "published_at": AT + timedelta(hours=number),
        "first_published_at": AT + timedelta(hours=number), "snapshot": {"document_kind": {"code": "other"}},
    } | changes  # fmt: skip
    return Publication.objects.create(**given)


def numbers(shelf: Shelf, page: int = 1) -> list[str]:
    return [one.number[-2:] for one in published.shelf(VISITOR, shelf, page, ON).object_list]


def test_every_status_is_filtered_as_the_law_reckons_it(unit: Agency) -> None:
    """All ways in which days and links of three kinds can lie round the day asked for."""
    days = (None, YESTERDAY, ON, TOMORROW)
    kinds = ("repeals", "amends", "interprets")
    links = [[]] + [[{"kind": kind, "on": day.isoformat(), "by": "新办法"}] for kind, day in product(kinds, days[1:])]
    expected: dict[str, set[str]] = {status: set() for status in STATUSES}
    for number, (begins, ends, done) in enumerate(product(days, days, links), start=1):
        row = public(unit, number, effective_on=begins, expires_on=ends, validity_links=done)
        told = tuple(Link(one["kind"], date.fromisoformat(one["on"]), one["by"]) for one in done)
        expected[validity_of(ValidityFacts(begins, ends, told), ON).status].add(row.index_number)
    for status in STATUSES:
        asked = Shelf(agency=unit.code, kinds=("normative_document",), status=status)
        first = published.shelf(VISITOR, asked, 1, ON)
        found = [
            one.number
            for page in range(1, first.paginator.num_pages + 1)
            for one in published.shelf(VISITOR, asked, page, ON).object_list
        ]
        assert set(found) == expected[status] and len(found) == len(expected[status]), status
    counts = published.status_counts(VISITOR, Shelf(agency=unit.code), ON)
    assert counts == {status: len(some) for status, some in expected.items() if some}


def test_what_is_withdrawn_or_replaced_counts_nowhere(unit: Agency) -> None:
    other = making.a_unit("shanyao")
    public(unit, 1)
    public(unit, 2, class_code="art20_07_budget", document_kind="other")
    public(other, 3)
    gone = {"state": "withdrawn", "withdrawn_reason": "有误", "withdrawn_at": AT}
    public(unit, 4, **gone)
    public(unit, 5, state="replaced")
    assert published.class_counts(VISITOR, unit.code) == {"art20_01_rules_and_normative_docs": 1, "art20_07_budget": 1}
    assert published.class_counts(VISITOR)["art20_01_rules_and_normative_docs"] == 2
    told = published.tally(VISITOR, unit.code)
    assert told.classes == {"art20_01_rules_and_normative_docs": 1, "art20_07_budget": 1}
    assert told.kinds == Counter(normative_document=1, other=1)
    assert published.agency_counts(VISITOR) == {unit.code: 2, other.code: 1}
    assert (told.newest, told.updated["art20_07_budget"]) == (AT + timedelta(hours=2), AT + timedelta(hours=2))
    assert published.tally(VISITOR, "nobody").newest is None
    assert numbers(Shelf(agency=unit.code)) == ["02", "01"]
    assert numbers(Shelf(class_code="art20_01_rules_and_normative_docs")) == ["03", "01"]
    assert numbers(Shelf(agency=unit.code, kinds=("rule",))) == []


def test_a_page_beyond_the_last_is_the_last_and_a_status_nobody_knows_has_nothing(unit: Agency) -> None:
    public(unit, 1)
    assert numbers(Shelf(agency=unit.code), page=9) == ["01"]
    assert numbers(Shelf(agency=unit.code, status="no-such-status")) == []


def test_the_kinds_with_a_validity_are_those_the_report_counts() -> None:
    assert published.rule_kinds(ON) == ("rule", "normative_document")
    assert published.rule_kinds(date(1990, 1, 1)) == ()
