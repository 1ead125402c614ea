"""Index numbers: by the site's rule, in a row, never twice, never changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from pytest_django import Settings

from gongkai.kit.action import Refused
from gongkai.law.index_numbers import index_rule
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import IndexNumber, IndexSerial, Record
from gongkai.records.numbering import give_number
from gongkai.records.said import Said
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
NOW = making.NOW


def said_of(record: Record) -> Said:
    assert record.content is not None
    return Said.stored(record.content.said)


def numbered(unit: Agency, **changes: object) -> str:
    record = making.a_draft(unit, doc_number="", **changes)
    return give_number(record, said_of(record), NOW).number


def test_in_a_row_within_agency_and_year_whatever_the_class(unit: Agency) -> None:
    code = unit.index_code
    assert numbered(unit) == f"{code}-0105-2026-00001"
    assert numbered(unit, formed_on="2025-12-30") == f"{code}-0105-2025-00001"
    assert numbered(unit) == f"{code}-0105-2026-00002"
    other = making.a_unit("shanyao")
    making.people(other)
    assert numbered(other) == f"{other.index_code}-0105-2026-00001"


def test_a_record_keeps_its_number(unit: Agency) -> None:
    record = making.a_draft(unit)
    first = give_number(record, said_of(record), NOW)
    again = give_number(record, replace(said_of(record), index_class="0101"), NOW)
    assert again == first
    assert IndexSerial.objects.get().last == 1


def test_a_number_rolled_back_leaves_no_gap(unit: Agency) -> None:
    record = making.a_draft(unit)
    with pytest.raises(RuntimeError), transaction.atomic():
        give_number(record, said_of(record), NOW)
        raise RuntimeError
    assert give_number(making.a_draft(unit), said_of(record), NOW).serial == 1


def test_after_numbers_brought_from_an_older_ledger_it_goes_on(unit: Agency) -> None:
    old = making.a_draft(unit)
    scope = f"fujian|{unit.index_code}|2026"
    IndexNumber.objects.create(
        record=old, number=f"{unit.index_code}-0105-2026-00007", rule="fujian", scope=scope, serial=7, agency=unit,
        year=2026, given_at=NOW, brought=True,
    )  # fmt: skip
    assert numbered(unit).endswith("-00008")
    assert give_number(old, said_of(old), NOW).serial == 7


def test_the_serial_restarts_with_what_the_site_says(unit: Agency, settings: Settings) -> None:
    settings.INDEX_RESTARTS = ("agency", "class", "year")
    assert numbered(unit).endswith("0105-2026-00001")
    assert numbered(unit, index_class="0101").endswith("0101-2026-00001")
    assert numbered(unit).endswith("0105-2026-00002")


def test_the_year_is_that_of_publication_where_the_site_says_so(unit: Agency, settings: Settings) -> None:
    settings.INDEX_YEAR = "published"
    assert numbered(unit, formed_on="2025-12-30").endswith("-2026-00001")


@pytest.mark.parametrize("rule", ["national_2009", "national_credit"])
def test_national_forms_take_the_codes_an_agency_has(unit: Agency, settings: Settings, rule: str) -> None:
    settings.INDEX_RULE = rule
    code = index_rule(rule).examples[0].split("/")[0]
    field = "credit_code" if len(code) == 18 else "index_code"
    Agency.objects.filter(pk=unit.pk).update(**{"index_code": "", field: code})
    unit.refresh_from_db()
    assert numbered(unit) == f"{code}/2026-00001"


def test_the_organisation_code_is_taken_from_inside_the_credit_code(unit: Agency, settings: Settings) -> None:
    settings.INDEX_RULE = "national_2009"
    code = index_rule("national_credit").examples[0].split("/")[0]
    Agency.objects.filter(pk=unit.pk).update(index_code="", credit_code=code)
    unit.refresh_from_db()
    assert numbered(unit) == f"{code[8:17]}/2026-00001"


def test_without_a_code_or_with_an_unknown_class_none_is_given(unit: Agency) -> None:
    record = making.a_draft(unit)
    with pytest.raises(Refused) as unknown:
        give_number(record, replace(said_of(record), index_class="7777"), NOW)
    assert "7777" in unknown.value.sentence
    Agency.objects.filter(pk=unit.pk).update(index_code="")
    record.agency.refresh_from_db()
    with pytest.raises(Refused) as missing:
        give_number(record, said_of(record), NOW)
    assert missing.value.code == "index-agency-code"
    assert not IndexNumber.objects.exists()


def test_a_serial_that_no_longer_fits_stops(unit: Agency) -> None:
    numbered(unit)
    IndexSerial.objects.update(last=99_999)
    with pytest.raises(Refused) as full:
        numbered(unit)
    assert full.value.code == "index-serial-overflow"


def test_the_database_refuses_to_change_or_remove_a_number(unit: Agency) -> None:
    numbered(unit)
    for change in (lambda: IndexNumber.objects.update(number="x"), lambda: IndexNumber.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_the_number_will_need_is_asked_before_anybody_reviews() -> None:
    record = making.a_draft(index_class="")
    with pytest.raises(Refused) as refusal:
        submit_record(record.pk, record.edition, actor=making.actors(record.agency)["clerk"], now=NOW)
    assert refusal.value.code == "content-index_class"
    assert "没有选定索引类别" in refusal.value.sentence


def test_what_is_not_for_the_public_needs_no_number() -> None:
    record = making.a_draft(
        index_class="", mark="not_disclosed", ground="internal_affairs", ground_details={"kind": "workflow"},
        mark_reason="属于内部工作流程。",
    )  # fmt: skip
    sent = submit_record(record.pk, record.edition, actor=making.actors(record.agency)["clerk"], now=NOW)
    assert sent.state == "in_review"
