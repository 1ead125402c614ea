"""Reading one line of an older ledger: whatever stands in the cells, it is a content or a list of faults."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.records.importing_file import CannotImport, recognise, rows
from gongkai.records.importing_values import DRAFT, HISTORY, LineRead, Setting, choices, read_line
from gongkai.records.importing_words import folded, head_of, labelled, passed_over, words
from gongkai.records.tests.ledger_files import HEAD, a_row, a_sheet

TODAY = date(2026, 3, 10)
COLUMNS = {
    name: at
    for at, name in enumerate(("category", "mark", "title", "doc_number", "index_number", "formed_on", "published_on"))
}


def read(*cells: str, way: str = HISTORY, **more: int) -> LineRead:
    return read_line(7, cells, Setting(COLUMNS | more, way, "town", ("QZ04001",), TODAY))


cell = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["主动公开", "政策文件", "2019-03-05", "43529", "涂政〔2019〕1号", "QZ04001-0105-2019-00001", "—", "〔〕号"]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(cell, max_size=9), st.sampled_from([HISTORY, DRAFT]))
def test_a_line_is_a_content_or_has_faults_that_say_where_and_how(cells: list[str], way: str) -> None:
    line = read(*cells, way=way)
    assert (line.said is None) == bool(line.problems)
    for one in line.problems:
        assert one.sentence.endswith("。")
        assert one.cell == "" or one.cell.endswith("7")
    if line.said is not None:
        assert line.said == type(line.said).from_json(line.said.to_json())


@given(st.dates(min_value=date(1990, 1, 1), max_value=TODAY))
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for text in (
        day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", str(serial), f"{day.isoformat()} 00:00",
    ):  # fmt: skip
        said = read(*a_row(1)[:5], text).said
        assert said is not None and said.formed_on == day


@given(st.permutations(list(HEAD)), st.integers(0, 5))
def test_the_head_is_found_wherever_it_stands_and_in_any_order(head: list[str], above: int) -> None:
    found = head_of([["台账"]] * above + [head, ["x"]])
    assert found is not None
    assert (found.line, sorted(found.columns)) == (above + 1, sorted(labelled(HEAD)))
    assert all(
        head[at] == next(one.label for one in words().fields if one.code == name) for name, at in found.columns.items()
    )


def test_a_public_document_states_no_ground_and_a_withheld_one_states_one() -> None:
    public = read(*a_row(1), "", "国家秘密", ground=7)
    assert [one.cell for one in public.problems] == ["H7"]
    withheld = read(*a_row(1, mark="不予公开"), "", "人事管理", ground=7)
    assert [one.cell for one in withheld.problems] == ["H7"]
    assert withheld.unknown == (("ground", "人事管理"),)
    good = read(*a_row(1, mark="不予公开"), "", "内部事务", ground=7)
    assert good.said is not None and good.said.ground == "internal_affairs"


def test_a_remark_stands_where_the_number_stands_and_a_bad_number_is_a_fault() -> None:
    for text, kept in (("便函", "便函"), ("无", ""), ("涂政(2019)5号", "涂政〔2019〕5号")):
        said = read(*a_row(1, doc_number=text)).said
        assert said is not None and said.doc_number == kept
    assert read(*a_row(1, doc_number="涂政〔二〇一九〕5号")).problems[0].cell == "D7"


def test_days_that_contradict_each_other_are_faults() -> None:
    assert "早于文件生成日期" in read(*a_row(1), "2019-03-01").problems[0].sentence
    assert "晚于今天" in read(*a_row(1), (TODAY + timedelta(1)).isoformat()).problems[0].sentence
    assert "公开日期" in read(*a_row(1, mark="依申请公开"), "2019-04-01").problems[0].sentence


def test_every_recognised_word_stands_for_a_code_of_the_law() -> None:
    for (name, word), code in words().values.items():
        assert code in choices(name, "town", TODAY), word
        assert folded(word) == word


def test_a_line_of_sums_is_passed_over_and_a_title_of_that_word_is_not() -> None:
    assert passed_over(["合计", "", "12"], "")
    assert passed_over(["", " "], "")
    assert not passed_over(["1", "说明书编制办法"], "说明书编制办法")


def test_a_sheet_is_chosen_by_its_head_and_a_longer_one_than_allowed_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = a_sheet([a_row(1), a_row(2)])
    found = recognise(data)
    assert (found.sheet, found.head.line, len(found.samples)) == ("台账", 2, 2)
    monkeypatch.setattr("gongkai.records.importing_file.ROWS", 3)
    with pytest.raises(CannotImport) as refusal:
        list(rows(data, found.sheet, 0))
    assert refusal.value.code == "too-many-rows"


def test_a_sheet_that_declares_entities_or_claims_a_million_rows_is_refused_or_cut_short() -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for change in (
        lambda part: part.replace(b"<worksheet", laughs + b"<worksheet", 1),
        lambda part: part.replace(b'r="4"', b'r="1048576"').replace(b'4"', b'1048576"'),
    ):
        data = changed(a_sheet([a_row(1), a_row(2)]), "xl/worksheets/sheet1.xml", change)
        with pytest.raises(CannotImport) as refusal:
            list(rows(data, recognise(data).sheet, 0))
        assert refusal.value.sentence.endswith("。")


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return out.getvalue()
