"""When figures are filed, by which day and in which format (条例第四十九条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.counting import next_month_day
from gongkai.law.dated import parameter
from gongkai.law.editions import Edition, editions, named, on_day
from gongkai.law.errors import UnknownLaw
from gongkai.law.formats import ReportFormat, format_for
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row

YEAR = 12
LATEST_DAY = 28


@dataclass(frozen=True, slots=True)
class FilingPeriod:
    """One kind of period. `limit` and `government_limit` are parameters of month and day; `day` a day of the month
    after the period, where there is no limit; `moved`: a day off is passed over. `forms` are tried in order."""

    code: str
    label: str
    months: int
    obligatory: bool
    limit: str
    government_limit: str
    day: int
    moved: bool
    forms: tuple[str, ...]
    cite: str
    reading: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers its periods bear in a year: 0 for the whole year, else 1 and up."""
        return (0,) if self.months == YEAR else tuple(range(1, YEAR // self.months + 1))


@dataclass(frozen=True, slots=True)
class Span:
    """One period: its kind, year and number, and its first and last day."""

    kind: FilingPeriod
    year: int
    number: int
    first: date
    last: date

    @property
    def title(self) -> str:
        """As people name it: 2025年, 2025年第3季度, 2025年8月."""
        if self.kind.months == YEAR:
            return f"{self.year}年"
        return f"{self.year}年{self.number}月" if self.kind.months == 1 else f"{self.year}年第{self.number}季度"


@cache
def _history(root: Path = DATA) -> tuple[Edition[FilingPeriod], ...]:
    return editions(root / "filing" / "schedule.toml", "period", _period)


def _period(row: Row) -> FilingPeriod:
    made = FilingPeriod(
        row.text("code"), row.text("label"), row.integer("months"), row.flag("obligatory"),
        row.text("limit", required=False), row.text("government_limit", required=False), row.integer("day", 0),
        row.flag("moved"), row.texts("forms", required=True), cite_of(row), row.text("reading", required=False),
    )  # fmt: skip
    if made.months not in (1, 3, YEAR):
        raise row.fail("months", f"只能是 1、3、{YEAR}")
    if bool(made.limit) == bool(made.day):
        raise row.fail("day", "limit 和 day 须有且只有一项")
    if made.day > LATEST_DAY:
        raise row.fail("day", f"不能晚于 {LATEST_DAY} 日，否则有的月份没有这一天")
    return made


def filing_periods(on: date, root: Path = DATA) -> tuple[FilingPeriod, ...]:
    """The kinds of periods known on that day. Raises UnknownLaw before the first edition."""
    return on_day(_history(root), "统计报表报送周期", on)


def span(code: str, year: int, number: int, root: Path = DATA) -> Span:
    """One period by its kind, year and number, by the rules of its last day.

    Raises UnknownLaw for a kind not known then, and for a number such a year does not have.
    """
    kind = named(filing_periods(date(year, YEAR, 31), root), code, "报送周期", date(year, YEAR, 31))
    if number not in kind.numbers:
        raise UnknownLaw(f"{year} 年没有第 {number} 期{kind.label}，请重新选择。")
    ends = number * kind.months if number else YEAR
    return Span(kind, year, number, date(year, ends - kind.months + 1, 1), _last_of(year, ends))


def span_before(of: Span, root: Path = DATA) -> Span:
    """The period of the same kind just before. Raises UnknownLaw where that kind was not known then."""
    if of.number > 1:
        return span(of.kind.code, of.year, of.number - 1, root)
    numbers = of.kind.numbers
    return span(of.kind.code, of.year - 1, numbers[-1], root)


def spans_ended(code: str, begins: date, on: date, root: Path = DATA) -> list[Span]:
    """Every period of that kind whose last day is not before `begins` and before `on`, the oldest first."""
    found = []
    for year in range(begins.year, on.year + 1):
        kinds = {kind.code: kind for kind in filing_periods(date(year, YEAR, 31), root)}
        for number in kinds[code].numbers if code in kinds else ():
            one = span(code, year, number, root)
            if begins <= one.last < on:
                found.append(one)
    return found


def filing_due(of: Span, *, government: bool, root: Path = DATA) -> date:
    """The last day to file a period. `government`: the figures of a whole government, due by its own day.

    Raises UnknownLaw where no day is registered, CalendarNotPublished where a moved day needs a missing year.
    """
    after = of.last + timedelta(days=1)
    if of.kind.limit:
        name = of.kind.government_limit if government and of.kind.government_limit else of.kind.limit
        value = parameter(name, root).at(after).value
        if value is None:
            raise UnknownLaw(f"{after.isoformat()} 没有登记{of.kind.label}的截止日。")
        due = next_month_day(of.last, value)
    else:
        due = after.replace(day=of.kind.day)
    if not of.kind.moved:
        return due
    return Calendars.published(root=root).next_working_day(due - timedelta(days=1))


def filing_form(of: Span, root: Path = DATA) -> ReportFormat:
    """The format in which a period is filed. Raises UnknownLaw where none of the kind's formats covers the year."""
    covering = {form.id: form for form in format_for(of.year, root=root)}
    for name in of.kind.forms:
        if name in covering:
            return covering[name]
    raise UnknownLaw(f"没有登记 {of.title}{of.kind.label}适用的表式。")


def _last_of(year: int, month: int) -> date:
    following = date(year + month // YEAR, month % YEAR + 1, 1)
    return following - timedelta(days=1)
