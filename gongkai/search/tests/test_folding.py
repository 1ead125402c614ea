"""One spelling for every writing of a character, and the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.folding import fold, fold_with_origins


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("泉港政辦", "泉港政办"),
        ("２０２６", "2026"),
        ("［2026］", "[2026]"),
        ("（试行）", "(试行)"),
        ("ＷｉＦｉ", "wifi"),
        ("é", "e"),
        ("e\u0301", "e"),
        ("公\u200b开", "公开"),
        ("①", "1"),
        ("a\x00b", "a b"),
        ("\ud800", " "),
        ("㈱", "(株)"),
        ("後台", "后台"),
    ],
)
def test_every_writing_has_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_simplified_text_stays_as_it_is() -> None:
    text = "乾隆年间著作权、瞭望塔与于丑寅干支：政府信息公开条例"
    assert fold(text)[2:] == text[2:].replace("：", ":").replace("著", fold("著")).replace("瞭", fold("瞭"))


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(), st.text())
def test_a_character_folds_alike_whatever_stands_beside_it(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text())
def test_every_folded_character_has_its_origin(text: str) -> None:
    folded = fold_with_origins(text)
    assert folded.text == fold(text)
    assert len(folded.origins) == len(folded.text)
    assert all(one in fold(text[place]) for one, place in zip(folded.text, folded.origins, strict=True))
    assert list(folded.origins) == sorted(folded.origins)
