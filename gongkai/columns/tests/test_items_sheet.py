"""Sheets of items: what goes out comes back equal, real lists with merged cells are read, hostile files are refused."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.columns.items_file import as_excel, blank
from gongkai.columns.items_rows import Read, identity, read_rows
from gongkai.columns.items_sheet import CannotImport, read
from gongkai.columns.models.items import LEVEL_FIELDS, TEXTS
from gongkai.law.items import item_columns
from gongkai.law.record_classes import classes_for
from gongkai.records.tests.making import TODAY

LABELS = {one.code: one.label for one in classes_for("town", TODAY)}
HEADS = ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道")


def row(**texts: Any) -> dict[str, Any]:
    return {name: "" for name in TEXTS} | {"extra": {}, "name": "某事项"} | texts


def taken(data: bytes, known: dict[str, tuple[str, ...]] | None = None) -> list[Read]:
    return read_rows(read(data, item_columns(TODAY)), known or {}, "town", TODAY)


def book_of(rows: Sequence[Sequence[Any]], *merged: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for one in rows:
        sheet.append(list(one))
    for area in merged:
        sheet.merge_cells(area)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


words = st.text(
    st.characters(categories=("L", "N", "P"), include_characters=" =+-@\n《》"), max_size=12
).map(str.strip)  # fmt: skip
levels = st.sampled_from(["", "救灾", "安全生产", "=1+1", "_x0041_", "0012", "1e5"])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {name: levels for name in LEVEL_FIELDS}
            | {name: words for name in ("content", "basis", "limit", "remark", "channels")}
            | {"name": words.filter(bool), "class_code": st.sampled_from(["", *LABELS])}
            | {"extra": st.dictionaries(st.sampled_from(["联系电话", "科室"]), words.filter(bool))}
        ),
        min_size=1, max_size=8, unique_by=lambda one: identity(row(**one)),
    )
)  # fmt: skip
def test_what_goes_out_comes_back_equal(items: list[dict[str, Any]]) -> None:
    rows = [row(**one) | {"key": f"tuling-{number:05d}"} for number, one in enumerate(items, 1)]
    known = {str(one["key"]): identity(one) for one in rows}
    back = taken(as_excel("目录", "某镇", rows, LABELS, TODAY), known)
    assert [one.problems for one in back] == [()] * len(rows)
    assert [one.values | {"key": one.key} for one in back] == rows


def test_merged_levels_go_out_merged_and_stand_in_every_row() -> None:
    rows = [
        row(level1="救灾", level2=two, name=name, key=name)
        for two, name in (("备灾", "a"), ("备灾", "b"), ("灾后", "c"))
    ]
    data = as_excel("目录", "某镇", rows, LABELS, TODAY)
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    assert {str(area) for area in sheet.merged_cells.ranges} == {"B2:B4", "C2:C3"}
    assert [one.values["level2"] for one in taken(data, {name: () for name in "abc"})] == ["备灾", "备灾", "灾后"]


def test_a_list_with_a_title_merged_levels_and_no_item_column_is_read() -> None:
    data = book_of(
        [
            ["某镇主动公开事项目录", *[None] * 7],
            HEADS,
            [1, "救灾", "备灾管理", "物资", "《条例》第三条", "及时", "某镇", "政府网站"],
            [2, None, "灾后救助", "款物", "《条例》第四条", "每月", "某镇", "政府网站"],
        ],
        "A1:H1", "B3:B4",
    )  # fmt: skip
    found = taken(data)
    assert [(one.row, one.values["level1"], one.values["name"]) for one in found] == [
        (3, "救灾", "备灾管理"),
        (4, "救灾", "灾后救助"),
    ]
    assert all(not one.problems and one.key == "" for one in found)


def test_heads_of_two_rows_with_ticked_columns_are_read() -> None:
    data = book_of(
        [
            ["序号", "公开事项", "", "公开内容", "公开依据", "公开时限", "公开主体", "公开对象", "", "公开方式", ""],
            ["", "一级事项", "二级事项", "", "", "", "", "全社会", "特定群体（请写明）", "主动", "依申请公开"],
            [1, "救灾", "备灾", "物资", "《条例》", "及时", "某镇", "√", None, "√", None],
            [2, None, "救助", "款物", "《条例》", "及时", "某镇", None, "受灾户", None, "√"],
        ],
        "B1:C1", "H1:I1", "J1:K1", "A1:A2", "D1:D2", "E1:E2", "B3:B4",
    )  # fmt: skip
    first, second = taken(data)
    assert (first.values["audience"], first.values["way"]) == ("全社会", "主动")
    assert (second.values["audience"], second.values["way"]) == ("特定群体：受灾户", "依申请")
    assert (second.values["level1"], second.values["name"]) == ("救灾", "救助")
    assert second.values["limit"] == "及时"


def test_a_fault_names_its_cell() -> None:
    heads = ("事项编码", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开类别")
    data = book_of(
        [
            heads,
            ["不是编码", "甲", "", "", "", "", ""],
            ["", "", "只有内容", "", "", "", ""],
            ["", "乙", "", "", "", "", "没有这类"],
            ["", "乙", "", "", "", "", ""],
            ["", "丙" * 301, "", "", "", "", ""],
            ["k", "丁", "", "", "", "", ""],
            ["k", "戊", "", "", "", "", ""],
        ]
    )
    faults = {one.row: [problem.cell for problem in one.problems] for one in taken(data, {"k": ()})}
    assert faults == {2: ["A2"], 3: ["B3"], 4: ["G4"], 5: ["B5"], 6: ["B6"], 7: [], 8: ["A8"]}


def test_an_item_known_by_what_it_says_keeps_its_key() -> None:
    known = {"tuling-00007": identity(row(level1="救灾", name="备灾", content="物资"))}
    data = book_of([HEADS, [1, "救灾", "备灾", "物资", "", "", "", ""]])
    assert taken(data, known)[0].key == "tuling-00007"


def test_columns_nobody_knows_are_kept() -> None:
    data = book_of([(*HEADS, "联系电话"), [1, "救灾", "备灾", "物资", "", "", "", "", "0595-1"]])
    assert taken(data)[0].values["extra"] == {"联系电话": "0595-1"}


def test_the_empty_form_is_known_to_be_empty() -> None:
    with pytest.raises(CannotImport) as refused:
        read(blank("town", TODAY), item_columns(TODAY))
    assert refused.value.code == "import-empty"


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-xlsx"),
        (b"\xd0\xcf\x11\xe0old", "old-format"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"<html></html>", "not-xlsx"),
    ],
)
def test_what_is_no_sheet_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(CannotImport) as refused:
        read(data, item_columns(TODAY))
    assert refused.value.code == code


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    with pytest.raises(CannotImport):
        read(bomb(), item_columns(TODAY))


def test_a_sheet_without_known_heads_is_refused_with_the_heads_it_should_have() -> None:
    with pytest.raises(CannotImport, match="公开时限") as refused:
        read(book_of([["姓名", "电话"], ["甲", "1"]]), item_columns(TODAY))
    assert refused.value.code == "no-head"


def test_a_sheet_merged_over_everything_and_far_beyond_is_read_quickly() -> None:
    """openpyxl makes every cell of a merged range; a file may claim seventeen thousand million of them."""
    plain = zipfile.ZipFile(BytesIO(book_of([HEADS, [1, "救灾", "备灾", "物资", "", "", "", ""]], "B2:B4")))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            wider = plain.read(name).replace(b'ref="B2:B4"', b'ref="J2:XFD1048576"')
            archive.writestr(name, wider)
    assert [one.values["name"] for one in taken(out.getvalue())] == ["备灾"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(HEADS)),
                         max_size=10), max_size=6))  # fmt: skip
def test_whatever_stands_in_a_sheet_is_read_or_refused(rows: list[list[Any]]) -> None:
    try:
        data = book_of(rows)
    except (openpyxl.utils.exceptions.IllegalCharacterError, ValueError):
        return
    try:
        found = taken(data)
    except CannotImport as refused:
        assert refused.sentence
    else:
        assert found
