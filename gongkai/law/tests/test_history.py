"""Rows that replace one another: the latest begun answers, and disorder is refused."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError
from gongkai.law.history import add, in_force
from gongkai.law.loading import Row


@dataclass(frozen=True)
class Rate:
    since: date


ROW = Row({}, Path("rates.toml"), "rate[2]")
OLD, NEW = Rate(date(2010, 1, 1)), Rate(date(2020, 1, 1))


def test_the_latest_row_begun_is_in_force() -> None:
    assert in_force([OLD, NEW], date(2019, 12, 31)) is OLD
    assert in_force([OLD, NEW], date(2020, 1, 1)) is NEW
    assert in_force([OLD, NEW], date(2009, 12, 31)) is None


@pytest.mark.parametrize("later", [OLD, Rate(date(2001, 1, 1))])
def test_a_row_that_is_not_later_is_refused(later: Rate) -> None:
    history = [OLD]
    with pytest.raises(LawDataError, match=r"rates\.toml，rate\[2\]\.from：各行须按日期先后排列，且不得重复"):
        add(history, later, ROW)
    add(history, NEW, ROW)
    assert history == [OLD, NEW]
