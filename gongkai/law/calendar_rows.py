"""One year's days off and make-up working days, as the State Council's notices give them, checked when entered.

全国年节及纪念日放假办法第二条 names the holidays; the yearly notice says on which days they fall and which
weekends are worked. An office enters a new year with `calendar_from` on the day the notice comes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row, files, load

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class SwappedDay:
    """A day that a notice names: off, or a weekend worked. `basis` is the notice as it is printed in a letter."""

    day: date
    off: bool
    holiday: str
    basis: str
    cite: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice, known from the day it was issued. `cite` is empty for one entered by an office itself."""

    since: date
    basis: str
    cite: str
    days: tuple[SwappedDay, ...]


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """A year whose notice has been entered. Later notices replace earlier ones day by day."""

    year: int
    notices: tuple[Notice, ...]

    def known_on(self, day: date) -> YearCalendar | None:
        """What was published by that day, or None when nothing was."""
        known = tuple(notice for notice in self.notices if notice.since <= day)
        return YearCalendar(self.year, known) if known else None

    def days(self) -> dict[date, SwappedDay]:
        """Every named day, as the last notice that names it has it."""
        return {named.day: named for notice in self.notices for named in notice.days}


@dataclass(frozen=True, slots=True)
class Statutory:
    """The holidays that a year's first notice must name."""

    since: date
    names: tuple[str, ...]
    cite: str


def calendar_from(source: str | Path, *, root: Path = DATA) -> YearCalendar:
    """Check and read one year: TOML text, or a file that holds it (the shape of `data/calendars/*.toml`).

    A notice not registered among the instruments gives `title` and `number` in place of `cite`.
    Raises LawDataError naming file and key: a holiday missing, a make-up day that is no weekend, days out of order.
    """
    if isinstance(source, Path):
        return _year(load(source), root)
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LawDataError("录入的日历", "全文", f"不是有效的 TOML：{error}") from error
    return _year(Row(values, Path("录入的日历")), root)


@cache
def published_years(root: Path = DATA) -> tuple[YearCalendar, ...]:
    """The years that come with the platform, in order. Raises LawDataError when a year is there twice."""
    years: dict[int, YearCalendar] = {}
    for file in files("calendars", root):
        row = load(file)
        calendar = _year(row, root)
        if calendar.year in years:
            raise row.fail("year", f"{calendar.year} 年已在别的文件登记")
        years[calendar.year] = calendar
    return tuple(years[year] for year in sorted(years))


@cache
def _statutory(root: Path) -> tuple[Statutory, ...]:
    history: list[Statutory] = []
    for file in files("holidays", root):
        row = load(file)
        for entry in row.rows("holidays", required=True):
            add(history, Statutory(entry.day("from"), entry.texts("names", required=True), cite_of(entry)), entry)
            entry.done()
        row.done()
    return tuple(history)


def _year(row: Row, root: Path) -> YearCalendar:
    year = row.integer("year")
    notices: list[Notice] = []
    for entry in row.rows("notice", required=True):
        add(notices, _notice(entry, year, root), entry)
    row.done()
    required = in_force(_statutory(root), date(year, 1, 1))
    if required is None:
        raise UnknownLaw(f"没有登记 {year} 年适用的法定节日，不能录入该年日历；请先补登 holidays 数据。")
    named = {name for day in notices[0].days for name in day.holiday.split("、")} if notices else set()
    if missing := [name for name in required.names if name not in named]:
        raise row.fail("notice[1].holiday", f"{year} 年的安排缺少{'、'.join(missing)}，请对照通知补全")
    return YearCalendar(year, tuple(notices))


def _notice(row: Row, year: int, root: Path) -> Notice:
    since = row.day("from")
    if row.has("cite"):
        cite = cite_of(row) if row.file.is_relative_to(root) else row.text("cite")
        basis = cited(cite, root).words
    else:
        cite = ""
        basis = f"《{row.text('title')}》（{row.text('number')}）"
    days: dict[date, SwappedDay] = {}
    for entry in row.rows("holiday", required=True):
        for day in _holiday(entry, year, basis, cite):
            if day.day in days:
                raise entry.fail("first", f"{day.day.isoformat()} 在同一份通知里写了两次")
            days[day.day] = day
    row.done()
    return Notice(since, basis, cite, tuple(days[day] for day in sorted(days)))


def _holiday(row: Row, year: int, basis: str, cite: str) -> Iterator[SwappedDay]:
    name = "、".join(row.texts("names", required=True))
    first, last = row.day("first"), row.day("last")
    if not first <= last or (last - first).days >= 31:
        raise row.fail("last", f"放假起止 {first.isoformat()} 至 {last.isoformat()} 不合理，请核对")
    if last.year != year:
        raise row.fail("last", f"{name}假期不在 {year} 年，请核对年份")
    work = row.days("work")
    row.done()
    day = first
    while day <= last:
        yield SwappedDay(day, True, name, basis, cite)
        day += ONE_DAY
    for day in work:
        if day.weekday() < SATURDAY:
            raise row.fail("work", f"{day.isoformat()} 不是周六、周日，不能是调休上班日")
        yield SwappedDay(day, False, name, basis, cite)
