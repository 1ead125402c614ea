from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources.encoding import decode

SIMPLIFIED = "某局2021年政府信息公开工作年度报告。本年度收到申请12件，予以公开8件，不予公开4件。"
TRADITIONAL = "某局2021年政府資訊公開工作年度報告。本年度收到申請12件，予以公開8件，不予公開4件。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_simplified_chinese_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)).text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "utf-16", "gb18030"])
def test_traditional_chinese_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


def test_what_decodes_wins_over_what_the_page_declares() -> None:
    page = f'<meta charset="gb2312"><p>{SIMPLIFIED}</p>'
    assert decode(page.encode("utf-8")).text == page
    wrong = f'<meta charset="utf-8"><p>{SIMPLIFIED}</p>'
    assert decode(wrong.encode("gb18030")).text == wrong


def test_half_a_character_at_the_end_is_told() -> None:
    for encoding in ("utf-8", "gb18030"):
        found = decode(SIMPLIFIED.encode(encoding) + "府".encode(encoding)[:-1])
        assert found.text == SIMPLIFIED
        assert found.warnings == ["文件末尾有半个字，可能没有下载完整，请与原件核对。"]


def test_a_damaged_byte_is_marked_and_counted() -> None:
    data = bytearray((SIMPLIFIED * 20).encode("utf-8"))
    data[40] = 0xFF
    found = decode(bytes(data))
    assert "\ufffd" in found.text
    assert found.warnings[0].startswith("有 ")
    assert "处文字编码已损坏" in found.warnings[0]


def test_random_bytes_are_no_text() -> None:
    with pytest.raises(CannotRead) as caught:
        decode(bytes(range(256)) * 40)
    assert caught.value.code in {"binary", "encoding"}


def test_two_words_in_gb18030_that_are_valid_utf8_by_chance_are_read_as_chinese() -> None:
    assert decode("联通".encode("gb18030")).text == "联通"
    assert decode("Ελλάδα".encode()).text == "Ελλάδα"


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_clear_refusal(data: bytes) -> None:
    try:
        found = decode(data)
    except CannotRead as problem:
        assert problem.code in {"binary", "encoding"}
    else:
        assert "\x00" not in found.text


@given(st.text(alphabet="公开政府信息申请年度报告一二三0123456789，。\n", min_size=1, max_size=200))
def test_report_text_survives_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text
