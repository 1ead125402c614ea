"""Importing an older ledger: from the upload to records, with every fault named and nothing imported twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from gongkai.kit import importing, journal
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import ImportBatch, ImportRow, JournalEntry
from gongkai.records import importing_job, proofs
from gongkai.records.actions.cancel_import import cancel_import
from gongkai.records.actions.choose_columns import choose_columns
from gongkai.records.actions.confirm_import import confirm_import
from gongkai.records.actions.start_import import start_import
from gongkai.records.models import IndexNumber, IndexSerial, Publication, Record
from gongkai.records.tests.ledger_files import HEAD, a_row, a_sheet
from gongkai.records.tests.making import NOW, a_unit, actors

pytestmark = pytest.mark.django_db
State = Record.State


def uploaded(
    rows: Sequence[Sequence[Any]], way: str = "history", head: Sequence[str] = HEAD, **mapped: Any
) -> ImportBatch:
    unit = a_unit()
    clerk = actors(unit)["clerk"]
    batch = start_import(agency=unit, name="台账.xlsx", data=a_sheet(rows, head), way=way, actor=clerk, now=NOW)
    batch = choose_columns(batch.pk, batch.options["columns"], mapped, actor=clerk, now=NOW)
    while importing.work(NOW):
        pass
    batch.refresh_from_db()
    return batch


def imported(rows: Sequence[Sequence[Any]], way: str = "history", head: Sequence[str] = HEAD) -> ImportBatch:
    batch = uploaded(rows, way, head)
    confirm_import(batch.pk, actor=actors(a_unit())["clerk"], now=NOW)
    while importing.work(NOW):
        pass
    batch.refresh_from_db()
    return batch


def problems(batch: ImportBatch) -> dict[int, list[tuple[str, str]]]:
    rows = ImportRow.objects.filter(batch=batch, state=ImportRow.State.BAD)
    return {row.number: [(one["cell"], one["sentence"]) for one in row.problems] for row in rows}


def test_the_job_is_known_to_the_worker() -> None:
    assert importing_job.KIND == "records"
    assert "imports" in [job.name for job in importing_job.worker.jobs()]


def test_good_rows_become_history_with_their_old_number_and_nothing_becomes_public() -> None:
    batch = imported([a_row(1, index_number="QZ04001-0105-2019-00137"), a_row(2)])
    assert (batch.state, batch.done, batch.good) == (ImportBatch.State.DONE, 2, 2)
    first, second = Record.objects.order_by("pk")
    assert (first.state, first.doc_number, first.category) == (State.HISTORIC, "涂政〔2019〕1号", "policy_documents")
    assert first.publish_due_on is None and first.approved is None
    number = IndexNumber.objects.get()
    assert (number.record, number.number, number.brought) == (first, "QZ04001-0105-2019-00137", True)
    assert IndexSerial.objects.get(scope=number.scope).last == 137
    assert Publication.objects.count() == 0
    assert second.content is not None and second.content.said["title"] == "关于第2号事项的通知"


def test_drafts_go_the_usual_way() -> None:
    imported([a_row(1)], way="draft")
    record = Record.objects.get()
    assert (record.state, record.mark) == (State.DRAFT, "proactive")
    assert record.publish_due_on is not None


def test_every_fault_names_its_cell_and_how_to_mend_it() -> None:
    batch = uploaded([
        a_row(1, formed_on="2019-02-30"),
        a_row(2, mark="对外"),
        a_row(3, title=""),
        a_row(4, doc_number="涂政〔19〕4号"),
        a_row(5, index_number="索引005"),
        a_row(6, formed_on="2031-01-01"),
        a_row(7, mark="不予公开"),
        a_row(8),
    ])  # fmt: skip
    found = problems(batch)
    assert batch.good == 1
    assert {line: cells[0][0] for line, cells in found.items()} == {
        3: "F3", 4: "B4", 5: "C5", 6: "D6", 7: "E7", 8: "F8", 9: "B9"
    }  # fmt: skip
    assert "不是有效日期" in found[3][0][1]
    assert "第十四条" in found[9][0][1]


def test_an_unknown_word_can_be_mapped_once_for_all_rows() -> None:
    rows = [a_row(1, category="便民服务"), a_row(2, category="便民服务")]
    batch = uploaded(rows)
    assert batch.options["unknown"] == [["category", "便民服务", 2]]
    again = uploaded(rows, category={"便民服务": "other"})
    assert (again.good, again.options["unknown"]) == (2, [])


def test_doubles_in_the_file_and_in_the_ledger_are_kept_out() -> None:
    imported([a_row(1), a_row(2, doc_number="", title="值班表")])
    batch = uploaded(
        [a_row(1), a_row(2, doc_number="", title="值班表"), a_row(3), a_row(4, doc_number="涂政（2019）3号")]
    )
    found = problems(batch)
    assert sorted(found) == [3, 4, 6]
    assert "台账中的《关于第1号事项的通知》" in found[3][0][1]
    assert "第 5 行重复" in found[6][0][1]


def test_sums_and_blank_lines_are_no_records_and_heads_are_recognised_by_other_words() -> None:
    head = ("序号", "标题", "发文字号", "成文时间", "公开方式", "发布时间")
    rows = [
        ("1", "关于甲的通知", "涂政〔2018〕1号", "2018年1月3日", "主动公开", 43110),
        (),
        ("合计", "", "", "", "", "1"),
    ]
    batch = imported(rows, head=head)
    assert batch.total == 1
    record = Record.objects.get()
    assert record.published_at is not None
    days = (record.formed_on, record.published_at.astimezone(BEIJING).date())
    assert days == (date(2018, 1, 3), date(2018, 1, 10))


def test_each_record_is_in_the_journal_and_the_proofs_hold() -> None:
    imported([a_row(number) for number in range(1, 6)])
    assert JournalEntry.objects.filter(act="import_record").count() == 5
    assert list(journal.verify()) == []
    assert list(proofs.contents()) == [] and list(proofs.records()) == []


def test_what_was_taken_meanwhile_fails_alone_and_the_others_go_on() -> None:
    batch = uploaded([a_row(1), a_row(2), a_row(3)])
    other = uploaded([a_row(2)])
    clerk = actors(a_unit())["clerk"]
    for one in (other, batch):
        confirm_import(one.pk, actor=clerk, now=NOW)
    while importing.work(NOW):
        pass
    states = dict(ImportRow.objects.filter(batch=batch).values_list("number", "state"))
    failed = ImportRow.objects.filter(state=ImportRow.State.FAILED).get()
    assert sorted(states.values()) in (["done", "done", "failed"], ["done", "done", "done"])
    assert "重复" in failed.problems[0]["sentence"]
    assert Record.objects.count() == 3


def test_a_batch_is_confirmed_once_and_only_by_who_may() -> None:
    batch = uploaded([a_row(1)])
    with pytest.raises(Refused, match="权限"):
        confirm_import(batch.pk, actor=actors(a_unit("other"))["clerk"], now=NOW)
    clerk = actors(a_unit())["clerk"]
    confirm_import(batch.pk, actor=clerk, now=NOW)
    with pytest.raises(Refused) as refusal:
        confirm_import(batch.pk, actor=clerk, now=NOW)
    assert refusal.value.code == "import-state"


def test_a_cancelled_batch_is_applied_no_further() -> None:
    batch = uploaded([a_row(1)])
    clerk = actors(a_unit())["clerk"]
    confirm_import(batch.pk, actor=clerk, now=NOW)
    cancel_import(batch.pk, actor=clerk, now=NOW)
    assert importing.work(NOW) == 0
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", b"\x00\x01\x02" * 50, b"a,b\n1,2\n"]
)
def test_what_is_no_ledger_is_refused_in_a_sentence(data: bytes) -> None:
    unit = a_unit()
    with pytest.raises(Refused) as refusal:
        start_import(agency=unit, name="x", data=data, way="history", actor=actors(unit)["clerk"], now=NOW)
    assert refusal.value.sentence.endswith("。")
    assert ImportBatch.objects.count() == 0


def test_a_text_table_in_the_old_encoding_is_read() -> None:
    unit = a_unit()
    clerk = actors(unit)["clerk"]
    text = "信息名称,公开属性,成文日期\n关于乙的通知,主动公开,20190305\n".encode("gb18030")
    batch = start_import(agency=unit, name="台账.csv", data=text, way="history", actor=clerk, now=NOW)
    choose_columns(batch.pk, batch.options["columns"], actor=clerk, now=NOW)
    assert importing.work(NOW) > 0
    batch.refresh_from_db()
    assert batch.good == 1
