from hypothesis import given
from hypothesis import strategies as st

from gongkai.papers.titles import title_lines

NOTICE = "泉州市泉港区人民政府办公室关于印发泉港区2025年度政府信息公开工作年度报告的通知"


def test_a_title_that_fits_stays_on_one_line():
    assert title_lines("泉港区2025年度政府信息公开工作年度报告", 20) == ("泉港区2025年度政府信息公开工作年度报告",)


def test_a_long_title_breaks_at_a_word_into_lines_of_like_length():
    assert title_lines(NOTICE, 20) == (
        "泉州市泉港区人民政府办公室关于印发泉港区",
        "2025年度政府信息公开工作年度报告的通知",
    )


def test_line_breaks_given_by_hand_are_kept():
    assert title_lines("关于报送\n《报告》的函", 20) == ("关于报送", "《报告》的函")


@given(st.text(alphabet="政府信息公开关于《》的2025年a（）", min_size=1, max_size=120), st.integers(8, 24))
def test_breaking_loses_nothing_and_never_makes_an_empty_line(title: str, width: int):
    lines = title_lines(title, width)

    assert "".join(lines) == title
    assert all(lines)


def test_a_year_is_never_broken():
    for width in range(9, 21):
        assert any("2025年" in line for line in title_lines(NOTICE, width))
