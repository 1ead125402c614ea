"""Legal texts registered once, citations that resolve, and how they are printed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.instruments import chinese_number, cite_of, cited, instruments, place_in_chinese
from gongkai.law.loading import load
from gongkai.law.tests.broken import write

SAMPLE = """
[[instrument]]
id = "act"
title = "样例法"
effective = 2020-01-01
until = 2024-01-01
source = "样例"
article = [ { place = "art.1", gist = "一" }, { place = "art.2 para.1", gist = "二之一", text = "原文" } ]
"""


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (33, "三十三"), (99, "九十九"), (100, "一百"),
     (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (320, "三百二十"), (999, "九百九十九")],
)  # fmt: skip
def test_article_numbers_are_printed_as_laws_print_them(number: int, words: str) -> None:
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_a_number_no_law_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"条号应在 1 至 999 之间：{number}"):
        chinese_number(number)


@given(st.lists(st.integers(min_value=1, max_value=999), min_size=2, max_size=2, unique=True))
def test_two_numbers_never_print_alike(pair: list[int]) -> None:
    assert chinese_number(pair[0]) != chinese_number(pair[1])


@pytest.mark.parametrize(
    ("cite", "words"),
    [
        ("ogi-2019 art.33 para.2", "《条例》第三十三条第二款"),
        ("ogi-2019 art.36 item.7", "《条例》第三十六条第（七）项"),
        ("ogi-2007 art.24 para.2", "《条例（2007）》第二十四条第二款"),
        ("fee-measures-2020 art.4", "《政府信息公开信息处理费管理办法》第四条"),
        ("ogi-2019", "《条例》"),
        ("annual-format-2021 principle", "《政府信息公开工作年度报告格式》总体要求"),
    ],
)
def test_a_citation_is_printed_as_in_a_letter(cite: str, words: str) -> None:
    assert cited(cite).words == words


def test_tables_sections_and_plain_words_are_printed_too() -> None:
    assert place_in_chinese("table.3") == "表三"
    assert place_in_chinese("sec.6") == "第六部分"
    assert place_in_chinese("附件 art.x") == "附件art.x"


def test_the_two_regulations_meet_without_gap_or_overlap() -> None:
    old, new = instruments()["ogi-2007"], instruments()["ogi-2019"]
    assert old.until == new.effective == date(2019, 5, 15)
    assert (old.in_force(date(2019, 5, 14)), new.in_force(date(2019, 5, 14))) == (True, False)
    assert (old.in_force(date(2019, 5, 15)), new.in_force(date(2019, 5, 15))) == (False, True)
    assert not old.in_force(date(2008, 4, 30))


def test_the_regulation_is_registered_article_by_article() -> None:
    places = instruments()["ogi-2019"].articles
    assert [number for number in range(2, 56) if f"art.{number}" not in places] == []
    assert [number for number in range(1, 8) if f"art.36 item.{number}" not in places] == []
    assert [number for number in range(1, 16) if f"art.20 item.{number}" not in places] == []


def test_every_instrument_was_made_before_it_applied_and_ended_after() -> None:
    for one in instruments().values():
        assert one.promulgated is None or one.promulgated <= one.effective, one.id
        assert one.until is None or one.effective < one.until, one.id
        assert one.source, one.id


def test_a_paragraph_not_registered_itself_falls_back_on_its_article(tmp_path: Path) -> None:
    write(tmp_path, "instruments/a.toml", SAMPLE)
    assert cited("act art.1 para.9", tmp_path).gist == "一"
    assert cited("act art.2 para.1", tmp_path).gist == "二之一"
    assert cited("act", tmp_path).gist == ""
    assert cited("act", tmp_path).instrument.short == "样例法"
    assert cited("act", tmp_path).instrument.articles["art.2 para.1"].text == "原文"


@pytest.mark.parametrize("cite", ["act art.7", "art.1"])
def test_an_article_nobody_registered_is_unknown(tmp_path: Path, cite: str) -> None:
    write(tmp_path, "instruments/a.toml", SAMPLE)
    with pytest.raises(UnknownLaw, match="没有登记"):
        cited(cite, tmp_path)


@pytest.mark.parametrize("cite", ["", "Act art.1", "no-such-law art.1", "act  art.1"])
def test_an_instrument_nobody_registered_is_unknown(tmp_path: Path, cite: str) -> None:
    write(tmp_path, "instruments/a.toml", SAMPLE)
    with pytest.raises(UnknownLaw) as error:
        cited(cite, tmp_path)
    assert error.value.sentence == f"引用的依据“{cite}”没有登记，请先在 instruments 中登记该文件。"


def test_a_row_with_an_unresolved_citation_is_refused_with_file_and_key(tmp_path: Path) -> None:
    write(tmp_path, "instruments/a.toml", SAMPLE)
    good = load(write(tmp_path, "things/good.toml", 'cite = "act art.1"\n'))
    assert cite_of(good) == "act art.1"
    bad = load(write(tmp_path, "things/bad.toml", 'basis = "act art.7"\n'))
    with pytest.raises(
        LawDataError, match=r"bad\.toml，basis：引用的依据“act art\.7”没有登记该条款，请在 act 下补登 art\.7。"
    ):
        cite_of(bad, "basis")


@pytest.mark.parametrize(
    ("second", "key", "problem"),
    [
        (SAMPLE, "instrument[1].id", "act 已在别处登记"),
        (
            SAMPLE.replace('"act"', '"other"').replace("art.2 para.1", "art.1"),
            "instrument[1].article[2].place",
            "写了两次",
        ),
        (SAMPLE.replace('"act"', '"other"') + "colour = 1\n", "instrument[1].colour", "不认识的项"),
        ("instruments = []\n", "instrument", "缺少此项"),
    ],
)
def test_a_broken_register_is_refused_with_file_and_key(tmp_path: Path, second: str, key: str, problem: str) -> None:
    write(tmp_path, "instruments/a.toml", SAMPLE)
    write(tmp_path, "instruments/b.toml", second)
    with pytest.raises(LawDataError) as error:
        instruments(tmp_path)
    assert (error.value.file.name, error.value.key) == ("b.toml", key)
    assert problem in error.value.problem
