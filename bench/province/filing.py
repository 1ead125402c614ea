"""The year filed by everybody through the real actions, and added up from the districts to the province."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache

from django.db import connection

from bench.province.tree import Tree
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.statistics.actions.accept_filing import accept_filing
from gongkai.statistics.actions.open_filing import open_filing
from gongkai.statistics.actions.roll_up import roll_up
from gongkai.statistics.actions.submit_filing import submit_filing
from gongkai.statistics.actions.use_period import use_period
from gongkai.statistics.filing_report import report_of
from gongkai.statistics.filing_values import values_of
from gongkai.statistics.models import FiledCell, Filing
from gongkai.statistics.rendering import render_all
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency

YEAR, CLERK, OFFICE = "year", "clerk", "disclosure_office"
# The same sums as one statement: without the tree, who is missing, what counts twice, and what each is made of.
PLAIN = """\
SELECT c.cell, SUM(c.value) FROM statistics_filedcell c JOIN statistics_filing f ON f.id = c.filing_id
WHERE f.period = 'year' AND f.year = %s AND f.rolled_up = %s AND f.state IN ('accepted', 'locked') GROUP BY c.cell"""


class Filers:
    """The clerks and offices of the province on one day in January."""

    def __init__(self, tree: Tree, year: int) -> None:
        self._tree, self._year = tree, year
        self._now = datetime.combine(date(year + 1, 1, 15), time(9), BEIJING)
        self._actor = cache(self._actor_of)

    def expect(self) -> None:
        """Every government takes the year's filings from now on: they are watched before anybody has begun."""
        for one in self._tree.governments:
            office, begins = self._actor(one.pk, OFFICE), date(self._year, 1, 1)
            use_period(one.code, YEAR, begins, actor=office, now=self._now)

    def file_all(self) -> int:
        """Every unit and every government opens and sends its own figures, and each receiver accepts them."""
        for one in self._tree.everyone:
            clerk = self._actor(one.pk, CLERK)
            filing = open_filing(one.code, YEAR, self._year, actor=clerk, now=self._now)
            self._send(filing, clerk)
        return len(self._tree.everyone)

    def roll_up_all(self, level: list[Agency]) -> Filing:
        """The governments of one level add up and send their sums; gives the last one's."""
        for one in level:
            clerk = self._actor(one.pk, CLERK)
            filing = roll_up(one.code, YEAR, self._year, actor=clerk, now=self._now)
            self._send(filing, clerk)
        return filing

    def _send(self, filing: Filing, clerk: Actor) -> None:
        submit_filing(filing.pk, actor=clerk, now=self._now)
        office = self._actor(filing.receiver_id, OFFICE)
        accept_filing(filing.pk, actor=office, now=self._now)

    def _actor_of(self, agency: int, duty: str) -> Actor:
        return actor_of(self._tree.people[agency, duty], self._now.date())


def added_up(filing: Filing) -> dict[str, Decimal]:
    """The figures of a sum. SystemExit where they are not those that the platform counts over all units."""
    differs = [one["sentence"] for one in filing.findings if one["code"] == "sum-differs"]
    if differs:
        raise SystemExit(f"the sum of {filing.agency} is not what is counted: {differs[:3]}")
    return values_of(filing)


def plain_sums(year: int) -> dict[str, Decimal]:
    """The sums of all units' own filings by one statement."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [year, False])
        return {cell: Decimal(str(value)) for cell, value in cursor.fetchall()}


def checked() -> int:
    """Every filing's figures held against the relations of its form again; SystemExit where one has an error."""
    count = 0
    for one in Filing.objects.select_related("agency").iterator(500):
        errors = [found.sentence for found in report_of(one).findings if found.level == "error"]
        if errors:
            raise SystemExit(f"{one.agency}: {errors[:2]}")
        count += 1
    return count


def rendered(filing: Filing) -> dict[str, bytes]:
    """The report's tables as every kind of file; SystemExit where one is empty."""
    files = render_all(report_of(filing))
    if not files or not all(files.values()):
        raise SystemExit("a file is empty")
    return files


def cells() -> int:
    """How many filed figures there are."""
    return FiledCell.objects.count()
