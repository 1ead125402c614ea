"""From what a report in the making is written: the filing's figures with its errata, the year before, and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.annual.documents import Place
from gongkai.annual.narrating import Facts
from gongkai.annual.narrating import number as plain_number
from gongkai.annual.report import Figure, Report
from gongkai.columns.published import guide
from gongkai.kit.who import VISITOR
from gongkai.law.agency_kinds import kind_of
from gongkai.law.filing_schedule import span
from gongkai.law.formats import ReportFormat, formats
from gongkai.requests.paper_settings import settings_of
from gongkai.statistics import reads
from gongkai.statistics.filing_tree import tree_of
from gongkai.statistics.measuring_named import named
from gongkai.statistics.models import Filing
from gongkai.units.models import Agency
from gongkai.units.reads import name_on

State = Filing.State
SETTLED = (State.ACCEPTED, State.LOCKED)
GOVERNMENT = "government_report"


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a report rests on, read at one moment."""

    form: ReportFormat
    facts: Facts
    last: Report | None


def cells_of(filing: Filing) -> dict[str, Decimal]:
    """The filing's figures as they stand: as filed, or as the last erratum says."""
    found = dict(filing.cells.values_list("cell", "value"))
    found.update(filing.errata.order_by("id").values_list("cell", "after"))
    return found


def figures_of(cells: Mapping[str, Decimal]) -> dict[str, Figure]:
    """Figures without a place: nobody printed them yet."""
    return {
        cell: Figure(Decimal(plain_number(value)), plain_number(value), Place(), "typed")
        for cell, value in cells.items()
    }


def is_government(agency: Agency) -> bool:
    """Whether its report is the government's, with the figures of every unit below."""
    kind = kind_of(agency.name)
    return kind is not None and kind.report == GOVERNMENT


def filing_for(agency: Agency, year: int) -> Filing | None:
    """The year's figures a report may be written from: the sum of all units where one was made, else the unit's own.

    None until it is accepted.
    """
    made = Filing.objects.filter(agency=agency, period=Filing.Period.YEAR, year=year)
    first = made.order_by("-rolled_up").first()
    return first if first is not None and first.state in SETTLED else None


def ground_of(agency: Agency, year: int, filing: Filing, *, measured: bool = True) -> Ground:
    """Everything the text and the tables of one year's report are made from; the figures outside the tables, which
    take longest to count, only where `measured`."""
    form = formats()[filing.edition]
    known = cells_of(filing)
    cells = {cell: known[cell] for cell in form.cells if cell in known}
    last = last_report(agency, year, rolled_up=filing.rolled_up)
    units = counted_units(agency, year, filing) if measured else []
    measures = named(units, date(year, 1, 1), date(year, 12, 31)) if measured else {}
    facts = Facts(cells, last.values if last else None, measures, words_of(agency, year))
    return Ground(form, facts, last)


def counted_units(agency: Agency, year: int, filing: Filing) -> list[int]:
    """Whose facts the figures outside the tables are counted from: those whose figures the tables hold, so that text
    and tables speak of the same units."""
    tree = tree_of(span(Filing.Period.YEAR, year, 0))
    return list(tree.whole(agency.pk) if filing.rolled_up else tree.counted(agency.pk))


def last_report(agency: Agency, year: int, *, rolled_up: bool) -> Report | None:
    """The year before as published, else as filed and accepted; None where the platform knows neither."""
    published = reads.last_year(VISITOR, agency, year)
    if published is not None and published.figures:
        return published
    filing = Filing.objects.filter(
        agency=agency, period=Filing.Period.YEAR, year=year - 1, rolled_up=rolled_up, state__in=SETTLED
    ).first()
    if filing is None:
        return None
    form, figures = formats()[filing.edition], figures_of(cells_of(filing))
    unread = tuple(cell for cell in form.cells if cell not in figures)
    return Report("", "", agency.name, year - 1, form, figures, unread)


def words_of(agency: Agency, year: int) -> dict[str, str]:
    """The words that a text may call; one that nobody recorded is empty."""
    settings, page = settings_of(agency), guide(VISITOR, agency.code)

    def said(own: str, code: str) -> str:
        return own or (page.value(code) if page else "")

    return {
        "year": str(year), "last_year": str(year - 1),
        "agency": name_on(agency, date(year, 12, 31)), "short": agency.short,
        "office": said(settings.office, "office_name"), "address": said(settings.address, "office_address"),
        "phone": said(settings.phone, "office_phone"),
    }  # fmt: skip
