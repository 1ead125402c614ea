"""One number over time: each row ends the one before it, and silence is never a default."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.dated import DatedValue, Parameter, parameter, parameters
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.tests.broken import write

LAW = '[[instrument]]\nid = "act"\ntitle = "样例法"\neffective = 2008-05-01\nsource = "样例"\n'
NUMBERS = """
[[parameter]]
id = "reply"
title = "答复期限"
unit = "working_day"

[[parameter.value]]
from = 2008-05-01
value = 15
cite = "act"

[[parameter.value]]
from = 2019-05-15
value = 20
cite = "act"
reading = "D-001"
checked = 2026-01-01

[[parameter.value]]
from = 2030-01-01
repealed = true
cite = "act"
"""


def root_with(tmp_path: Path, numbers: str = NUMBERS) -> Path:
    write(tmp_path, "instruments/act.toml", LAW)
    write(tmp_path, "params/numbers.toml", numbers)
    return tmp_path


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2008, 5, 1), 15), (date(2019, 5, 14), 15), (date(2019, 5, 15), 20), (date(2029, 12, 31), 20)],
)
def test_the_row_in_force_answers(tmp_path: Path, day: date, value: int) -> None:
    assert parameter("reply", root_with(tmp_path)).at(day).value == value


@pytest.mark.parametrize("day", [date(2008, 4, 30), date(2030, 1, 1), date(2050, 1, 1)])
def test_before_the_first_row_and_after_a_repeal_the_law_is_unknown(tmp_path: Path, day: date) -> None:
    with pytest.raises(UnknownLaw) as error:
        parameter("reply", root_with(tmp_path)).at(day)
    assert error.value.sentence == f"{day.isoformat()} 没有关于“答复期限”（reply）的规定，不能推算。"
    assert error.value.code == "unknown-law"


def test_a_row_keeps_its_source_its_reading_and_who_checked_it_when(tmp_path: Path) -> None:
    row = parameter("reply", root_with(tmp_path)).at(date(2020, 1, 1))
    assert row == DatedValue(date(2019, 5, 15), 20, "act", "D-001", date(2026, 1, 1))


def test_an_unregistered_number_is_unknown_law(tmp_path: Path) -> None:
    with pytest.raises(UnknownLaw, match="没有登记参数“patience”。"):
        parameter("patience", root_with(tmp_path))


@given(
    steps=st.lists(st.integers(min_value=1, max_value=2000), min_size=1, max_size=6),
    asked=st.integers(min_value=0, max_value=12_000),
)
def test_every_day_has_the_latest_row_that_had_begun(steps: list[int], asked: int) -> None:
    first = date(2008, 5, 1)
    starts = [first + timedelta(days=sum(steps[:number])) for number in range(len(steps))]
    rows = tuple(DatedValue(since, number, "act", "", None) for number, since in enumerate(starts))
    day = first + timedelta(days=asked)
    assert Parameter("x", "数", "day", rows).at(day).value == sum(since <= day for since in starts) - 1


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("from = 2019-05-15", "from = 2008-05-01", "parameter[1].value[2].from", "各行须按日期先后排列，且不得重复"),
        ("from = 2019-05-15", "from = 2001-01-01", "parameter[1].value[2].from", "各行须按日期先后排列，且不得重复"),
        ("value = 20\n", "", "parameter[1].value[2].value", "缺少此项"),
        ("value = 20\n", "value = 20.5\n", "parameter[1].value[2].value", "应为整数"),
        ("repealed = true", "repealed = true\nvalue = 3", "parameter[1].value[3].value", "不认识的项"),
        ('cite = "act"\n', "", "parameter[1].value[1].cite", "缺少此项"),
        ('cite = "act"', 'cite = "pact"', "parameter[1].value[1].cite", "没有登记"),
        ('unit = "working_day"\n', "", "parameter[1].unit", "缺少此项"),
        ('unit = "working_day"\n', 'unit = "working_day"\nnote = "x"\n', "parameter[1].note", "不认识的项"),
    ],
)
def test_a_broken_number_is_refused_with_file_and_key(
    tmp_path: Path, old: str, new: str, key: str, problem: str
) -> None:
    assert old in NUMBERS
    with pytest.raises(LawDataError) as error:
        parameters(root_with(tmp_path, NUMBERS.replace(old, new, 1)))
    assert (error.value.file.name, error.value.key) == ("numbers.toml", key)
    assert problem in error.value.problem


def test_a_number_registered_twice_is_refused(tmp_path: Path) -> None:
    root = root_with(tmp_path)
    write(root, "params/zz_again.toml", NUMBERS)
    with pytest.raises(LawDataError, match=r"zz_again\.toml，parameter\[1\]\.id：reply 已在别处登记"):
        parameters(root)
