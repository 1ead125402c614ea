"""Subject classes: two levels, in words on the record and by code in addresses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.tests.broken import copy_with
from gongkai.law.topics import offered_words, topic_code, topic_words, topics

DAY = date(2026, 3, 10)


def test_the_national_table_has_its_two_levels() -> None:
    found = topics("national", DAY)
    assert len(found) == 22
    assert found[1].label == "综合政务"
    assert [part.label for part in found[1].parts][:2] == ["政务公开", "政务督查"]
    assert found[21].parts == ()


@pytest.mark.parametrize("one", [words for words in offered_words("national", DAY)])
def test_words_and_code_lead_to_each_other(one: str) -> None:
    code = topic_code("national", one)
    assert topic_words("national", code)[0] == one
    assert len(code) == (4 if "/" in one else 2)


def test_a_first_level_holds_its_parts() -> None:
    assert topic_words("national", "18") == ("民族、宗教", "民族、宗教/民族事务", "民族、宗教/宗教事务")
    assert topic_words("national", "1801") == ("民族、宗教/民族事务",)


def test_the_state_council_s_own_organs_are_read_and_not_offered() -> None:
    assert not any(words.startswith("国务院组织机构") for words in offered_words("national", DAY))
    assert topic_code("national", "国务院组织机构/国务院办公厅") == "0102"


def test_words_of_nobody_s_table_have_no_code() -> None:
    assert topic_code("national", "农村公路") == ""
    assert topic_code("national", " 工业、交通/公路 ") == "0707"


@pytest.mark.parametrize("code", ["", "0", "99", "0799", "070", "综合"])
def test_unknown_codes_are_said(code: str) -> None:
    with pytest.raises(UnknownLaw):
        topic_words("national", code)


def test_an_unknown_site_and_an_unknown_day_are_said() -> None:
    with pytest.raises(UnknownLaw, match="nowhere"):
        topics("nowhere", DAY)
    with pytest.raises(UnknownLaw):
        topics("national", date(2008, 4, 30))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{ code = "0201"', '{ code = "0301"'),
        ('{ code = "0202"', '{ code = "0201"'),
        ('{ code = "0201"', '{ code = "02A1"'),
        ('label = "政务公开"', 'label = "政务/公开"'),
        ('label = "政务公开"', 'label = "政务公开", colour = "red"'),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, old: str, new: str) -> None:
    root = copy_with(tmp_path, "topics/national.toml", old, new, ("instruments", "topics"))
    with pytest.raises(LawDataError):
        topics("national", DAY, root)
