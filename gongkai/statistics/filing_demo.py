"""Sample filings of the last ended quarter: most units accepted, one to be judged, one returned, one begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from gongkai.kit.clock import BEIJING, day_of
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.filing_schedule import Span, spans_ended
from gongkai.statistics.actions.accept_filing import accept_filing
from gongkai.statistics.actions.fill_blank_cells import fill_blank_cells
from gongkai.statistics.actions.open_filing import open_filing
from gongkai.statistics.actions.return_filing import return_filing
from gongkai.statistics.actions.submit_filing import submit_filing
from gongkai.statistics.actions.use_period import use_period
from gongkai.statistics.filing_tree import tree_of
from gongkai.statistics.filing_values import judged
from gongkai.statistics.models import Filing, PeriodInUse
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Person
from gongkai.units.powers import ACCEPT_FILINGS, FILE_STATISTICS

DEMO = Actor("demo", "示例数据", frozenset({(FILE_STATISTICS, EVERYWHERE), (ACCEPT_FILINGS, EVERYWHERE)}))
RECEIVER, OFFICE = "QZ-QG", "zfb.office"
# Which units stand otherwise than accepted, for the office to do something with.
BEGUN, SENT, RETURNED = "QZ-QG-CZJ", "QZ-QG-TL", "QZ-QG-JYJ"
FILERS = {BEGUN: "finance.clerk", SENT: "tuling.clerk", RETURNED: "education.clerk", "QZ-QG-MZJ": "civil.clerk"}
MARKED = "t3.new_received.total"
LONG = 200
# Units that have not begun, so that the board has somebody to chase.
SILENT = ("QZ-QG-JTJ", "QZ-QG-SWJ")


def build_filings(progress: Callable[[str], None], *, now: datetime) -> int:
    """File the sample units' quarter; gives how many filings were made. Safe to run again."""
    receiver = Agency.objects.filter(code=RECEIVER).first()
    if receiver is None or PeriodInUse.objects.filter(receiver=receiver, period="quarter").exists():
        return 0
    on = day_of(now)
    of = spans_ended("quarter", on - timedelta(days=LONG), on)[-1]
    begins = datetime.combine(of.last, time(9, 0), tzinfo=BEIJING)
    use_period(RECEIVER, "quarter", of.last, actor=DEMO, now=begins)
    units = [agency.code for agency, _ in tree_of(of).expected(receiver.pk) if agency.code not in SILENT]
    filings = [_filed(code, of, begins) for code in units]
    progress(f"{receiver.short}{of.title}季报：{len(filings)} 份。")
    return len(filings)


def _filed(code: str, of: Span, begins: datetime) -> Filing:
    """One unit's filing as far as it goes in the sample."""
    filer = Person.objects.filter(login=FILERS.get(code, "")).first()
    day = begins + timedelta(days=8, hours=1)
    clerk = actor_of(filer, day_of(day)) if filer is not None else DEMO
    filing = open_filing(code, of.kind.code, of.year, of.number, actor=clerk, now=day)
    if code == BEGUN:
        return filing
    if judged(filing).blank:
        fill_blank_cells(filing.pk, actor=clerk, now=day)
    filing = submit_filing(filing.pk, actor=clerk, now=day + timedelta(hours=1))
    if code == SENT:
        return filing
    person = Person.objects.filter(login=OFFICE).first()
    office = actor_of(person, day_of(day)) if person is not None else DEMO
    later = day + timedelta(days=1)
    if code == RETURNED and person is not None:
        marks = {MARKED: "与登记的申请不一致，请核对"}
        return return_filing(filing.pk, "请核对本季收到申请的件数", marks, actor=office, now=later)
    return accept_filing(filing.pk, actor=office, now=later)
