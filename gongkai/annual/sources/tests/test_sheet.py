from __future__ import annotations

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.documents import CannotRead, Document
from gongkai.annual.sources.limits import Limits
from gongkai.annual.sources.opening import open_document
from gongkai.annual.sources.sheet_styles import Look, shown
from gongkai.annual.sources.tests.making import lines, spans, tables, texts, xlsx

INLINE = '<c r="{}" t="inlineStr"{}><is><t>{}</t></is></c>'


def opened(rows: str, name: str = "报告.xlsx", after: str = "", before: str = "", **more: str) -> Document:
    return open_document(xlsx(rows, after=after, before=before, **more), name)


def text_cell(place: str, text: str, style: str = "") -> str:
    return INLINE.format(place, f' s="{style}"' if style else "", text)


def test_a_real_workbook_gives_title_lines_and_a_table_with_its_merges() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("年报")
        framed = book.add_format({"border": 1})
        sheet.write(0, 0, "某局2023年政府信息公开工作年度报告")
        sheet.merge_range(2, 0, 3, 0, "结果", framed)
        sheet.merge_range(2, 1, 2, 2, "申请人", framed)
        sheet.write(3, 1, 5249.69, framed)
        sheet.write(3, 2, 12, framed)
        hidden = book.add_worksheet("底稿")
        hidden.write(0, 0, "不公开")
        hidden.hide()
    document = open_document(buffer.getvalue(), "年报.xlsx")
    assert lines(document) == ["某局2023年政府信息公开工作年度报告"]
    assert spans(tables(document)[0]) == {
        "结果": (0, 0, 2, 1),
        "申请人": (0, 1, 1, 2),
        "5249.69": (1, 1, 1, 1),
        "12": (1, 2, 1, 1),
    }
    assert document.warnings == ("工作表“底稿”是隐藏的，没有读取。",)


def test_a_formula_gives_its_saved_value_and_without_one_an_empty_cell_and_a_word() -> None:
    document = opened(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>WEBSERVICE("http://a.example")</f></c>'
        '<c r="C1"><v>3</v></c></row>'
    )
    assert texts(tables(document)[0]) == [["2", "", "3"]]
    assert document.warnings == ("工作表“表三”有 1 个公式没有保存计算结果，按空白处理，请在 Excel 中重新保存后再试。",)


def test_hidden_rows_and_columns_are_left_out_with_a_word() -> None:
    rows = (
        f'<row r="1">{text_cell("A1", "许可")}{text_cell("B1", "藏")}{text_cell("C1", "3")}</row>'
        f'<row r="2" hidden="1">{text_cell("A2", "旧")}{text_cell("C2", "9")}</row>'
        f'<row r="3">{text_cell("A3", "处罚")}{text_cell("C3", "4")}</row>'
    )
    document = opened(rows, before='<cols><col min="2" max="2" hidden="1"/></cols>')
    assert [text for table in tables(document) for text in texts(table)] == [["许可", "3"], ["处罚", "4"]]
    assert document.warnings == (
        "工作表“表三”有 1 行是隐藏的，没有读取。",
        "工作表“表三”有 1 列是隐藏的，没有读取。",
    )


def test_a_bordered_heading_row_belongs_to_the_table_and_an_unbordered_one_is_a_line() -> None:
    rows = (
        f'<row r="1">{text_cell("A1", "报告标题")}</row><row r="2">{text_cell("A2", "第二十条第（一）项", "2")}</row>'
        f'<row r="3">{text_cell("A3", "规章", "2")}{text_cell("B3", "1", "2")}</row>'
    )
    document = opened(rows)
    assert lines(document) == ["报告标题"]
    assert texts(tables(document)[0])[0][0] == "第二十条第（一）项"


def test_empty_rows_part_two_tables() -> None:
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"><v>2</v></c></row>'
    found = tables(opened(row.format(1) + row.format(4)))
    assert [(table.place.table, table.place.line) for table in found] == [(1, 1), (2, 4)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("12.0", "12"), ("5249.69", "5249.69"), ("1.2E+3", "1200"), ("0.1", "0.1"), ("-0", "0"), ("1E-7", "0.0000001"),
     ("5249.6900000000005", "5249.69"), ("NaN", "NaN"), ("abc", "abc")],
)  # fmt: skip
def test_numbers_are_plain_decimals(raw: str, expected: str) -> None:
    assert shown(raw, Look(), False) == expected


def test_days_are_written_with_year_month_and_day() -> None:
    assert shown("45291", Look(is_day=True), False) == "2023-12-31"
    document = opened('<row r="1"><c r="A1" s="1"><v>45291</v></c></row>')
    assert lines(document) == ["2023-12-31"]


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=3))
def test_a_stored_number_keeps_its_value_and_shows_no_exponent(number: object) -> None:
    text = shown(str(number), Look(), False)
    assert float(text) == float(str(number))
    assert "e" not in text.lower()


def test_links_to_other_workbooks_are_told_and_not_followed() -> None:
    document = opened(
        '<row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>7</v></c></row>', xl__externalLinks__externalLink1="<a/>"
    )
    assert lines(document) == ["7"]
    assert document.warnings == ("工作簿引用了别的文件，没有打开那些文件，只用已保存的数值。",)


def test_a_sheet_with_two_cells_at_its_far_corners_is_refused_instead_of_filling_memory() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'
    with pytest.raises(CannotRead) as caught:
        opened(rows, after=merged)
    assert caught.value.code == "too-many-cells"


def test_too_many_cells_are_refused() -> None:
    row = "<row>" + "<c><v>1</v></c>" * 60 + "</row>"
    with pytest.raises(CannotRead, match="表格单元格超过 50 个"):
        open_document(xlsx(row), "大.xlsx", limits=Limits(cells=50))


def test_a_sheet_with_a_dtd_is_refused() -> None:
    part = '<!DOCTYPE a [<!ENTITY b "x">]><worksheet/>'
    with pytest.raises(CannotRead) as caught:
        opened("", xl__worksheets__sheet1_xml="x", **{"xl__worksheets__sheet1.xml": part})
    assert caught.value.code == "unsafe"
