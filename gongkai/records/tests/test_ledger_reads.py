"""The ledger: who sees which rows, what each filter finds, what is counted, and the file that is handed out."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kit.who import VISITOR
from gongkai.law.validity import statuses
from gongkai.records import counts
from gongkai.records.actions.add_link import add_link
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.ledger_file import Cover, write_ledger
from gongkai.records.models import Record
from gongkai.records.reads_ledger import Wanted, every, page, years
from gongkai.records.tests.making import NOW, TODAY, a_draft, a_published, a_said, a_unit, actors, an_approved
from gongkai.records.writing import current, said_of

pytestmark = pytest.mark.django_db


def titles(wanted: Wanted, unit: str = "tuling") -> list[str]:
    return [row.record.title for row in page(actors(a_unit(unit))["clerk"], wanted, TODAY).rows]


def some_records() -> None:
    unit = a_unit()
    a_published(unit, title="甲通知", doc_number="涂政〔2026〕1号", category="policy_documents")
    a_draft(unit, title="乙通知", doc_number="涂政〔2025〕2号", formed_on="2025-06-01", category="budget")
    an_approved(
        unit, title="丙名册", doc_number="", mark="not_disclosed", ground="internal_affairs",
        ground_details={"kind": "personnel"}, mark_reason="人事管理材料",
    )  # fmt: skip


def test_only_the_own_ledger_is_there() -> None:
    some_records()
    assert titles(Wanted(), "other") == []
    assert [row.record.title for row in page(VISITOR, Wanted(), TODAY).rows] == []
    assert sorted(titles(Wanted(agencies=("tuling",)))) == ["丙名册", "乙通知", "甲通知"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(words="涂政[2026]1号"), ["甲通知"]),
        (Wanted(words="涂政（2026）1"), ["甲通知"]),
        (Wanted(words="通知 甲"), ["甲通知"]),
        (Wanted(words="QZ04001"), ["甲通知"]),
        (Wanted(words="%"), []),
        (Wanted(category="budget"), ["乙通知"]),
        (Wanted(category="none"), ["丙名册"]),
        (Wanted(mark="not_disclosed"), ["丙名册"]),
        (Wanted(state="published"), ["甲通知"]),
        (Wanted(year=2025), ["乙通知"]),
        (Wanted(formed_to=date(2025, 12, 31)), ["乙通知"]),
        (Wanted(late=True), ["乙通知"]),
        (Wanted(measure="made"), ["丙名册", "甲通知"]),
        (Wanted(measure="published"), ["甲通知"]),
    ],
)
def test_each_filter_finds_what_it_says(wanted: Wanted, found: list[str]) -> None:
    some_records()
    assert sorted(titles(wanted)) == found


def test_the_filter_of_validity_says_what_the_rule_says() -> None:
    unit = a_unit()
    publisher = actors(unit)["publisher"]
    acting = a_published(unit, title="丁", doc_number="涂政〔2026〕20号")
    days = {"effective_on": "2026-03-02"}
    a_published(unit, title="甲", doc_number="涂政〔2026〕21号", expires_on="2026-03-04", **days)
    a_published(unit, title="乙", doc_number="涂政〔2026〕22号", effective_on="2027-01-01")
    for number, title, kind, expires in (
        (23, "丙", "repeals", "2026-03-04"), (24, "戊", "amends", ""), (25, "己", "replaces", ""),
        (26, "庚", "repeals", "2026-03-03"), (27, "辛", "interprets", ""),
    ):  # fmt: skip
        record = a_published(unit, title=title, doc_number=f"涂政〔2026〕{number}号", expires_on=expires, **days)
        add_link(acting.pk, other_id=record.pk, kind=kind, on=date(2026, 3, 5), actor=publisher, now=NOW)
    a_draft(unit, title="草", doc_number="涂政〔2026〕30号")
    shown = {row.record.title: row.validity.status for row in every(publisher, Wanted(), TODAY) if row.validity}
    assert {title: shown[title] for title in "丙庚"} == {"丙": "repealed", "庚": "expired"}
    for status in statuses(TODAY):
        want = sorted(title for title, one in shown.items() if one == status.code)
        assert sorted(titles(Wanted(validity=status.code))) == want


def test_a_revision_under_way_stays_counted_and_a_withdrawn_one_does_not() -> None:
    unit = a_unit()
    staff = actors(unit)
    first = a_published(unit, doc_number="涂政〔2026〕1号")
    second = a_published(unit, doc_number="涂政〔2026〕2号")
    change_record(
        first.pk, first.edition, a_said(title="改过的", doc_number="涂政〔2026〕1号"), actor=staff["clerk"], now=NOW
    )
    withdraw_record(second.pk, "有误", actor=staff["publisher"], now=NOW)
    assert [(one.code, one.made, one.published) for one in counts.by_year(staff["clerk"])] == [("2026", 2, 1)]


def test_counts_by_column_open_the_ledger_they_count() -> None:
    some_records()
    clerk = actors(a_unit())["clerk"]
    for column in ("category", "mark"):
        for one in counts.by_column(clerk, column):
            for measure, figure in (("made", one.made), ("published", one.published)):
                wanted = Wanted(**{column: one.code or "none"}, measure=measure)
                assert page(clerk, wanted, TODAY).count == figure
    assert years(clerk, ()) == [2026, 2025]


def test_table_two_counts_signed_documents_and_opens_their_list() -> None:
    unit = a_unit()
    staff = actors(unit)
    kind = {"document_kind": "normative_document"}
    old = a_published(unit, title="旧办法", doc_number="涂政〔2025〕1号", formed_on="2025-12-30", **kind)
    new = a_published(unit, title="新办法", doc_number="涂政〔2026〕1号", **kind)
    a_draft(unit, title="拟办法", doc_number="涂政〔2026〕2号", **kind)
    add_link(new.pk, other_id=old.pk, kind="replaces", on=date(2026, 3, 2), actor=staff["publisher"], now=NOW)
    rows = counts.table_two(staff["clerk"], ("tuling",), 2026)
    found = {cell: titles(Wanted(cell=f"normative.{cell}", year=2026)) for cell in ("issued", "abolished", "in_force")}
    assert found == {"issued": ["新办法"], "abolished": ["旧办法"], "in_force": ["新办法"]}
    assert len(rows["rules"].issued) == 0


def test_a_page_costs_the_same_few_queries_however_long_it_is() -> None:
    unit = a_unit()
    clerk = actors(unit)["clerk"]
    for serial in range(1, 24):
        a_draft(unit, title=f"第{serial}号", doc_number=f"涂政〔2026〕{serial}号")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        first = page(clerk, Wanted(), TODAY)
    assert len(seen) <= 4
    last = page(clerk, Wanted(), TODAY, 99)
    assert (len(first.rows), first.count, first.pages, last.number, len(last.rows)) == (20, 23, 2, 2, 3)


def test_the_file_has_the_office_s_six_columns_a_head_that_repeats_and_a_sum() -> None:
    some_records()
    clerk = actors(a_unit())["clerk"]
    out = BytesIO()
    cover = Cover("信息台账", "涂岭镇", "2026年", TODAY)
    assert write_ledger(out, every(clerk, Wanted(), TODAY), cover, full=False) == 3
    book = openpyxl.load_workbook(out)
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[3]] == ["分类", "公开属性", "信息名称", "备注/文号", "索引号", "文件生成日期"]
    rows = {row[2].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)}
    assert rows["甲通知"][:2] == ["政策文件", "主动公开"]
    assert rows["甲通知"][4].startswith("QZ04001-0105-2026-")
    assert (sheet["A7"].value, sheet["B7"].value) == ("合计", "3 件")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$3:$3")


def test_words_that_look_like_formulas_stay_words_in_the_file() -> None:
    a_draft(a_unit(), title="=1+1")
    out = BytesIO()
    write_ledger(out, every(actors(a_unit())["clerk"], Wanted(), TODAY), Cover("台账", "镇", "", TODAY), full=True)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert (sheet["C4"].value, sheet["C4"].data_type) == ("=1+1", "s")


def test_a_content_still_says_what_the_ledger_shows() -> None:
    some_records()
    record = Record.objects.get(title="甲通知")
    assert said_of(current(record)).category == record.category == "policy_documents"
