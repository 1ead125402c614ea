"""Kinds of columns and the items of inspections: days counted from the data; badly written rows are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.calendar import Calendars
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.inspection import (
    SCHEMES,
    column_kind_of,
    column_kinds,
    inspection_rules,
    next_update,
    probe_limit,
)
from gongkai.law.tests.test_time_sweep import before, unanswered

TODAY = date(2026, 3, 10)
UPDATED = date(2026, 3, 10)


def test_news_fails_after_two_weeks_and_notices_after_six_months() -> None:
    assert column_kind_of("news", TODAY).fails_on(UPDATED) == date(2026, 3, 24)
    assert column_kind_of("notice", TODAY).fails_on(date(2025, 8, 31)) == date(2026, 2, 28)
    assert column_kind_of("notice", TODAY).long_on(UPDATED) == date(2027, 3, 10)
    assert column_kind_of("standing", TODAY).fails_on(UPDATED) is None
    assert column_kind_of("standing", TODAY).long_on(UPDATED) is None
    assert {one.code for one in column_kinds(TODAY) if one.counts} == {"news", "notice"}


@pytest.mark.parametrize(
    ("every", "unit", "due"),
    [
        (5, "working_day", date(2026, 3, 17)),
        (2, "week", date(2026, 3, 24)),
        (1, "month", date(2026, 4, 10)),
        (0, "month", None),
    ],
)
def test_the_interval_of_a_list_is_counted_by_its_unit(every: int, unit: str, due: date | None) -> None:
    assert next_update(UPDATED, every, unit, Calendars.published()) == due


def test_the_veto_items_carry_the_numbers_of_the_indicators() -> None:
    rules = {one.code: one for one in inspection_rules("national", TODAY)}
    opened = rules["site_open"]
    assert (opened.days, opened.visits, opened.seconds, opened.percent) == (7, 20, 15, 5)
    assert [rules[code].count for code in ("stale_columns", "long_stale_columns", "empty_columns")] == [5, 10, 5]
    assert rules["home_stale"].days == 14
    assert {one.effect for one in rules.values()} == {"veto"}


def test_the_place_deducts_by_the_item() -> None:
    rules = {one.code: (one.points, one.most) for one in inspection_rules("licheng", TODAY)}
    assert rules["publication_late"] == (5, 0)
    assert rules["requests"] == rules["leak"] == (6, 0)
    assert rules["columns"] == (1, 5)


def test_each_month_has_one_answer_from_the_first_edition_on() -> None:
    assert unanswered(column_kinds) == before(date(2019, 4, 1))
    for scheme, since in zip(SCHEMES, (date(2019, 4, 1), date(2020, 1, 1)), strict=True):
        assert unanswered(lambda day, scheme=scheme: inspection_rules(scheme, day)) == before(since)  # type: ignore[misc]
    assert unanswered(lambda day: probe_limit("page_seconds", day)) == before(date(2017, 6, 1))


def test_what_is_not_registered_is_said() -> None:
    with pytest.raises(UnknownLaw, match="没有登记检查办法"):
        inspection_rules("elsewhere", TODAY)
    with pytest.raises(UnknownLaw, match="间隔的单位"):
        next_update(TODAY, 1, "year", Calendars.published())


RULE = (
    '[[edition]]\nfrom = 2019-04-01\ncite = "a"\n[[edition.rule]]\ncode = "a"\nlabel = "甲"\ntest = "乙"\n'
    'effect = "{effect}"\nmeasure = "{measure}"\ncount = 1\nmend = "丙"\ncite = "a"\n{more}\n'
)
TEXT = '[[instrument]]\nid = "a"\ntitle = "甲"\nshort = "甲"\neffective = 2019-04-01\nsource = "乙"\n'


@pytest.mark.parametrize(
    ("effect", "measure", "more", "said"),
    [
        ("praise", "by_hand", "", "只能是"),
        ("veto", "guess", "", "只能是"),
        ("veto", "by_hand", "points = 3", "扣分项须写"),
        ("deduct", "by_hand", "", "扣分项须写"),
        ("veto", "findings", "", "按问题计数"),
    ],
)
def test_a_badly_written_rule_is_refused(tmp_path: Path, effect: str, measure: str, more: str, said: str) -> None:
    (tmp_path / "inspection").mkdir()
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "a.toml").write_text(TEXT, "utf-8")
    for scheme in SCHEMES:
        text = RULE.format(effect=effect, measure=measure, more=more)
        (tmp_path / "inspection" / f"{scheme}.toml").write_text(text, "utf-8")
    with pytest.raises(LawDataError, match=said):
        inspection_rules("national", TODAY, tmp_path)
