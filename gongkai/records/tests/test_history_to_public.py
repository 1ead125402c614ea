"""From an older ledger to the portal: only through the whole path of reviews, and with the number it always had."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.kit import importing
from gongkai.kit.action import Refused
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.choose_columns import choose_columns
from gongkai.records.actions.confirm_import import confirm_import
from gongkai.records.actions.decide_adjustment import decide_adjustment
from gongkai.records.actions.open_adjustment_round import open_adjustment_round
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.start_import import start_import
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.counts import by_year
from gongkai.records.models import AdjustmentItem, IndexNumber, Publication, Record
from gongkai.records.tests.ledger_files import a_row, a_sheet
from gongkai.records.tests.making import NOW, a_said, a_unit, actors, passed_on
from gongkai.records.writing import current, said_of

pytestmark = pytest.mark.django_db
NUMBER = "QZ04001-0105-2019-00137"


def booked(**changes: str) -> Record:
    unit = a_unit()
    clerk = actors(unit)["clerk"]
    data = a_sheet([a_row(1, index_number=NUMBER, **changes)])
    batch = start_import(agency=unit, name="台账.xlsx", data=data, way="history", actor=clerk, now=NOW)
    choose_columns(batch.pk, batch.options["columns"], actor=clerk, now=NOW)
    while importing.work(NOW):
        pass
    confirm_import(batch.pk, actor=clerk, now=NOW)
    while importing.work(NOW):
        pass
    return Record.objects.get()


def test_history_is_not_published_as_it_stands() -> None:
    record = booked()
    with pytest.raises(Refused):
        publish_record(record.pk, actor=actors(a_unit())["publisher"], now=NOW)
    with pytest.raises(Refused):
        submit_record(record.pk, record.edition, actor=actors(a_unit())["clerk"], now=NOW)
    assert Publication.objects.count() == 0


def test_it_goes_through_every_review_and_keeps_its_number() -> None:
    record, staff = booked(), actors(a_unit())
    said = a_said(title=record.title, doc_number=record.doc_number, formed_on="2019-03-05")
    record = change_record(record.pk, record.edition, said, actor=staff["clerk"], now=NOW)
    assert record.state == Record.State.DRAFT
    record = submit_record(record.pk, record.edition, actor=staff["clerk"], now=NOW)
    record = passed_on(record)
    made = publish_record(record.pk, actor=staff["publisher"], now=NOW)
    assert (made.index_number, IndexNumber.objects.get().brought) == (NUMBER, True)
    assert [(one.code, one.made, one.published) for one in by_year(staff["clerk"])] == [("2019", 1, 1)]


def test_withheld_history_is_due_at_once_and_a_round_takes_it_back_into_the_path() -> None:
    record, unit = booked(mark="依申请公开"), a_unit()
    assert record.next_review_on == NOW.date()
    clerk, until = actors(unit)["clerk"], NOW.date() + timedelta(days=30)
    open_adjustment_round(unit, name="第一轮", until=NOW.date(), due_on=until, actor=clerk, now=NOW)
    item = AdjustmentItem.objects.get()
    seen = current(record).hash
    decide_adjustment(item.pk, "proactive", "已无不公开的必要", seen, actor=clerk, now=NOW)
    record.refresh_from_db()
    assert (record.state, record.mark) == (Record.State.DRAFT, "proactive")
    assert said_of(current(record)).mark_reason == "已无不公开的必要"
    assert Publication.objects.count() == 0
