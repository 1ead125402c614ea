import io
from decimal import Decimal

import openpyxl
import pytest

from gongkai.papers.excel import TableSheet, TextSheet, to_excel
from gongkai.papers.tests.sheets import small_grid


def book(*sheets: TableSheet | TextSheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_excel("题", "机关", sheets)))


def test_figures_are_numbers_that_show_every_digit():
    page = book(TableSheet("表", "小表", small_grid("2505", "-30", "0", "274.09249")))["表"]

    assert [page["C3"].value, page["D3"].value, page["C4"].value] == [2505, -30, 0]
    assert Decimal(str(page["D4"].value)) == Decimal("274.09249")
    assert page["D4"].number_format == "0.00000"
    assert page["C3"].data_type == "n"


def test_a_trailing_nought_is_shown():
    assert book(TableSheet("表", "小表", small_grid("1", "2", "3", "4.50")))["表"]["D4"].number_format == "0.00"


def test_a_figure_too_long_for_a_sheet_is_kept_as_text_to_the_last_digit():
    cell = book(TableSheet("表", "小表", small_grid("1234567890123456789", "2", "3", "4")))["表"]["C3"]

    assert (cell.value, cell.data_type) == ("1234567890123456789", "s")


def test_heads_are_merged_as_printed():
    page = book(TableSheet("表", "小表", small_grid()))["表"]

    merged = {str(area) for area in page.merged_cells.ranges}
    assert {"A1:B2", "C1:D1", "A3:A4"} <= merged
    assert (page.oddHeader.center.text, page.oddHeader.right.text) == ("小表", "单位：件")
    assert page.print_title_rows == "$1:$2"


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("x")', "{=1}"])
def test_words_that_look_like_formulas_stay_words(text: str):
    page = book(TextSheet(text, (text,), ((text,),), (20,)), TableSheet("表", text, small_grid(text, "1", "2", "3")))

    for cell in (page.worksheets[0]["A1"], page.worksheets[0]["A2"], page["表"]["C3"]):
        assert (cell.value, cell.data_type) == (text, "s")


def test_addresses_do_not_become_links():
    page = book(TextSheet("文", (), (("https://a.example/x",),), (20,)))["文"]

    assert page["A1"].hyperlink is None


def test_sheet_names_are_cut_cleaned_and_kept_apart():
    names = book(*(TextSheet("[甲]/乙:*?" + "名" * 40, (), (("a",),), (9,)) for _ in range(2))).sheetnames

    assert names[0] == "甲乙" + "名" * 29
    assert names[1] == "甲乙" + "名" * 26 + "2"


def test_a_text_longer_than_a_cell_goes_on_below():
    page = book(TextSheet("文", (), (("长" * 40000,), ("后",)), (9,)))["文"]

    assert page["A1"].value + page["A2"].value == "长" * 40000
    assert page["A3"].value == "后"


def test_the_same_sheets_give_the_same_bytes():
    sheet = TableSheet("表", "小表", small_grid())

    assert to_excel("题", "机关", [sheet]) == to_excel("题", "机关", [sheet])


def test_rows_are_tall_enough_for_words_that_break_because_sheets_do_not_measure_merged_cells():
    page = book(TableSheet("表", "小表", small_grid("1", "2", "3", "4")), TextSheet("文", (), (("长" * 200,),), (40,)))

    assert page["表"].row_dimensions[3].height == 17.25
    assert page["文"].row_dimensions[1].height > 150
