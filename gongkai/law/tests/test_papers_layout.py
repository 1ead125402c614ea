from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.loading import DATA
from gongkai.law.papers_layout import NEWEST, cover_form, page_layout, words


def copied(root: Path, name: str, old: str, new: str) -> Path:
    """The law data with one word of one document file changed."""
    (root / "documents").mkdir(parents=True)
    (root / "instruments").symlink_to(DATA / "instruments")
    text = (DATA / "documents" / name).read_text(encoding="utf-8")
    assert old in text
    (root / "documents" / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


def test_margins_and_type_area_make_up_an_a4_sheet():
    page = page_layout(date(2026, 1, 12))

    assert (page.measures["paper_width"], page.measures["paper_height"]) == (210, 297)
    assert (page.measures["margin_top"], page.measures["margin_left"]) == (37, 28)
    assert (page.margin_right, page.margin_bottom) == (26, 35)
    assert (page.counts["lines"], page.counts["characters"]) == (22, 28)


def test_before_the_standard_took_force_the_core_stops():
    with pytest.raises(UnknownLaw, match="没有登记 2012-06-30 适用的公文格式标准"):
        page_layout(date(2012, 6, 30))
    assert page_layout(date(2012, 7, 1)).types["title"].points == 22


def test_an_unknown_cover_is_named():
    with pytest.raises(UnknownLaw, match="没有登记名为“telegram”的报告封面文种"):
        cover_form("telegram", NEWEST)


def test_the_unread_mark_is_not_a_nought_and_says_so():
    assert words(NEWEST)["unread"] == "——"
    assert "不等于 0" in words(NEWEST)["unread_legend"]


def test_a_blank_nobody_fills_is_refused_with_its_name(tmp_path: Path):
    root = copied(tmp_path, "covers.toml", "{approver}", "{mayor}")

    with pytest.raises(LawDataError, match="不认识的填空 mayor"):
        cover_form("notice", NEWEST, root)


def test_an_unknown_face_is_refused(tmp_path: Path):
    root = copied(tmp_path, "gbt_9704_2012.toml", 'face = "fangsong"', 'face = "comic"')

    with pytest.raises(LawDataError, match=r"face：只能是 fangsong"):
        page_layout(NEWEST, root)


def test_a_measure_without_a_registered_basis_is_refused(tmp_path: Path):
    root = copied(tmp_path, "gbt_9704_2012.toml", 'cite = "gbt-9704-2012 5.1"', 'cite = "gbt-9704-2099 5.1"')

    with pytest.raises(LawDataError, match=r"gbt-9704-2099 5\.1”没有登记"):
        page_layout(NEWEST, root)


RED = 'id = "red"\ncolour = "#CC0000"\nfrom = {day}\ncite = "gbt-9704-2012 7.2.4"\n'


def test_a_later_row_takes_the_place_of_an_earlier_one_from_its_day(tmp_path: Path):
    root = copied(tmp_path, "gbt_9704_2012.toml", "[[ink]]\n", f"[[ink]]\n{RED.format(day='2012-07-01')}\n[[later]]\n")
    file = root / "documents" / "gbt_9704_2012.toml"
    text = file.read_text(encoding="utf-8").split("[[later]]")[0] + "[[ink]]\n" + RED.format(day="2030-01-01")
    file.write_text(text.replace("#CC0000", "#DA251D", 1), encoding="utf-8")

    assert page_layout(date(2029, 12, 31), root).inks["red"] == "#DA251D"
    assert page_layout(date(2030, 1, 1), root).inks["red"] == "#CC0000"


def test_rows_out_of_order_are_refused(tmp_path: Path):
    root = copied(tmp_path, "gbt_9704_2012.toml", "[[ink]]\n", f"[[ink]]\n{RED.format(day='2030-01-01')}\n[[ink]]\n")

    with pytest.raises(LawDataError, match="red 的生效日应晚于前一行"):
        page_layout(NEWEST, root)


def test_an_unknown_layout_of_a_cover_is_refused(tmp_path: Path):
    root = copied(tmp_path, "covers.toml", 'layout = "letter"', 'layout = "postcard"')

    with pytest.raises(LawDataError, match="只能是 document、letter"):
        cover_form("letter", NEWEST, root)
