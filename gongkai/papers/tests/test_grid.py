import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.papers.grid import GridCell, covered, fitting
from gongkai.papers.tests.sheets import small_grid


def test_a_merged_cell_stands_at_every_place_it_covers():
    full = covered([list(row) for row in small_grid().rows])

    assert [cell.text for cell in full[1]] == ["项目", "项目", "自然人", "总计"]
    assert [cell.text for cell in full[3]] == ["办理", "不公开", "3", "4.50"]


def test_a_hole_in_a_table_is_named_by_row():
    rows = [[GridCell("甲", 0, 0, "head"), GridCell("乙", 0, 1, "head")], [GridCell("丙", 1, 0, "stub")]]

    with pytest.raises(ValueError, match="表格第 2 行有空缺的单元格"):
        covered(rows)


def test_two_cells_in_one_place_are_refused_with_the_words_of_the_second():
    rows = [[GridCell("甲", 0, 0, "head", 1, 2), GridCell("乙", 0, 1, "head")]]

    with pytest.raises(ValueError, match="表格第 1 行第 2 列重叠或越界：乙"):
        covered(rows)


def test_a_short_figure_keeps_its_size_and_a_long_one_shrinks():
    assert fitting("56", 9.2, 10.5) == 10.5
    assert fitting("123456789", 9.2, 10.5) < 6


@given(st.integers(min_value=0, max_value=10**30), st.floats(min_value=5, max_value=40))
def test_a_figure_never_needs_more_than_its_width(number: int, width: float):
    text = str(number)

    size = fitting(text, width, 10.5)

    assert size <= 10.5
    assert len(text) * 0.6 * size * 25.4 / 72 <= width * 1.02 + 0.02
