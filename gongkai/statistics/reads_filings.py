"""What the desk sees of filings: of one's own units, and of those whose filings one receives; all else is not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.filing_schedule import FilingPeriod, Span, filing_periods
from gongkai.law.formats import ReportFormat
from gongkai.statistics.decide_filing import Judged, tidy
from gongkai.statistics.filing_counting import Change, changes, counted_now
from gongkai.statistics.filing_expected import Awaited, awaited
from gongkai.statistics.filing_locking import NOT_THERE, WITH_UNIT
from gongkai.statistics.filing_tree import tree_of
from gongkai.statistics.filing_values import cells_of, corrections, corrections_of, form_of, judged, span_of
from gongkai.statistics.measured import Thing
from gongkai.statistics.measuring_opening import Opened, opened
from gongkai.statistics.models import CellMark, Erratum, Explanation, FiledCell, Filing, PeriodInUse
from gongkai.statistics.rolling_up import add_up, left_out_of, parts_of
from gongkai.units.models import Agency
from gongkai.units.powers import ACCEPT_FILINGS, FILE_STATISTICS, READ_STATISTICS
from gongkai.units.reads import descendants

State = Filing.State


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell of a filing: its stored row (None while blank), its figure now, and the erratum's where there is one."""

    row: FiledCell | None
    value: Decimal | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class FilingPage:
    """One filing whole, as it is judged now. `files` and `judges` say whether the asker may act on it."""

    filing: Filing
    form: ReportFormat
    span: Span
    cells: dict[str, CellShown]
    judged: Judged
    marks: tuple[CellMark, ...]
    explanations: tuple[Explanation, ...]
    errata: tuple[Erratum, ...]
    files: bool
    judges: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A filing below and its figure of one cell: how it came, and what the platform counts for that unit now."""

    filing: Filing
    value: Decimal
    how: str
    counted: Decimal | None


def codes(asker: Actor, *acts: str) -> frozenset[str]:
    """The units for which the asker holds any of those powers."""
    return frozenset(code for granted, code in asker.grants if granted in acts)


def visible(asker: Actor, on: date) -> QuerySet[Filing]:
    """The filings of the asker's units, those sent to them, and, for who receives, of every unit below."""
    own = codes(asker, READ_STATISTICS, FILE_STATISTICS)
    takes = codes(asker, ACCEPT_FILINGS)
    rows = Filing.objects.select_related("agency", "receiver", "made_by", "submitted_by", "judged_by")
    if EVERYWHERE in own | takes:
        return rows
    below = {
        one.pk for top in Agency.objects.filter(code__in=takes) for one in (top, *descendants(asker, top, on))
    }  # fmt: skip
    return rows.filter(Q(agency__code__in=own) | Q(receiver__code__in=takes) | Q(agency__in=below))


def seen(asker: Actor, filing_id: int, on: date) -> Filing:
    """One filing. A draft is its unit's own business. Raises Refused "no-filing", the same for none and another's."""
    row = visible(asker, on).filter(pk=filing_id).first()
    own = codes(asker, READ_STATISTICS, FILE_STATISTICS)
    if row is None or (row.state == State.DRAFT and not {row.agency.code, EVERYWHERE} & own):
        raise Refused("no-filing", NOT_THERE)
    return row


def page(asker: Actor, filing_id: int, on: date) -> FilingPage:
    """One filing for its page. Raises Refused "no-filing"."""
    filing = seen(asker, filing_id, on)
    form, stored, right = form_of(filing), cells_of(filing), corrections(filing)
    shown = {}
    for cell in form.cells:
        row = stored.get(cell)
        value = right.get(cell, tidy(row.value) if row is not None else None)
        shown[cell] = CellShown(row, value, cell in right)
    return FilingPage(
        filing, form, span_of(filing), shown, judged(filing), tuple(filing.marks.select_related("by", "answered_by")),
        tuple(filing.explanations.select_related("by")), tuple(filing.errata.select_related("by")),
        files=asker.may(FILE_STATISTICS, filing.agency.code) and filing.state in WITH_UNIT,
        judges=asker.may(ACCEPT_FILINGS, filing.receiver.code) and filing.state == State.SUBMITTED,
    )  # fmt: skip


def moved(asker: Actor, filing: Filing) -> list[Change]:
    """What the platform would count otherwise now: for a locked filing, what needs an erratum; errata count as done."""
    if filing.rolled_up:
        return _moved_below(filing)
    found = changes(cells_of(filing), counted_now(filing))
    right = corrections(filing)
    return [one for one in found if one.before != one.after and right.get(one.cell) != one.after]


def moved_since_lock(asker: Actor, agency: Agency, year: int) -> list[tuple[Filing, list[Change]]]:
    """The locked filings of a unit and year whose facts have moved since, each with the cells that need an erratum."""
    rows = Filing.objects.filter(agency=agency, year=year, state=State.LOCKED).select_related("agency", "receiver")
    found = [(one, moved(asker, one)) for one in rows.order_by("period", "number", "rolled_up")]
    return [(one, cells) for one, cells in found if cells]


def parts(asker: Actor, filing: Filing, cell: str) -> list[Part]:
    """The filings below that a sum's cell adds up, each beside what the platform counts for its units now."""
    row = filing.cells.filter(cell=cell).first()
    if row is None or not filing.rolled_up:
        return []
    ids = [int(one[1]) for one in row.things]
    found = []
    rows = Filing.objects.filter(pk__in=ids).select_related("agency").order_by("rolled_up", "agency__code")
    cells = {one.filing_id: one for one in FiledCell.objects.filter(filing__in=ids, cell=cell)}
    right = corrections_of(ids)
    for one in rows:
        its = cells[one.pk]
        counted = its.counted if its.how != FiledCell.How.COUNTED else its.value
        value = right.get(one.pk, {}).get(cell, tidy(its.value))
        found.append(Part(one, value, its.how, tidy(counted) if counted is not None else None))
    return found


def history(asker: Actor, filing: Filing) -> list[JournalEntry]:
    """What was done with the filing, the oldest first."""
    rows = JournalEntry.objects.filter(chain=filing.agency.code, subject=f"filing {filing.pk}")
    return list(rows.order_by("number"))


def to_file(asker: Actor, on: date) -> list[Awaited]:
    """What the asker's units still have to file, by the last day; what was returned stands among them."""
    own = codes(asker, FILE_STATISTICS, READ_STATISTICS)
    found = [one for one in awaited(on, _receivers_of(own)) if not one.sent and one.agency.code in own]
    return sorted(found, key=lambda one: (one.due_on, one.agency.code, one.rolled_up))


def own_filings(asker: Actor) -> QuerySet[Filing]:
    """Every filing of the asker's units, the newest first."""
    own = codes(asker, FILE_STATISTICS, READ_STATISTICS)
    rows = Filing.objects.select_related("agency", "receiver").order_by("-year", "-number", "agency__code", "-id")
    return rows if EVERYWHERE in own else rows.filter(agency__code__in=own)


def units_to_file(asker: Actor) -> list[Agency]:
    """The units the asker files for."""
    return list(Agency.objects.filter(code__in=codes(asker, FILE_STATISTICS)).order_by("code"))


def to_judge(asker: Actor) -> int:
    """How many filings wait for the asker's judgement."""
    takes = codes(asker, ACCEPT_FILINGS)
    return Filing.objects.filter(receiver__code__in=takes, state=State.SUBMITTED).count() if takes else 0


def waiting(asker: Actor, receiver: Agency) -> list[Filing]:
    """The filings that wait for the asker's judgement at that receiver, of any period, the earliest day first."""
    if not asker.may(ACCEPT_FILINGS, receiver.code):
        return []
    rows = Filing.objects.filter(receiver=receiver, state=State.SUBMITTED).select_related("agency", "receiver")
    return list(rows.defer("findings").order_by("due_on", "agency__code", "rolled_up"))


def may_add_up(asker: Actor) -> bool:
    """Whether any unit the asker files for has units below, so that there is something to add up."""
    rows = Agency.objects.filter(code__in=codes(asker, FILE_STATISTICS), lower_links__isnull=False)
    return rows.exclude(lower_links__kind="succeeds").exists()


def file_of(asker: Actor, filing: Filing) -> bytes | None:
    """The file that was imported, or None."""
    return files.take(filing.file_digest) if filing.file_digest else None


def receivers(asker: Actor) -> list[Agency]:
    """The units for which the asker receives filings and that have units below."""
    rows = Agency.objects.filter(code__in=codes(asker, ACCEPT_FILINGS)).order_by("code")
    return [one for one in rows if one.lower_links.exclude(kind="succeeds").exists()]


def received(asker: Actor, receiver: Agency, of: Span, on: date) -> list[Awaited]:
    """Everybody whose filing of that period the receiver awaits. Raises Refused "not-allowed"."""
    if not asker.may(ACCEPT_FILINGS, receiver.code):
        raise Refused("not-allowed", "你的职责不包括接收该单位的报表。需要时由安全管理员授予职责。")
    found = [one for one in awaited(on, [receiver]) if one.span == of]
    return [one for one in found if not one.rolled_up or one.agency.pk != receiver.pk]


def sum_of(asker: Actor, receiver: Agency, of: Span) -> Filing | None:
    """The receiver's own sum of that period, where it was made."""
    rows = Filing.objects.filter(agency=receiver, rolled_up=True)
    return rows.filter(period=of.kind.code, year=of.year, number=of.number).first()


def periods(asker: Actor, receiver: Agency, on: date) -> list[tuple[FilingPeriod, PeriodInUse | None]]:
    """The kinds of periods with the row that has the receiver take them, None where it does not."""
    rows = {one.period: one for one in PeriodInUse.objects.filter(receiver=receiver, ends=None)}
    return [(kind, rows.get(kind.code)) for kind in filing_periods(on)]


def spans_in_use(asker: Actor, receiver: Agency, on: date) -> list[Span]:
    """The ended periods the receiver awaits filings of, the newest first."""
    found = {(one.span.last, one.span.kind.months): one.span for one in awaited(on, [receiver])}
    return [found[key] for key in sorted(found, reverse=True)]


def figures(asker: Actor, filings: Iterable[Filing]) -> dict[int, dict[str, Decimal]]:
    """The figures of several filings by primary key, for a sheet: two queries."""
    ids = [one.pk for one in filings]
    found: dict[int, dict[str, Decimal]] = {pk: {} for pk in ids}
    for pk, cell, value in FiledCell.objects.filter(filing__in=ids).values_list("filing_id", "cell", "value"):
        found[pk][cell] = tidy(value)
    right = corrections_of(ids)
    return {pk: cells | right.get(pk, {}) for pk, cells in found.items()}


def _receivers_of(own: Iterable[str]) -> QuerySet[Agency]:
    """Who may receive of those units: themselves and whatever stands above them."""
    rows = Agency.objects.filter(code__in=own)
    above = Agency.objects.filter(lower_links__lower__in=rows).exclude(lower_links__kind="succeeds")
    return Agency.objects.filter(Q(pk__in=rows.values("pk")) | Q(pk__in=above.values("pk"))).order_by()


def _moved_below(filing: Filing) -> list[Change]:
    """Cells of a sum that would be added up otherwise now: by errata below, and by filings accepted since."""
    of, form, stored = span_of(filing), form_of(filing), cells_of(filing)
    parts = parts_of(filing.agency, of, tree_of(of), left_out_of(filing))
    sums, _ = add_up(parts.filings, form)
    right = corrections(filing)
    return [
        Change(cell, tidy(row.value), sums.totals[cell], (), ())
        for cell, row in stored.items()
        if cell in sums.totals and sums.totals[cell] != right.get(cell, tidy(row.value))
    ]


def other_units(tree_span: Span, agency: Agency) -> list[str]:
    """The names of units whose things the unit files too, since it succeeded them in the period."""
    tree = tree_of(tree_span)
    taken = tree.taken.get(agency.pk, ())
    return list(Agency.objects.filter(pk__in=taken).order_by("code").values_list("name", flat=True))


def cell_things(asker: Actor, filing: Filing, cell: str, on: date, page_number: int) -> Opened:
    """A page of what a counted cell counts, by what the asker may open."""
    row = filing.cells.filter(cell=cell).first()
    things = row.things if row is not None and not filing.rolled_up else []
    listed = [Thing(kind, int(key), agency, Decimal(quantity)) for kind, key, agency, quantity in things]
    return opened(asker, listed, on, page_number)
