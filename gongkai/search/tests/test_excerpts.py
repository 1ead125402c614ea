"""The words found are marked where they stand in the original, whatever its characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.excerpts import LENGTH, excerpt, segments
from gongkai.search.question import read


def marked(text: str, typed: str) -> list[str]:
    return [piece for piece, is_marked in segments(text, read(typed).wanted) if is_marked]


def test_marks_fall_on_the_original_characters() -> None:
    assert segments("關於醫療保險的通知", read("医疗保险").wanted) == (
        ("關於", False), ("醫療保險", True), ("的通知", False),
    )  # fmt: skip


def test_a_number_is_marked_with_its_brackets() -> None:
    assert marked("转发泉港政办［２０２６］２號文件", "泉港政办〔2026〕2号") == ["泉港政办［２０２６］２號"]


def test_digits_within_others_are_not_marked() -> None:
    assert marked("第12号和第2号", "2号") == ["2号"]


def test_words_that_touch_or_overlap_make_one_mark() -> None:
    assert marked("政府信息公开", "政府信息 信息公开") == ["政府信息公开"]
    assert marked("征地低保", "征地 低保") == ["征地", "低保"]


def test_a_sign_that_becomes_several_characters_is_marked_whole() -> None:
    assert marked("见㈠项", "一") == ["㈠"]


def test_an_excerpt_stands_where_most_words_stand_closest() -> None:
    text = "征地。" + "其他事项。" * 60 + "征地补偿和低保标准。" + "其他事项。" * 60
    cut = excerpt(text, read("征地 低保").wanted)
    assert [piece for piece, is_marked in cut if is_marked] == ["征地", "低保"]
    assert cut[0] == ("……", False)
    assert cut[-1] == ("……", False)
    assert len("".join(piece for piece, _ in cut)) <= LENGTH + 4


def test_without_a_word_the_excerpt_is_the_beginning() -> None:
    assert excerpt("第一句。第二句。", ()) == (("第一句。第二句。", False),)
    assert excerpt("", read("征地").wanted) == ()


def test_an_excerpt_begins_with_its_sentence() -> None:
    text = "甲" * 200 + "。乙乙低保丙" + "丁" * 200
    assert excerpt(text, read("低保").wanted)[1] == ("乙乙", False)


@given(st.text(max_size=80), st.text(max_size=10))
def test_the_pieces_joined_are_the_text(text: str, typed: str) -> None:
    assert "".join(piece for piece, _ in segments(text, read(typed).wanted)) == text


@given(st.text(alphabet="公开信息，a5", max_size=300), st.text(alphabet="公开信", min_size=1, max_size=3))
def test_an_excerpt_shows_a_word_that_is_there(text: str, typed: str) -> None:
    cut = excerpt(text, read(typed).wanted)
    assert any(is_marked for _, is_marked in cut) == (typed in text)
