"""The clock of each year's report (《条例》第四十九条, docs/decisions D-334); importing this has it watched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Max, Min

from gongkai.kit.clock import day_of
from gongkai.kit.watched import WatchedClock, register
from gongkai.law.agency_kinds import kind_of
from gongkai.law.calendar import Calendars
from gongkai.law.deadlines import due, start
from gongkai.law.filing_schedule import span
from gongkai.statistics.filing_tree import tree_of
from gongkai.statistics.models import AnnualReport, Compilation, Filing, PeriodInUse
from gongkai.units.models import Agency

SOURCE = "annual_report"
YEAR = Filing.Period.YEAR


def clocks(since: date | None) -> Iterator[WatchedClock]:
    """One for each unit that files its year's figures here and must report by law; those met before `since` are gone.

    A year whose report nobody began is watched too. A clock of a year to come begins after the day of the round.
    """
    first = {row.receiver_id: row.begins for row in PeriodInUse.objects.filter(period=YEAR, ends=None)}
    if not first:
        return
    newest = max(since.year if since else 0, Filing.objects.aggregate(last=Max("year"))["last"] or 0)
    begun = min(day.year for day in first.values())
    met, pages = _published(), dict[tuple[int, int], str]()
    for pk, of, year in Compilation.objects.values_list("pk", "agency_id", "year"):
        pages[of, year] = str(pk)
    calendars = Calendars.published()
    for year in range(begun, max(newest, begun) + 1):
        for agency in _bound(first, year):
            done = met.get((agency.pk, year))
            if since is None or done is None or done >= since:
                yield _clock(agency, year, done, pages.get((agency.pk, year), ""), calendars)


def _bound(first: dict[int, date], year: int) -> list[Agency]:
    """The units that file that year, of a kind that the law tells to report; each once."""
    tree = tree_of(span(YEAR, year, 0))
    found = {}
    for receiver, begins in first.items():
        if begins <= date(year, 12, 31) and receiver in tree.agencies:
            found.update({agency.pk: agency for agency, _ in tree.expected(receiver)})
    bound = (one for one in found.values() if (kind := kind_of(one.name)) is not None and kind.report)
    return sorted(bound, key=lambda one: one.code)


def _published() -> dict[tuple[int, int], date]:
    """The day on which each report was public first, however it came into the column."""
    rows = AnnualReport.objects.values("agency_id", "year").annotate(first=Min("published_at"))
    return {(row["agency_id"], row["year"]): day_of(row["first"]) for row in rows}


def _clock(agency: Agency, year: int, met: date | None, page: str, calendars: Calendars) -> WatchedClock:
    kind = kind_of(agency.name)
    assert kind is not None
    limit = due(kind.report, [start(date(year, 12, 31))], calendars, provisional=True)
    assert limit.last_day is not None  # a day of the month in the law's rows
    return WatchedClock(
        source=SOURCE, key=f"{agency.code}:{year}", node=kind.report, agency=agency.code,
        title=f"{agency.short} {year} 年度政府信息公开工作年度报告", begun_on=date(year + 1, 1, 1),
        due_on=limit.last_day, met_on=met, subject=("compilation", page) if page else ("compilations", ""),
    )  # fmt: skip


register(SOURCE, clocks)
