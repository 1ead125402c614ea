"""Units for an agency that is registered in the data at hand: itself, and what is below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.annual.report import Report
from gongkai.replay.cast_named import head_of
from gongkai.replay.cast_units import Ensemble, Government, Unit
from gongkai.replay.facts import CannotReplay
from gongkai.replay.samples import Published
from gongkai.requests.models import PaperSettings
from gongkai.units.models import Agency, AgencyLink

GOVERNMENTS = (Agency.Level.PROVINCE, Agency.Level.CITY, Agency.Level.COUNTY)
PLAYING = (Agency.Level.DEPARTMENT, Agency.Level.TOWN)
OFFICE_WORDS = "办公室"
# More units would make the play longer and prove no more.
MOST = 8


def registered(published: Published, report: Report) -> Ensemble:
    """Who plays a report in the data at hand. Raises CannotReplay where its agency is not registered there."""
    for name in (published.agency, published.name, report.agency):
        found = present(name, published.year) if name else None
        if found is not None:
            return found
    raise CannotReplay(
        f"现有数据中没有登记“{published.name}”，没有演练。请先登记该单位，或者不加 --here，在单独的数据目录中演练。"
    )


def present(name: str, year: int) -> Ensemble | None:
    """Who plays the year of the agency with that code, name or short name; None where none is registered.

    Raises CannotReplay where nobody stands above or below it: its filing would have no receiver.
    """
    row = _lasting(Agency.objects.filter(Q(code=name) | Q(name=name) | Q(short=name)), year).first()
    if row is None:
        return None
    if row.level in GOVERNMENTS:
        below = [one for one in _linked(row, year, below=True) if one.level in PLAYING][:MOST]
        if not below:
            raise CannotReplay(f"“{row.name}”没有登记部门和乡镇，没有单位可以演练。请先登记下级单位。")
        office = next((one for one in below if one.name.endswith(OFFICE_WORDS)), below[0])
        playing = tuple(_unit(one, row) for one in (office, *(one for one in below if one != office)))
        return Ensemble(row.code, row.name, _government(row, office), playing)
    above = _linked(row, year, below=False)
    if not above:
        raise CannotReplay(f"“{row.name}”没有登记上级单位，报表没有接收单位，没有演练。请先登记隶属关系。")
    top = above[0]
    beside = [one for one in _linked(top, year, below=True) if one.level in PLAYING]
    office = next((one for one in beside if one.name.endswith(OFFICE_WORDS)), row)
    other = None if office == row else _unit(office, top)
    return Ensemble(row.code, row.name, _government(top, office), (_unit(row, top),), other)


def _linked(row: Agency, year: int, *, below: bool) -> Sequence[Agency]:
    """The agencies directly below or above, all year."""
    links = AgencyLink.objects.filter(kind=AgencyLink.Kind.ADMINISTERS, ends=None)
    links = links.filter(upper=row) if below else links.filter(lower=row)
    ids = links.values_list("lower" if below else "upper", flat=True)
    return list(_lasting(Agency.objects.filter(pk__in=ids), year).order_by("code"))


def _lasting(rows: QuerySet[Agency], year: int) -> QuerySet[Agency]:
    """Those that were there from the year before on and still are."""
    return rows.filter(ends=None).filter(Q(begins=None) | Q(begins__lt=date(year, 1, 1)))


def _government(row: Agency, office: Agency) -> Government:
    court = PaperSettings.objects.filter(agency=office).values_list("court", flat=True).first()
    return Government(row.code, row.name, row.short, row.level, office.code, court or f"{row.short}人民法院（演练）")


def _unit(row: Agency, top: Agency) -> Unit:
    mark = PaperSettings.objects.filter(agency=row).values_list("prefix", flat=True).first()
    return Unit(
        row.code, top.code, row.name, row.short, row.level, mark or f"{head_of(row.short)}政", 1, row.index_code
    )
