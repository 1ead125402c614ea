"""When a record is to be published: by which day, not before which day, and when what was withheld is looked at again.

The limits are rows of `data/deadlines`, counted by `deadlines.due`; nothing here knows a number.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.counting import after_months
from gongkai.law.dated import parameter
from gongkai.law.deadlines import Due, Entry, EntryKind, due, start
from gongkai.law.loading import DATA
from gongkai.law.problems import Problem

PUBLICATION = "proactive_publication"
HANDOVER = "handover_to_disclosure_office"
REASSESSMENT = "reassessment.months"


def publication_due(
    formed_on: date,
    calendars: Calendars,
    *,
    published_on: date | None = None,
    provisional: bool = False,
    root: Path = DATA,
) -> Due:
    """The last day to publish what was formed or changed that day, with its trail (条例第二十六条, 2007年第十八条).

    The day of forming is not counted. `published_on` closes the clock, so that `in_time` can be asked. Raises
    UnknownLaw before the Regulation and CalendarNotPublished for a missing year, unless `provisional`.
    """
    return _due(PUBLICATION, formed_on, published_on, calendars, provisional, root)


def handover_due(
    formed_on: date,
    calendars: Calendars,
    *,
    handed_over_on: date | None = None,
    provisional: bool = False,
    root: Path = DATA,
) -> Due:
    """The last day to hand the document to the disclosure office, where a unit follows the local rule (D-127)."""
    return _due(HANDOVER, formed_on, handed_over_on, calendars, provisional, root)


def timing_problems(
    on: date, *, formed_on: date, signed_on: date | None, not_before: date | None
) -> tuple[Problem, ...]:
    """Why this day is too early to publish; empty when it is not.

    Too early is marked down like too late (鲤城区2020年绩效标准). `signed_on` is the day of the signature, None when
    there is none yet; `not_before` the day until which publication is held back.
    """
    found = []
    cite = "licheng-standard-2020 timing"
    if on < formed_on:
        said = f"{on.isoformat()} 早于成文日期 {formed_on.isoformat()}，不能发布：请核对成文日期，或者到期再发布。"
        found.append(Problem("publication-before-formed", "formed_on", said, cite))
    if signed_on is None:
        said = "还没有签发，不能发布：请先送签。"
        found.append(Problem("publication-unsigned", "", said, cite))
    elif on < signed_on:
        said = f"{on.isoformat()} 早于签发日期 {signed_on.isoformat()}，不能发布：请核对签发日期。"
        found.append(Problem("publication-before-signing", "", said, cite))
    if not_before is not None and on < not_before:
        said = (
            f"定于 {not_before.isoformat()} 起公开，{on.isoformat()} 发布属于提前公开：请到期发布，或者先改定公开时间。"
        )
        found.append(Problem("publication-embargo", "not_before", said, cite))
    return tuple(found)


def reassess_on(last: date, root: Path = DATA) -> date:
    """The day by which what is withheld is looked at again, counted from the last look (条例第十八条, D-127).

    The Regulation says 定期 and no interval; the row is a default a site may replace. Raises UnknownLaw before 2019.
    """
    months = parameter(REASSESSMENT, root).at(last).value
    assert months is not None
    return after_months(last, months)


def _due(
    rule: str, formed_on: date, closed_on: date | None, calendars: Calendars, provisional: bool, root: Path
) -> Due:
    entries = [start(formed_on)]
    if closed_on is not None:
        entries.append(Entry(EntryKind.CLOSE, closed_on))
    return due(rule, entries, calendars, provisional=provisional, root=root)
