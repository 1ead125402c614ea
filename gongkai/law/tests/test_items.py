"""The catalogue of items: heads in all their spellings, channels with boxes, time limits in words."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendars
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.item_limits import Limit, limit_of, longest, number_in
from gongkai.law.items import column_named, fields, item_columns, venues, venues_in

ON = date(2026, 11, 21)
BROKEN = '[[edition]]\nfrom = 2019-12-26\ncite = "{cite}"\npattern = [{{ code = "x", {row} }}]\n'


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("公开事项", "name"), ("公开内容(要素)", "content"), ("公 开 时 限", "limit"), ("公开渠道和载体", "channels"),
        ("责任主体", "subject"), ("一级目录", "level1"), ("六级事项", "level6"), ("公开依据\n", "basis"),
    ],
)  # fmt: skip
def test_a_head_is_known_in_its_spellings(head: str, code: str) -> None:
    column = column_named(head, item_columns(ON))
    assert column is not None
    assert column.code == code


def test_a_head_of_something_else_is_unknown() -> None:
    assert column_named("联系电话", item_columns(ON)) is None
    assert column_named("", item_columns(ON)) is None


def test_no_two_columns_share_a_spelling() -> None:
    for rows in (item_columns(ON), venues(ON)):
        words = [word for one in rows for word in (one.label, *one.aliases)]
        assert len(words) == len(set(words))


def test_there_are_six_levels_and_twenty_six_fields() -> None:
    assert sorted(one.level for one in item_columns(ON) if one.level) == [1, 2, 3, 4, 5, 6]
    assert len({one.label for one in fields(ON)}) == 26


def test_only_the_full_boxes_are_meant() -> None:
    assert venues_in("■政府网站    □政府公报\n■公开查阅点  □其他____", ON) == (("website", "reading_point"), ())


def test_channels_are_found_and_strange_words_told() -> None:
    assert venues_in("政府网站、报纸；微信公众号", ON) == (("website", "newspaper", "new_media"), ())
    assert venues_in("政府网站,街头喇叭", ON) == (("website",), ("街头喇叭",))
    assert venues_in("社区/企事业单位/村公示栏（电子屏）", ON) == (("notice_board",), ())


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("自信息形成或者变更之日起20个工作日内予以公开", Limit(within=20, unit="working_day")),
        ("二十个工作日内", Limit(within=20, unit="working_day")),
        ("7日内", Limit(within=7, unit="day")),
        ("信息形成之日起10个工作日之内", Limit(within=10, unit="working_day")),
        ("及时公开", Limit(promptly=True)),
        ("实时公开", Limit(within=1, unit="working_day")),
        ("每季度结束后15个工作日内", Limit(within=15, unit="working_day", months=3)),
        ("每半年", Limit(months=6)),
        ("按月公开", Limit(months=1)),
        ("每周", Limit(days=7)),
        ("每年3月31日前", Limit(by=(3, 31))),
        ("每年2月底前", Limit(by=(2, 29))),
        ("长期公开", Limit(standing=True)),
        ("每年13月40日前", Limit(months=12)),
        ("按有关规定", Limit()),
        ("", Limit()),
    ],
)
def test_words_become_a_limit(words: str, limit: Limit) -> None:
    assert limit_of(words, ON) == limit
    assert limit.understood == (limit != Limit())


def test_the_law_s_own_number_is_the_bound() -> None:
    assert longest(ON) == 20
    assert limit_of("21个工作日内", ON).longer_than_law(ON)
    assert not limit_of("20个工作日内", ON).longer_than_law(ON)
    assert limit_of("29日内", ON).longer_than_law(ON)
    assert not limit_of("28日内", ON).longer_than_law(ON)


def test_the_last_day_follows_the_item_else_the_law() -> None:
    calendars = Calendars.published()
    formed = date(2026, 3, 2)
    assert limit_of("5个工作日内", ON).due(formed, calendars) == date(2026, 3, 9)
    assert limit_of("5日内", ON).due(formed, calendars) == date(2026, 3, 7)
    assert limit_of("及时", ON).due(formed, calendars) == calendars.add_working_days(formed, 20)


@pytest.mark.parametrize(
    ("words", "on", "window"),
    [
        ("每季度", date(2026, 11, 21), (date(2026, 7, 1), date(2026, 11, 21))),
        ("每季度", date(2026, 1, 1), (date(2025, 10, 1), date(2026, 1, 1))),
        ("每月", date(2026, 3, 31), (date(2026, 2, 1), date(2026, 3, 31))),
        ("每年", date(2026, 5, 5), (date(2025, 1, 1), date(2026, 5, 5))),
        ("每年3月31日前", date(2026, 3, 31), (date(2025, 4, 1), date(2026, 3, 31))),
        ("每年3月31日前", date(2026, 3, 30), (date(2024, 4, 1), date(2025, 3, 31))),
        ("每年2月底前", date(2026, 3, 1), (date(2025, 3, 1), date(2026, 2, 28))),
        ("每周", date(2026, 3, 9), (date(2026, 3, 2), date(2026, 3, 9))),
    ],
)
def test_the_window_of_what_comes_round(words: str, on: date, window: tuple[date, date]) -> None:
    assert limit_of(words, ON).window(on) == window


@given(
    on=st.dates(date(2020, 1, 1), date(2030, 12, 31)), month=st.integers(1, 12), months=st.sampled_from([1, 3, 6, 12])
)
def test_a_window_lies_before_its_day_and_spans_an_interval(on: date, month: int, months: int) -> None:
    for limit in (Limit(by=(month, 28)), Limit(months=months)):
        window = limit.window(on)
        assert window is not None
        assert window[0] <= window[1] <= on
        assert on - window[0] >= timedelta(days=27)


@given(st.integers(1, 99))
def test_numbers_in_chinese_read_back(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, units = divmod(number, 10)
    word = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[units] if units else "")
    assert number_in(word) == number


@given(st.text(alphabet="每年季度月日前个工作内及时长期0123456789十二三五", max_size=30))
def test_no_words_raise(words: str) -> None:
    assert isinstance(limit_of(words, ON).understood, bool)


def test_before_the_guidance_nothing_is_known() -> None:
    with pytest.raises(UnknownLaw):
        item_columns(date(2019, 12, 25))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('kind = "sometimes", words = "x"', "只能是"),
        ('kind = "within", unit = "year", words = "(x)"', "只能是"),
        ('kind = "every", words = "x"', "缺少此项"),
        ('kind = "by", words = "x"', "没有取数字的括号"),
        ('kind = "standing", words = "("', "不是有效的正则表达式"),
    ],
)
def test_a_broken_pattern_names_its_key(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / "items").mkdir()
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "x.toml").write_text(
        '[[instrument]]\nid = "x"\ntitle = "x"\nsource = "x"\neffective = 2019-01-01\n', "utf-8"
    )
    (tmp_path / "items" / "limits.toml").write_text(BROKEN.format(cite="x", row=row), "utf-8")
    with pytest.raises(LawDataError, match=said):
        limit_of("x", ON, tmp_path)
