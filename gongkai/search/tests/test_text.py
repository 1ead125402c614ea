"""Text in pairs of characters: what is found is what stands in the canonical text, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.question import read, word
from gongkai.search.text import BREAK, LONGEST, canonical, grams

LETTERS = st.text(alphabet="公开信息政府2026aB，。〔〕 -", max_size=30)


def test_a_run_is_cut_into_pairs_and_its_last_character() -> None:
    assert grams(canonical("政府信息")) == ["政府", "府信", "信息", "息"]


def test_numbers_and_letters_are_words_of_their_own() -> None:
    assert grams(canonical("泉港政办〔2026〕2号5G")) == ["泉港", "港政", "政办", "办", "2026", "2", "号", "5", "g"]


def test_a_very_long_word_is_kept_by_its_beginning() -> None:
    assert grams(canonical("a" * 500)) == ["a" * LONGEST]


def test_letters_of_other_scripts_and_signs_without_meaning_are_no_han() -> None:
    assert grams(canonical("한국 かな\ue000公开")) == [
        *canonical("한국").split(),
        *canonical("かな").split(),
        "公开",
        "开",
    ]


def test_nothing_but_signs_is_nothing() -> None:
    assert canonical("——！？\n") == ""


@given(st.text())
def test_no_text_gives_the_word_between_two_numbers(text: str) -> None:
    assert BREAK not in grams(canonical(text))


@given(LETTERS, LETTERS)
def test_tokens_in_a_row_are_the_word_in_canonical_text(text: str, asked: str) -> None:
    made, laid = word(asked), canonical(text)
    if made is not None:
        *first, last = made.tokens
        tokens = grams(laid)
        rows = [tokens[place : place + len(made.tokens)] for place in range(len(tokens))]
        found = [row for row in rows if row[:-1] == first and len(row) == len(made.tokens)]
        bears = any(row[-1].startswith(last) if made.prefix else row[-1] == last for row in found)
        assert bears == (made.needle in laid)


@given(LETTERS)
def test_a_text_bears_each_of_its_own_pieces(text: str) -> None:
    for start in range(len(text)):
        # A piece that begins or ends within a word of letters or digits is another word.
        piece = text[start:]
        if start and text[start - 1].isascii() and text[start - 1].isalnum() and piece[0].isalnum():
            continue
        made = word(piece)
        assert made is None or made.needle in canonical(text)


def test_words_phrases_and_exclusions_are_told_apart() -> None:
    found = read("公开 “信息 公开” -保密")
    assert [one.whole for one in found.wanted] == ["公开", "信息 公开"]
    assert [one.whole for one in found.excluded] == ["保密"]


def test_a_dash_within_a_word_excludes_nothing() -> None:
    assert [one.whole for one in read("2-1号").wanted] == ["2 1 号"]


def test_a_long_question_is_cut_and_says_so() -> None:
    found = read("公开 " * 5000)
    assert (len(found.wanted), found.cut) == (1, True)
    assert read("一二 三四 五六 七八 九十 甲乙 丙丁 戊己 庚辛").cut


@given(st.text())
def test_nothing_typed_is_an_error(typed: str) -> None:
    found = read(typed)
    assert all(token.isalnum() for one in (*found.wanted, *found.excluded) for token in one.tokens)
