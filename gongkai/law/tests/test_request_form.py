"""The fields of a written request: what article 29 lists, no more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.loading import DATA
from gongkai.law.request_form import PARTS, request_form

DAY = date(2026, 3, 10)


def test_the_three_items_of_the_article_are_all_there_in_order() -> None:
    found = request_form(DAY)
    assert list(dict.fromkeys(one.part for one in found)) == list(PARTS)
    assert {one.cite[-len("item.1") :] for one in found} == {"item.1", "item.2", "item.3"}
    assert sum(one.lines for one in found) <= 12


def test_nobody_is_asked_what_for() -> None:
    assert not any("用途" in one.label + one.hint or "purpose" in one.code for one in request_form(DAY))


def test_before_the_regulation_of_2019_there_is_none() -> None:
    with pytest.raises(UnknownLaw):
        request_form(date(2019, 5, 14))


@pytest.mark.parametrize(("old", "new"), [("lines = 4", "lines = 0"), ('part = "supply"', 'part = "purpose"')])
def test_a_faulty_row_is_refused(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "metadata").mkdir()
    text = (DATA / "metadata" / "request_form.toml").read_text(encoding="utf-8")
    (tmp_path / "metadata" / "request_form.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LawDataError):
        request_form(DAY, tmp_path)
