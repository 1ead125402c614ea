"""The visits of a year put together for the page and the workbook: by month, by column, by unit, by reading point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext

from gongkai.columns import published
from gongkai.columns.reads_visits import VisitLine, column_labels, visits
from gongkai.kit.who import Actor
from gongkai.units.reads import agencies

MONTHS = 12


Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a table: its word, its visits and how many of a hundred they are."""

    words: str
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class YearOfVisits:
    """All tables of one year of one unit, or of the whole site. `rows` is what the workbook lists line by line."""

    total: int
    at_points: int
    months: tuple[Counted, ...]
    columns: tuple[Counted, ...]
    units: tuple[Counted, ...]
    points: tuple[Counted, ...]
    rows: tuple[tuple[str, str, str, str, int], ...]


def year_of_visits(asker: Actor, year: int, code: str, on: date) -> YearOfVisits:
    """The visits of that year, of one unit or of all. Raises Refused "not-allowed"."""
    lines = visits(asker, date(year, 1, 1), date(year, 12, 31), code)
    total = sum(line.count for line in lines)
    names = {one.code: one.short for one in agencies(asker)}
    labels = column_labels(on)
    points = {one.key: one.value("name") or one.title for one in published.reading_points(asker)}
    by_month = _sums(lines, lambda line: line.month.month)
    by_column = _sums(lines, lambda line: line.column_code)
    shown_months = range(1, (on.month if year == on.year else MONTHS) + 1)

    def unit_words(one: str) -> str:
        return names.get(one, one) or gettext("全站页面")

    def table(sums: Counter[str], words: Callable[[str], str]) -> tuple[Counted, ...]:
        return tuple(Counted(words(key), count, _share(count, total)) for key, count in sums.most_common())

    return YearOfVisits(
        total=total,
        at_points=sum(line.count for line in lines if line.point),
        months=tuple(
            Counted(gettext("%(month)d月") % {"month": month}, by_month[month], _share(by_month[month], total))
            for month in shown_months
        ),
        columns=table(by_column, lambda one: labels.get(one, one)),
        units=table(_sums(lines, lambda line: line.agency_code), unit_words),
        points=table(
            _sums((line for line in lines if line.point), lambda line: line.point), lambda one: points.get(one, one)
        ),
        rows=tuple(
            (
                f"{line.month:%Y-%m}", unit_words(line.agency_code), labels.get(line.column_code, line.column_code),
                points.get(line.point, line.point), line.count,
            )
            for line in lines
        ),
    )  # fmt: skip


def _sums(lines: Iterable[VisitLine], key: Callable[[VisitLine], Key]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for line in lines:
        found[key(line)] += line.count
    return found


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:.1f}" if total else "0.0"
