import pytest

from gongkai.annual.render.filled import filled, printed_rows
from gongkai.annual.render.grids import head_rows, table_grid, widths
from gongkai.annual.render.tests.made import FORMS, report
from gongkai.law.formats import FormTable, formats
from gongkai.law.papers_layout import NEWEST
from gongkai.papers.grid import GridCell, covered

TABLES = [(form, table.id) for form in FORMS for table in formats()[form].tables]


def table_of(form: str, id: str) -> FormTable:
    return formats()[form].table(id)


def cell_of(form: str, id: str, text: str) -> GridCell:
    return next(cell for row in table_grid(table_of(form, id)) for cell in row if cell.text == text)


def area(cell: GridCell) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.rowspan, cell.colspan


@pytest.mark.parametrize(("form", "id"), TABLES)
def test_every_table_is_covered_without_hole_or_overlap(form: str, id: str):
    full = covered(table_grid(table_of(form, id)))

    assert len({len(row) for row in full}) == 1


@pytest.mark.parametrize(("form", "id"), TABLES)
def test_every_cell_of_the_form_is_printed_once_in_the_order_of_the_form(form: str, id: str):
    table = table_of(form, id)
    printed = [cell.cell for row in table_grid(table) for cell in row if cell.kind == "value"]

    assert printed == [cell.id for cell in table.cells]


@pytest.mark.parametrize(("form", "id"), TABLES)
def test_the_columns_fill_the_type_area(form: str, id: str):
    table = table_of(form, id)
    measured = widths(table, 156.0)

    assert sum(measured) == pytest.approx(156.0)
    assert len(measured) == len(covered(table_grid(table))[0])
    assert min(measured) > 10


def test_the_heads_of_table_three_are_merged_as_the_form_prints_them():
    assert area(cell_of("2021", "t3", "申请人情况")) == (0, 3, 1, 7)
    assert area(cell_of("2021", "t3", "自然人")) == (1, 3, 2, 1)
    assert area(cell_of("2021", "t3", "法人或其他组织")) == (1, 4, 1, 5)
    assert area(cell_of("2021", "t3", "商业企业")) == (2, 4, 1, 1)
    assert area(cell_of("2021", "t3", "总计")) == (1, 9, 2, 1)
    assert area(table_grid(table_of("2021", "t3"))[0][0]) == (0, 0, 3, 3)


def test_the_stubs_of_table_three_are_merged_as_the_form_prints_them():
    assert area(cell_of("2021", "t3", "一、本年新收政府信息公开申请数量")) == (3, 0, 1, 3)
    assert area(cell_of("2021", "t3", "三、本年度办理结果")) == (5, 0, 22, 1)
    assert area(cell_of("2021", "t3", "（一）予以公开")) == (5, 1, 1, 2)
    assert area(cell_of("2021", "t3", "（三）不予公开")) == (7, 1, 8, 1)
    assert area(cell_of("2021", "t3", "（七）总计")) == (26, 1, 1, 2)


def test_in_the_trial_form_other_handling_is_one_row():
    assert area(cell_of("2019", "t3", "（六）其他处理")) == (23, 1, 1, 2)


def test_table_four_stands_in_one_line_under_three_heads():
    assert area(cell_of("2021", "t4", "行政复议")) == (0, 0, 1, 5)
    assert area(cell_of("2021", "t4", "行政诉讼")) == (0, 5, 1, 10)
    assert area(cell_of("2021", "t4", "复议后起诉")) == (1, 10, 1, 5)
    assert area(cell_of("2021", "t4", "结果维持")) == (1, 0, 2, 1)
    assert len(table_grid(table_of("2021", "t4"))[3]) == 15


def test_a_block_with_fewer_columns_runs_to_the_edge():
    assert area(cell_of("2021", "t2", "第二十条第（八）项")) == (11, 0, 1, 4)
    assert area(cell_of("2021", "t2", "本年收费金额（单位：万元）")) == (12, 1, 1, 3)
    assert [cell.colspan for cell in table_grid(table_of("2019", "t2"))[14]] == [1, 1, 2]


def test_the_annex_has_a_column_of_units():
    head, first, *_ = table_grid(table_of("pre2019-fujian", "annex"))

    assert [cell.text for cell in head] == ["指标名称", "计量单位", "年度", "历年累计"]
    assert [cell.text for cell in first] == ["主动公开文件数", "条", "", ""]


def test_heads_repeat_but_not_those_of_blocks():
    repeated = {id: head_rows(table_of("2021", id)) for id in ("t2", "t3", "t4")}

    assert repeated == {"t2": 0, "t3": 3, "t4": 3}


def test_optional_rows_without_a_figure_are_left_out_and_others_are_marked_unread():
    made = report("pre2019-fujian", {"annex.requests_fax.year": "", "annex.requests_fax.cumulative": "",
                                     "annex.lawsuits.year": ""})  # fmt: skip
    table = table_of("pre2019-fujian", "annex")
    labels = [row.label for row in printed_rows(made, table).blocks[0].rows]
    grid = filled(made, table, on=NEWEST)

    assert "2.传真申请数" not in labels
    assert [cell.text for cell in grid.rows[-1]] == ["行政诉讼数", "件", "——", "0"]
    assert grid.legend == "注：“——”表示该格未填报或者未能读出，不等于 0。"


def test_a_full_table_has_no_legend():
    assert filled(report("2021"), table_of("2021", "t2"), on=NEWEST).legend == ""
