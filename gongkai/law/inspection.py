"""How government sites are inspected: kinds of columns, what fails a site or costs points (`data/inspection`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.counting import after_months
from gongkai.law.editions import Edition, editions, named, on_day, one_of
from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row

SCHEMES = ("national", "licheng")
VETO, DEDUCT = "veto", "deduct"
MEASURES = (
    "findings", "by_hand", "slow_visits", "home_stale", "stale_columns", "long_stale_columns", "empty_columns",
    "behind_columns", "unanswered", "late_publication", "report_late", "requests_late",
)  # fmt: skip
UNITS = ("working_day", "week", "month")
PAGE_SECONDS = "page_seconds"
_WEEK = 7


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """A kind of column. It fails `days` or `months` after its last update (both nought: never by time), and is stale
    for long after `long_months`. `near` working days before it fails people are told; `counts`: it counts for a veto.
    """

    code: str
    label: str
    hint: str
    days: int
    months: int
    long_months: int
    near: int
    counts: bool

    def fails_on(self, updated_on: date) -> date | None:
        """The last day on which a column updated that day still passes; None where time does not fail it."""
        if self.days:
            return updated_on + timedelta(days=self.days)
        return after_months(updated_on, self.months) if self.months else None

    def long_on(self, updated_on: date) -> date | None:
        """The last day on which it is not yet stale for long; None where time does not make it so."""
        return after_months(updated_on, self.long_months) if self.long_months else None


@dataclass(frozen=True, slots=True)
class InspectionRule:
    """One item of a scheme: what is counted (`measure`), from how many on it bites, and what would mend it.

    `effect` veto fails the whole; deduct costs `points` for each, `most` at the most (0: no ceiling). The other numbers
    belong to single measures: `days` or `months` back, `visits` a day, `seconds`, `percent`; `kinds` of findings.
    """

    code: str
    label: str
    test: str
    effect: str
    measure: str
    count: int
    mend: str
    days: int
    months: int
    window_months: int
    visits: int
    seconds: int
    percent: int
    points: int
    most: int
    kinds: tuple[str, ...]
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class ProbeLimit:
    """A number that something measured is held against."""

    code: str
    label: str
    number: int


def column_kinds(on: date, root: Path = DATA) -> tuple[ColumnKind, ...]:
    """The kinds of columns of that day in their order. Raises UnknownLaw before the first edition."""
    return on_day(_kinds(root), "栏目种类和更新时限", on)


def column_kind_of(code: str, on: date, root: Path = DATA) -> ColumnKind:
    """One kind. Raises UnknownLaw."""
    return named(column_kinds(on, root), code, "栏目种类", on)


def inspection_rules(scheme: str, on: date, root: Path = DATA) -> tuple[InspectionRule, ...]:
    """The items of a scheme that day. Raises UnknownLaw for a scheme nobody registered and before its first edition."""
    if scheme not in SCHEMES:
        raise UnknownLaw(f"没有登记检查办法“{scheme}”，不能列出它的指标。")
    return on_day(_rules(root)[scheme], "检查指标", on)


def probe_limit(code: str, on: date, root: Path = DATA) -> int:
    """The number of a limit that day. Raises UnknownLaw."""
    return named(on_day(_limits(root), "巡检限值", on), code, "巡检限值", on).number


def next_update(updated_on: date, every: int, unit: str, calendars: Calendars) -> date | None:
    """The last day for the next update of what is updated every so many units; None where no interval is set.

    In a year whose holidays are not published yet, weekdays count. Raises UnknownLaw for a unit nobody registered.
    """
    if not every:
        return None
    if unit == "working_day":
        return _working_days_on(updated_on, every, calendars)
    if unit == "week":
        return updated_on + timedelta(days=_WEEK * every)
    if unit == "month":
        return after_months(updated_on, every)
    raise UnknownLaw(f"没有登记更新间隔的单位“{unit}”。")


def working_days_left(on: date, until: date, calendars: Calendars, most: int) -> int:
    """How many working days are left after `on` up to and including `until`, counted no further than `most` + 1.

    In a year whose holidays are not published yet, weekdays count.
    """
    left, day = 0, on
    while day < until and left <= most:
        day += timedelta(days=1)
        left += calendars.kind_of(day, provisional=True).working
    return left


def _working_days_on(start: date, number: int, calendars: Calendars) -> date:
    day = start
    while number:
        day += timedelta(days=1)
        number -= calendars.kind_of(day, provisional=True).working
    return day


@cache
def _kinds(root: Path = DATA) -> tuple[Edition[ColumnKind], ...]:
    return editions(root / "inspection" / "columns.toml", "kind", _kind)


@cache
def _rules(root: Path = DATA) -> dict[str, tuple[Edition[InspectionRule], ...]]:
    return {scheme: editions(root / "inspection" / f"{scheme}.toml", "rule", _rule) for scheme in SCHEMES}


@cache
def _limits(root: Path = DATA) -> tuple[Edition[ProbeLimit], ...]:
    def limit(row: Row) -> ProbeLimit:
        return ProbeLimit(row.text("code"), row.text("label"), row.integer("number"))

    return editions(root / "inspection" / "limits.toml", "limit", limit)


def _kind(row: Row) -> ColumnKind:
    made = ColumnKind(
        code=row.text("code"),
        label=row.text("label"),
        hint=row.text("hint"),
        days=row.integer("days", 0),
        months=row.integer("months", 0),
        long_months=row.integer("long_months"),
        near=row.integer("near"),
        counts=row.flag("counts"),
    )
    if made.days and made.months:
        raise row.fail("months", "更新时限只能写日数或者月数中的一个")
    return made


def _rule(row: Row) -> InspectionRule:
    made = InspectionRule(
        code=row.text("code"),
        label=row.text("label"),
        test=row.text("test"),
        effect=one_of(row, "effect", (VETO, DEDUCT)),
        measure=one_of(row, "measure", MEASURES),
        count=row.integer("count"),
        mend=row.text("mend"),
        days=row.integer("days", 0),
        months=row.integer("months", 0),
        window_months=row.integer("window_months", 0),
        visits=row.integer("visits", 0),
        seconds=row.integer("seconds", 0),
        percent=row.integer("percent", 0),
        points=row.integer("points", 0),
        most=row.integer("most", 0),
        kinds=row.texts("kinds"),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )
    if (made.effect == DEDUCT) != bool(made.points):
        raise row.fail("points", "扣分项须写每处扣几分，否决项不写")
    if (made.measure == "findings") != bool(made.kinds):
        raise row.fail("kinds", "按问题计数的指标须列出问题的种类，其他指标不列")
    return made
