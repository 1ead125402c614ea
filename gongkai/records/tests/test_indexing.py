"""Searching follows publishing in the same transaction: what is public is found, and nothing else ever is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from gongkai.kit.who import VISITOR
from gongkai.records import published
from gongkai.records.actions.add_link import add_link
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.indexing import KIND, document_of
from gongkai.records.models import Publication, Record
from gongkai.records.published import Asked
from gongkai.records.tests import making
from gongkai.records.tests.test_publish_record import revised
from gongkai.search import index, rebuild
from gongkai.search.asking import ask
from gongkai.search.models import IndexedDocument
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
NOW = making.NOW
LATER = NOW + timedelta(days=1)
ON = NOW.date()


def found(words: str, **changes: Any) -> list[str]:
    asked = Asked(**{"on": ON, "words": words, **changes})
    return [line.hit.key for line in published.search(VISITOR, asked).lines]


def publish(record: Record) -> Publication:
    return publish_record(record.pk, actor=making.actors(record.agency)["publisher"], now=NOW)


def withdraw(record: Record) -> Publication:
    publisher = making.actors(record.agency)["publisher"]
    return withdraw_record(record.pk, "数据有误", keep_title=False, actor=publisher, now=LATER)


def test_a_draft_is_never_found(unit: Agency) -> None:
    for record in (making.a_draft(unit, body="<p>独木桥维修</p>"), making.an_approved(unit, body="<p>独木桥维修</p>")):
        assert found("独木桥") == []
        assert record.title
    assert IndexedDocument.objects.count() == 0


def test_what_is_published_is_found_by_text_title_and_number(unit: Agency) -> None:
    made = publish(making.an_approved(unit, body="<p>独木桥<b>维修</b></p><p>养护</p>"))
    for words in ("独木桥维修", made.title, made.doc_number, made.index_number, "獨木橋", made.agency_name):
        assert found(words) == [made.index_number], words
    # A paragraph ends what stands in it.
    assert found("维修养护") == []


def test_what_is_withdrawn_is_found_no_more_at_once(unit: Agency) -> None:
    record = making.an_approved(unit, body="<p>独木桥</p>")
    number = publish(record).index_number
    with transaction.atomic():
        withdraw(record)
        assert (found("独木桥"), ask(Asked(on=ON, words="独木桥")).total) == ([], 0)
        transaction.set_rollback(True)
    assert found("独木桥") == [number]
    withdraw(record)
    assert ask(Asked(on=ON, words="独木桥")).total == 0
    assert (IndexedDocument.objects.count(), list(rebuild.differences())) == (0, [])


def test_a_publication_that_is_rolled_back_is_not_found(unit: Agency) -> None:
    record = making.an_approved(unit, body="<p>独木桥</p>")
    with transaction.atomic():
        publish(record)
        assert len(found("独木桥")) == 1
        transaction.set_rollback(True)
    assert found("独木桥") == []


def test_a_revision_takes_the_place_of_what_it_replaces(unit: Agency) -> None:
    record = making.an_approved(unit, body="<p>独木桥</p>")
    number = publish(record).index_number
    revised(record, title="关于石拱桥的通知", body="<p>石拱桥</p>")
    publish_record(record.pk, change_note="改桥名", actor=making.actors(unit)["publisher"], now=LATER)
    assert (found("独木桥"), found("石拱桥")) == ([], [number])


def test_what_the_index_should_not_have_is_left_out_of_the_answer(unit: Agency) -> None:
    record = making.an_approved(unit, body="<p>独木桥</p>")
    kept = document_of(publish(record))
    withdraw(record)
    index.put(kept)
    assert found("独木桥") == []
    assert [(one.key, one.missing) for one in rebuild.differences()] == [(kept.key, False)]


def test_the_line_of_a_record_tells_its_validity(unit: Agency) -> None:
    publish(making.an_approved(unit, effective_on=date(2020, 1, 1), expires_on=date(2024, 12, 31)))
    (line,) = published.search(VISITOR, Asked(on=ON)).lines
    assert line.record is not None
    assert line.record.validity is not None
    assert line.record.validity.status == "expired"
    assert (found("", validity="expired"), found("", validity="in_force")) == ([line.hit.key], [])
    assert found("", validity="in_force", on=date(2022, 5, 1)) == [line.hit.key]


def test_a_repeal_is_known_to_the_index(unit: Agency) -> None:
    old = making.an_approved(unit, title="旧办法", effective_on=date(2020, 1, 1))
    number = publish(old).index_number
    new = making.an_approved(unit, title="新办法")
    add_link(kind="repeals", record_id=new.pk, other_id=old.pk, on=ON, actor=making.actors(unit)["publisher"], now=NOW)
    assert found("旧办法", validity="in_force") == [number]
    publish(new)
    assert (found("旧办法", validity="in_force"), found("旧办法", validity="repealed")) == ([], [number])
    withdraw(new)
    assert found("旧办法", validity="in_force") == [number]


def test_the_source_reads_what_is_public_and_nothing_else(unit: Agency) -> None:
    kept = publish(making.an_approved(unit)).index_number
    gone = making.an_approved(unit)
    publish(gone)
    withdraw(gone)
    making.a_draft(unit)
    (source,) = (one for one in rebuild.sources() if one.kind == KIND)
    assert source.keys("", 10) == [kept]
    assert [one.key for one in source.documents([kept, "没有"])] == [kept]
