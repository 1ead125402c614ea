"""The figures of filings: as they stand with their errata, what stood before them, and how they are judged."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gongkai.annual.figure_findings import facts_of
from gongkai.law.errors import UnknownLaw
from gongkai.law.filing_schedule import Span, span, span_before
from gongkai.law.formats import ReportFormat, formats
from gongkai.statistics.decide_filing import Judged, Said, judge_figures, tidy
from gongkai.statistics.filing_tree import tree_of, units_around
from gongkai.statistics.models import AnnualReport, Erratum, FiledCell, Filing
from gongkai.statistics.snapshot import thaw
from gongkai.units.reads import name_on

Figures = dict[str, Decimal]
KEPT = (Filing.State.ACCEPTED, Filing.State.LOCKED)


def span_of(filing: Filing) -> Span:
    """The period of a filing."""
    return span(filing.period, filing.year, filing.number)


def form_of(filing: Filing) -> ReportFormat:
    """The format of a filing. Raises UnknownLaw for one no longer registered."""
    found = formats().get(filing.edition)
    if found is None:
        raise UnknownLaw(f"没有登记格式 {filing.edition}，这份报表不能核对。")
    return found


def values_of(filing: Filing) -> Figures:
    """The figures by cell, those put right by an erratum as they are now."""
    found = {cell: tidy(value) for cell, value in filing.cells.values_list("cell", "value")}
    return found | corrections(filing)


def corrections(filing: Filing) -> Figures:
    """What errata say of single cells, the latest of each."""
    if filing.state != Filing.State.LOCKED:
        return {}
    return {one.cell: tidy(one.after) for one in Erratum.objects.filter(filing=filing).order_by("id")}


def corrections_of(filings: Iterable[int]) -> dict[int, Figures]:
    """The same for many filings by primary key, in one query."""
    found: dict[int, Figures] = {}
    rows = Erratum.objects.filter(filing__in=list(filings)).order_by("id")
    for pk, cell, after in rows.values_list("filing_id", "cell", "after"):
        found.setdefault(pk, {})[cell] = tidy(after)
    return found


def filing_before(filing: Filing) -> Filing | None:
    """The unit's accepted or locked filing of the period before, of the same scope; None where there is none."""
    try:
        before = span_before(span_of(filing))
    except UnknownLaw:
        return None
    return Filing.objects.filter(
        agency=filing.agency_id, rolled_up=filing.rolled_up, period=filing.period, year=before.year,
        number=before.number, state__in=KEPT,
    ).first()  # fmt: skip


def values_before(filing: Filing) -> Figures | None:
    """The figures of the period before; for a year without a filing those of the published report, else None. What a
    government publishes is of all its units: its own part alone is not held against that."""
    before = filing_before(filing)
    if before is not None:
        return values_of(before)
    if filing.period != Filing.Period.YEAR or (not filing.rolled_up and _is_part(filing)):
        return None
    published = AnnualReport.State.PUBLISHED
    row = AnnualReport.objects.filter(agency=filing.agency_id, year=filing.year - 1, state=published).first()
    return thaw(row.content).values if row is not None else None


def _is_part(filing: Filing) -> bool:
    """Whether the unit has others below, so that its own figures are a part of what it publishes."""
    return filing.agency_id in tree_of(span_of(filing), units_around(filing.agency_id)).under


def said_of(filing: Filing) -> list[Said]:
    """The explanations of a filing."""
    return [Said(one.relation, one.reason, tidy(one.amount), one.words) for one in filing.explanations.all()]


def judged(filing: Filing, values: Figures | None = None) -> Judged:
    """The filing's figures held against the relations of its form and against the period before."""
    form, of = form_of(filing), span_of(filing)
    facts = facts_of(name_on(filing.agency, of.last), filing.year, form)
    return judge_figures(
        form, values_of(filing) if values is None else values, last=values_before(filing), facts=facts,
        said=said_of(filing), on=of.last,
    )  # fmt: skip


def cells_of(filing: Filing) -> dict[str, FiledCell]:
    """The stored cells by id."""
    return {one.cell: one for one in filing.cells.select_related("by")}


def packed(things: Iterable[tuple[str, int, str, Decimal]]) -> list[list[object]]:
    """Things as they are kept: kind, key, unit code, quantity as text."""
    return [[kind, key, agency, f"{tidy(quantity):f}"] for kind, key, agency, quantity in things]
