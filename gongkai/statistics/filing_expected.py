"""Which filings are awaited: every unit of every receiver, for each ended period it takes, begun or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.kit.clock import day_of
from gongkai.law.filing_schedule import Span, filing_due, spans_ended
from gongkai.statistics.filing_tree import Tree, all_units, tree_of
from gongkai.statistics.models import Filing, PeriodInUse
from gongkai.units.models import Agency

State = Filing.State
SENT = (State.SUBMITTED, State.ACCEPTED, State.LOCKED)
GOVERNMENTS = (Agency.Level.PROVINCE, Agency.Level.CITY, Agency.Level.COUNTY)


@dataclass(frozen=True, slots=True)
class Awaited:
    """One filing that is or should be there. `filing` None: nobody has begun."""

    agency: Agency
    receiver: Agency
    span: Span
    rolled_up: bool
    due_on: date
    filing: Filing | None

    @property
    def key(self) -> str:
        """The same before and after it is begun."""
        of = self.span
        return f"{self.agency.code}:{of.kind.code}:{of.year}:{of.number}:{'sum' if self.rolled_up else 'own'}"

    @property
    def begun_on(self) -> date:
        """The first day on which it could be filed."""
        return self.span.last + timedelta(days=1)

    @property
    def sent(self) -> bool:
        """Whether it is with the receiver or done."""
        return self.filing is not None and self.filing.state in SENT

    @property
    def sent_on(self) -> date | None:
        """The day it was sent in, where it stands as sent."""
        if self.filing is None or not self.sent or self.filing.submitted_at is None:
            return None
        return day_of(self.filing.submitted_at)

    def late(self, on: date) -> bool:
        """Whether it was or is past its day."""
        return self.due_on < (self.sent_on or on)

    @property
    def state(self) -> str:
        """Its state, `none` while nobody has begun."""
        return self.filing.state if self.filing is not None else "none"

    @property
    def words(self) -> str:
        """Its state to people."""
        return str(self.filing.get_state_display()) if self.filing is not None else "未开始"


def awaited(on: date, receivers: Iterable[Agency] | None = None) -> Iterator[Awaited]:
    """All filings awaited of periods that ended before `on`, by receivers (all where None)."""
    rows = PeriodInUse.objects.select_related("receiver").order_by("receiver__code", "period", "begins")
    if receivers is not None:
        rows = rows.filter(receiver__in=receivers)
    plans: dict[tuple[str, int, int], tuple[Span, list[Agency]]] = {}
    for row in rows:
        for of in spans_ended(row.period, row.begins, on):
            if row.ends is None or of.last < row.ends:
                _, takers = plans.setdefault((of.kind.code, of.year, of.number), (of, []))
                if row.receiver not in takers:
                    takers.append(row.receiver)
    known = _filings(plans)
    units = all_units() if plans else None
    for of, takers in plans.values():
        tree = tree_of(of, units)
        for receiver in takers:
            yield from _of_receiver(receiver, of, tree, known)


def _of_receiver(
    receiver: Agency, of: Span, tree: Tree, known: dict[tuple[int, str, int, int, bool], Filing]
) -> Iterator[Awaited]:
    wanted = tree.expected(receiver.pk)
    if receiver.pk in tree.agencies and tree.receiver(receiver.pk, rolled_up=True) == receiver.pk and wanted:
        wanted = [*wanted, (receiver, True)]
    for agency, rolled in wanted:
        due = filing_due(of, government=rolled and agency.level in GOVERNMENTS)
        filing = known.get((agency.pk, of.kind.code, of.year, of.number, rolled))
        yield Awaited(agency, receiver, of, rolled, due, filing)


def _filings(
    plans: dict[tuple[str, int, int], tuple[Span, list[Agency]]],
) -> dict[tuple[int, str, int, int, bool], Filing]:
    years = {year for _, year, _ in plans}
    takers = {one.pk for _, some in plans.values() for one in some}
    rows = (
        Filing.objects.filter(year__in=years, receiver__in=takers)
        .select_related("made_by", "submitted_by")
        .defer("findings")
    )
    return {(one.agency_id, one.period, one.year, one.number, one.rolled_up): one for one in rows}
