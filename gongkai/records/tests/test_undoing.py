"""A wrongly imported record, or a whole import, is put away; what was touched or numbered since stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.kit import importing, journal
from gongkai.kit.action import Refused
from gongkai.kit.models import ImportBatch, JournalEntry
from gongkai.records import importing_job, proofs, undoing
from gongkai.records.actions import undo_import as acting
from gongkai.records.actions.add_link import add_link
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.discard_record import discard_record
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.actions.undo_import import undo_import
from gongkai.records.models import Record
from gongkai.records.tests.ledger_files import HEAD, a_row
from gongkai.records.tests.making import NOW, a_person, a_said, a_unit, actor, actors, passed_on
from gongkai.records.tests.test_importing import imported, uploaded
from gongkai.units.models import Duty, Notice

pytestmark = pytest.mark.django_db
State = Record.State
NUMBER = "QZ04001-0105-2019-00137"


def undone(batch: ImportBatch, reason: str = "传错了文件") -> ImportBatch:
    return undo_import(batch.pk, reason, actor=actors(a_unit())["clerk"], now=NOW)


def states() -> list[str]:
    return list(Record.objects.order_by("pk").values_list("state", flat=True))


def test_a_record_booked_wrongly_is_put_away_with_a_reason() -> None:
    imported([a_row(1, mark="依申请公开")])
    record, who = Record.objects.get(), actors(a_unit())["clerk"]
    with pytest.raises(Refused, match="须写明原因"):
        discard_record(record.pk, record.edition, " ", actor=who, now=NOW)
    gone = discard_record(record.pk, record.edition, "不是本单位的", actor=who, now=NOW)
    assert (gone.state, gone.next_review_on) == (State.DISCARDED, None)
    row = JournalEntry.objects.get(act="discard_record")
    assert (row.reason, row.before["state"], row.after["state"]) == ("不是本单位的", "historic", "discarded")


def test_one_that_brought_its_number_stays() -> None:
    imported([a_row(1, index_number=NUMBER)])
    record = Record.objects.get()
    with pytest.raises(Refused, match="已有索引号，不能作废"):
        discard_record(record.pk, record.edition, "不是本单位的", actor=actors(a_unit())["clerk"], now=NOW)


@pytest.mark.parametrize("number", ["", NUMBER])
def test_a_change_of_a_booked_record_is_given_up_and_it_is_booked_again(number: str) -> None:
    imported([a_row(1, mark="依申请公开", index_number=number)])
    record, who = Record.objects.get(), actors(a_unit())["clerk"]
    title = record.title
    changed = change_record(record.pk, record.edition, a_said(title="改动"), actor=who, now=NOW)
    later = NOW + timedelta(days=3)
    back = discard_record(changed.pk, changed.edition, "不改了", actor=who, now=later)
    back.refresh_from_db()
    assert (back.state, back.title, back.mark, back.handler) == (State.HISTORIC, title, "on_request", None)
    assert (back.publish_due_on, back.next_review_on) == (None, later.date())
    assert back.content is not None and back.content.version == 1


def test_a_whole_import_is_undone() -> None:
    batch = imported([a_row(number) for number in range(1, 4)])
    batch = undone(batch)
    assert states() == [State.DISCARDED] * 3
    assert batch.options["undo"] | {"at": "", "by": ""} == {
        "by": "", "at": "", "reason": "传错了文件", "stage": "done", "after": Record.objects.latest("pk").pk,
        "put_away": 3, "stayed": {}, "fault": "",
    }  # fmt: skip
    told = JournalEntry.objects.filter(act="discard_record")
    assert told.count() == 3 and all("第" in row.reason and "传错了文件" in row.reason for row in told)
    assert JournalEntry.objects.get(act="undo_import").after["put_away"] == 3
    assert not list(journal.verify())
    assert not list(proofs.contents()) and not list(proofs.records())
    assert imported([a_row(number) for number in range(1, 4)]).good == 3


def test_what_was_touched_since_stays_and_is_told_with_why() -> None:
    batch = imported([a_row(1, index_number=NUMBER), a_row(2), a_row(3), a_row(4)])
    who = actors(a_unit())["clerk"]
    _, second, third, _ = Record.objects.order_by("pk")
    change_record(second.pk, second.edition, a_said(title="补正"), actor=who, now=NOW)
    add_link(third.pk, kind="repeals", on=date(2026, 3, 1), other_text="旧办法", actor=who, now=NOW)
    batch = undone(batch)
    assert states() == [State.HISTORIC, State.DRAFT, State.HISTORIC, State.DISCARDED]
    assert batch.options["undo"]["stayed"] == {"numbered": 1, "changed": 1, "linked": 1}
    with pytest.raises(Refused, match="已经撤销过"):
        undone(batch)


def test_drafts_are_put_away_too_and_have_no_limit_left() -> None:
    undone(imported([a_row(1)], way="draft"))
    record = Record.objects.get()
    assert (record.state, record.publish_due_on, record.handler, record.edition) == (State.DISCARDED, None, None, 2)


def test_what_cannot_be_undone_is_refused_in_a_sentence() -> None:
    waiting = uploaded([a_row(1)])
    with pytest.raises(Refused, match="还没有结束"):
        undone(waiting)
    numbered = imported([a_row(9, index_number=NUMBER)])
    with pytest.raises(Refused, match="须写明原因"):
        undone(numbered, " ")
    with pytest.raises(Refused, match="没有可以撤销的"):
        undone(numbered)
    with pytest.raises(Refused) as caught:
        undo_import(numbered.pk, "x", actor=actor(a_person(a_unit(), "publisher")), now=NOW)
    assert caught.value.code == "not-allowed"
    with pytest.raises(Refused, match="没有这次导入"):
        undo_import(0, "x", actor=actors(a_unit())["clerk"], now=NOW)


def test_many_are_put_away_piece_by_piece_by_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "AT_ONCE", 1)
    monkeypatch.setattr(undoing, "PIECE", 2)
    assert "imports-undone" in [job.name for job in importing_job.worker.jobs()]
    batch = undone(imported([a_row(number) for number in range(1, 6)]))
    assert states() == [State.HISTORIC] * 5
    assert undoing.work(NOW) == 2
    assert states() == [State.DISCARDED] * 2 + [State.HISTORIC] * 3
    while undoing.work(NOW):
        pass
    batch.refresh_from_db()
    assert (batch.options["undo"]["put_away"], batch.options["undo"]["stage"]) == (5, "done")
    assert Notice.objects.filter(title__contains="已撤销：作废 5 件").count() == 1


def test_the_worker_stops_where_the_one_who_asked_may_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "AT_ONCE", 0)
    batch = undone(imported([a_row(1)]))
    Duty.objects.filter(kind="clerk").update(ends=NOW.date(), ended_reason="调离")
    while undoing.work(NOW):
        pass
    batch.refresh_from_db()
    assert states() == [State.HISTORIC]
    assert "没有导入台账的职责" in batch.options["undo"]["fault"]


def test_what_was_booked_is_not_late_once_it_is_public_here_and_revised() -> None:
    imported([(*a_row(1), "2019-03-06")], head=(*HEAD, "公开日期"))
    staff = actors(a_unit())
    record = Record.objects.get()
    for title in ("补正一", "补正二"):
        said = a_said(title=title, formed_on="2019-03-05")
        record = change_record(record.pk, record.edition, said, actor=staff["clerk"], now=NOW)
        record = submit_record(record.pk, record.edition, actor=staff["clerk"], now=NOW)
        record = passed_on(record)
        publish_record(record.pk, change_note="补正", actor=staff["publisher"], now=NOW)
        record.refresh_from_db()
        assert record.publish_due_on is not None and record.publish_due_on > NOW.date()


def test_importing_goes_on_after_an_undoing() -> None:
    undone(imported([a_row(1)]))
    assert importing.work(NOW) == 0
    assert undoing.work(NOW) == 0
