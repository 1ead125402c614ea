"""The year's report written from the accepted filing: drafted, passed by the ranks, and issued as a document."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from gongkai.kit.clock import BEIJING
from gongkai.replay.cast_units import Ensemble, contact
from gongkai.replay.staffing import Staff
from gongkai.statistics.actions.issue_report import issue_report
from gongkai.statistics.actions.pass_compilation import pass_compilation
from gongkai.statistics.actions.start_compilation import start_compilation
from gongkai.statistics.actions.submit_compilation import submit_compilation
from gongkai.statistics.compiling import compose
from gongkai.statistics.compiling_issue import IssueWords
from gongkai.statistics.models import Compilation
from gongkai.units.models import Agency

MORNING = time(9, 30)
CLERK, OFFICE = "clerk", "disclosure_office"
NOTICE, LETTER = "notice", "letter"


def write_report(playing: Ensemble, year: int, staff: Staff, day: date) -> Compilation:
    """The report as the platform drafts it, issued but not made public: the published one stands where it stands.

    Raises Refused where an action refuses.
    """
    agency, at = playing.agency, datetime.combine(day, MORNING, BEIJING)
    clerk = staff.by(agency, CLERK, day)
    row = start_compilation(Agency.objects.get(code=agency), year, actor=clerk, now=at)
    row = submit_compilation(row.pk, seen=compose(row).hash, actor=clerk, now=at + timedelta(hours=1))
    for place, step in enumerate(row.chain, start=2):
        who = staff.by(agency, str(step["duty"]), day)
        row = pass_compilation(row.pk, seen=row.signed_hash, actor=who, now=at + timedelta(hours=place))
    words, who = _cover(playing), staff.by(agency, OFFICE, day)
    return issue_report(row.pk, words, actor=who, now=at + timedelta(hours=len(row.chain) + 2))


def _cover(playing: Ensemble) -> IssueWords:
    """A government's goes out as its office's notice, a unit's as a letter to the government above."""
    government = playing.government
    if playing.agency == government.code:
        unit = next(one for one in playing.staffed if one.code == government.office)
        below = tuple(one.name for one in playing.units)
        return IssueWords(NOTICE, unit.code, unit.mark, below, approver=government.name)
    unit = playing.units[0]
    return IssueWords(LETTER, unit.code, unit.mark, (government.name,), person=contact().office, phone=contact().phone)
