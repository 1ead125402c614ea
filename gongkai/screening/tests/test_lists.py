"""The lists that come with the house are whole, and a faulty one names itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.screening.lists import FaultyList, marks, names, number_kinds, wrong_words


def test_the_lists_are_there_and_no_wrong_word_is_its_own_mending() -> None:
    assert len(marks()) > 10 and len(number_kinds()) > 3 and len(names().surnames) > 250
    words = wrong_words()
    assert len(words) > 100
    assert [one.wrong for one in words if one.wrong == one.right or one.wrong in one.right] == []
    assert len({one.wrong for one in words}) == len(words)


def test_no_right_word_is_held_to_be_wrong() -> None:
    rights = [one.right for one in wrong_words()]
    faults = [
        (one.wrong, right)
        for one in wrong_words()
        for right in rights
        if one.wrong in right and right not in one.unless
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("file", "rows", "problem"),
    [
        ("marks.toml", "[[mark]]\npattern = '('\ninline = 'none'\nwhat = 'a'", "不是有效的正则表达式"),
        ("marks.toml", "[[mark]]\npattern = 'a'\ninline = 'often'\nwhat = 'a'", "level 只能是 sure、doubtful"),
        ("number_kinds.toml", "[[kind]]\npattern = 'a'\nlevel = 'sure'\nwhat = 'a'\nnote = 'b'", "不认识的项 note"),
        ("wrong_words.toml", "[[word]]\nwrong = 'a'\nright = 'b'\nunless = ['c']", "unless 须含有该词"),
    ],
)
def test_a_faulty_list_says_what_is_wrong(tmp_path: Path, file: str, rows: str, problem: str) -> None:
    (tmp_path / file).write_text(rows, "utf-8")
    read = {"marks.toml": marks, "number_kinds.toml": number_kinds, "wrong_words.toml": wrong_words}[file]
    with pytest.raises(FaultyList, match=problem):
        read(tmp_path)
