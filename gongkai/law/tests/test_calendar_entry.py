"""An office enters a year itself: a good entry works at once, a bad one is refused with file, key and reason."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.calendar import Calendars
from gongkai.law.calendar_rows import calendar_from, published_years
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.loading import DATA
from gongkai.law.tests.broken import write

SAMPLE = """
year = 2027

[[notice]]
from = 2026-11-30
title = "测试用的虚构安排，不是通知"
number = "样例〔2026〕0号"
holiday = [
  { names = ["元旦"], first = 2027-01-01, last = 2027-01-03 },
  { names = ["春节"], first = 2027-02-05, last = 2027-02-11, work = [2027-02-14] },
  { names = ["清明节"], first = 2027-04-05, last = 2027-04-05 },
  { names = ["劳动节"], first = 2027-05-01, last = 2027-05-03 },
  { names = ["端午节"], first = 2027-06-09, last = 2027-06-09 },
  { names = ["中秋节"], first = 2027-09-15, last = 2027-09-15 },
  { names = ["国庆节"], first = 2027-10-01, last = 2027-10-07 },
]
"""


def test_an_office_enters_the_next_year_from_a_file(tmp_path: Path) -> None:
    file = write(tmp_path, "calendars/2027.toml", SAMPLE)
    entered = Calendars.published().with_year(calendar_from(file))
    assert entered.years[-1] == 2027
    assert not entered.is_working_day(date(2027, 2, 5)) and entered.is_working_day(date(2027, 2, 14))
    assert entered.kind_of(date(2027, 1, 1)).reason == "元旦放假，依据《测试用的虚构安排，不是通知》（样例〔2026〕0号）"
    assert entered.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert 2027 not in Calendars.published().years


def test_an_office_enters_the_next_year_as_text() -> None:
    assert calendar_from(SAMPLE).year == 2027


def test_a_year_entered_again_replaces_the_first() -> None:
    first = Calendars.published().with_year(calendar_from(SAMPLE))
    again = first.with_year(calendar_from(SAMPLE.replace(", work = [2027-02-14]", "")))
    assert first.is_working_day(date(2027, 2, 14)) and not again.is_working_day(date(2027, 2, 14))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("work = [2027-02-14]", "work = [2027-02-15]", "2027-02-15 不是周六、周日，不能是调休上班日"),
        ('names = ["中秋节"]', 'names = ["重阳节"]', "notice[1].holiday：2027 年的安排缺少中秋节，请对照通知补全"),
        ("last = 2027-10-07", "last = 2027-09-07", "放假起止 2027-10-01 至 2027-09-07 不合理，请核对"),
        ("last = 2027-10-07", "last = 2027-12-07", "放假起止 2027-10-01 至 2027-12-07 不合理，请核对"),
        (
            "first = 2027-10-01, last = 2027-10-07",
            "first = 2028-10-01, last = 2028-10-07",
            "国庆节假期不在 2027 年，请核对年份",
        ),
        ("first = 2027-06-09", "first = 2027-06-08, of = 2027-06-09", "不认识的项；请改正拼写或删去"),
        ("work = [2027-02-14]", "work = [2027-02-06]", "2027-02-06 在同一份通知里写了两次"),
        ('number = "样例〔2026〕0号"\n', "", "notice[1].number：缺少此项"),
        ("year = 2027", "year = [", "录入的日历，全文：不是有效的 TOML"),
        ("year = 2027", "year = 2027\nplace = 1", "place：不认识的项"),
    ],
)
def test_a_bad_entry_is_refused_with_its_place(old: str, new: str, sentence: str) -> None:
    assert old in SAMPLE
    with pytest.raises(LawDataError) as refused:
        calendar_from(SAMPLE.replace(old, new, 1))
    assert sentence in refused.value.sentence
    assert refused.value.sentence.startswith("法规数据有误：录入的日历，")


def test_a_year_before_the_holidays_are_known_is_refused() -> None:
    with pytest.raises(UnknownLaw, match="没有登记 2007 年适用的法定节日"):
        calendar_from(SAMPLE.replace("2027-", "2007-").replace("year = 2027", "year = 2007").replace("02-14", "02-17"))


def test_a_year_in_two_files_is_refused(tmp_path: Path) -> None:
    text = (DATA / "calendars" / "2026.toml").read_text(encoding="utf-8")
    for folder in ("instruments", "holidays"):
        for file in (DATA / folder).glob("*.toml"):
            write(tmp_path, f"{folder}/{file.name}", file.read_text(encoding="utf-8"))
    write(tmp_path, "calendars/a.toml", text)
    assert [year.year for year in published_years(tmp_path)] == [2026]
    published_years.cache_clear()
    write(tmp_path / "b", "calendars/a.toml", text)
    for folder in ("instruments", "holidays"):
        for file in (DATA / folder).glob("*.toml"):
            write(tmp_path / "b", f"{folder}/{file.name}", file.read_text(encoding="utf-8"))
    write(tmp_path / "b", "calendars/b.toml", text)
    with pytest.raises(LawDataError, match=r"b\.toml，year：2026 年已在别的文件登记"):
        published_years(tmp_path / "b")
