"""Levels of secrecy and what a review rests on: by day, complete, and refused where nothing is known."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.secrecy import review_ground, secrecy_levels
from gongkai.law.tests.broken import copy_with, write


@pytest.mark.parametrize(
    ("day", "cite"),
    [(date(2010, 10, 1), "secrecy-law-2010 art.15"), (date(2024, 4, 30), "secrecy-law-2010 art.15"),
     (date(2024, 5, 1), "secrecy-law-2024 art.20 para.2")],
)  # fmt: skip
def test_three_levels_with_the_article_of_the_day(day: date, cite: str) -> None:
    levels = secrecy_levels(day)
    assert [(level.label, level.longest_years) for level in levels] == [("绝密", 30), ("机密", 20), ("秘密", 10)]
    assert {level.cite for level in levels} == {cite}


def test_before_the_first_text_the_levels_are_unknown() -> None:
    with pytest.raises(UnknownLaw, match="2010-09-30 的密级和保密期限没有登记"):
        secrecy_levels(date(2010, 9, 30))


def test_a_ground_changes_with_the_day() -> None:
    assert review_ground("personal_privacy", date(2019, 5, 14)).cite == "ogi-2007 art.14"
    assert review_ground("personal_privacy", date(2019, 5, 15)).cite == "ogi-2019 art.15"
    assert review_ground("work_secret", date(2024, 5, 1)).words == "《保密法》第六十四条"


def test_unknown_topics_and_days_are_said_to_be_unknown() -> None:
    with pytest.raises(UnknownLaw, match="没有登记审查话题“weather”的依据"):
        review_ground("weather", date(2026, 1, 1))
    with pytest.raises(UnknownLaw, match="2008-04-30 还没有审查话题“review”的依据"):
        review_ground("review", date(2008, 4, 30))


@pytest.mark.parametrize(
    ("rows", "key", "problem"),
    [
        ('[[level]]\ncode = "a"\nlabel = "甲"\nrank = 1\nvalue = [{ from = 2024-05-01, longest_years = 0, '
         'cite = "secrecy-law-2024 art.22" }]', "longest_years", "应为正整数"),
        ('[[level]]\ncode = "a"\nlabel = "甲"\nrank = 1\nvalue = []\nnote = "乙"', "note", "不认识的项"),
        ('[[ground]]\nwhat = "a"\nvalue = [{ from = 2024-05-01, cite = "secrecy-law-2024 art.999" }]', "cite", "补登"),
        ('[[ground]]\nwhat = "a"\nvalue = [{ from = 2024-05-01, cite = "secrecy-law-2024 art.22" }, '
         '{ from = 2024-05-01, cite = "secrecy-law-2024 art.22" }]', "from", "先后"),
        ('[[ground]]\nwhat = "a"\nvalue = []\n[[ground]]\nwhat = "a"\nvalue = []', "what", "已在别处登记"),
        ('word = "a"', "level", "缺少此项"),
    ],
)  # fmt: skip
def test_a_faulty_row_names_its_file_and_key(tmp_path: Path, rows: str, key: str, problem: str) -> None:
    root = copy_with(tmp_path, "instruments/secrecy.toml", "# 保守", "# 保守")
    write(root, "secrecy/rows.toml", rows + "\n")
    with pytest.raises(LawDataError, match=r"rows\.toml") as raised:
        (secrecy_levels if "[[level]]" in rows else partial(review_ground, "a"))(date(2026, 1, 1), root)
    assert raised.value.key.endswith(key)
    assert problem in raised.value.problem
