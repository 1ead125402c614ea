from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.likeness import likeness

OLD = (
    "2023年，我区坚持以群众需求为导向，持续梳理各领域公开事项，完善审核发布流程，推动政策文件与解读材料同步组织同步发布。"
    "全年举办培训班3期，培训210人次，业务人员能力稳步提升。"
)
NEW = "今年新设了政务公开体验区，邀请居民代表旁听会议并收集意见，另将历年文件逐份核对后统一挂网。"


def test_the_same_text_with_other_years_and_figures_is_a_copy() -> None:
    changed = OLD.replace("2023", "2024").replace("3期", "5期").replace("210", "1,180")
    assert likeness(OLD, changed).share == 1.0


def test_a_new_text_shares_nothing() -> None:
    assert likeness(OLD, NEW).share == 0.0
    assert likeness(OLD, NEW).passages == ()


def test_copied_passages_are_marked_in_both_texts() -> None:
    found = likeness(OLD, NEW + OLD)
    (first, *_) = found.passages
    start_a, end_a, start_b, end_b = first
    assert (NEW + OLD)[start_b:end_b].startswith("年，我区坚持以群众需求为导向")
    assert OLD[start_a:end_a] == (NEW + OLD)[start_b:end_b]
    assert 0.5 < found.share < 0.8


def test_headings_titles_and_standing_words_are_nobodys_copy() -> None:
    standing = (
        "根据《中华人民共和国政府信息公开条例》的规定和要求编制。本报告所列数据的统计期限为2023年1月1日至12月31日。"
        "一、总体情况\n（一）主动公开情况\n六、其他需要报告的事项\n2023年度，我区未收取政府信息公开信息处理费。"
    )
    assert likeness(standing, standing.replace("2023", "2024")).share == 0.0


def test_short_turns_of_phrase_are_not_copying() -> None:
    assert likeness("全面推进政务公开工作取得新成效。", "今年全面推进政务公开工作，另有安排。").share == 0.0


def test_an_empty_text_is_like_nothing() -> None:
    assert likeness(OLD, "").share == 0.0
    assert likeness("", OLD).share == 0.0


@given(st.text(alphabet="甲乙丙丁戊己庚辛", max_size=80), st.text(alphabet="甲乙丙丁戊己庚辛", max_size=80))
@settings(max_examples=60)
def test_passages_hold_the_same_words_in_order_and_the_share_is_a_share(a: str, b: str) -> None:
    found = likeness(a, b)
    assert 0.0 <= found.share <= 1.0
    end = 0
    for start_a, end_a, start_b, end_b in found.passages:
        assert a[start_a:end_a] == b[start_b:end_b]
        assert start_b >= end
        end = end_b


@given(st.text(alphabet="甲乙丙丁戊己庚辛，。", min_size=30, max_size=80))
@settings(max_examples=40)
def test_every_text_of_some_length_is_wholly_like_itself(text: str) -> None:
    own = sum(1 for char in text if char not in "，。")
    assert likeness(text, text).share == (1.0 if own >= 24 else 0.0)
