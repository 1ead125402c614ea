"""What may be registered of figures kept elsewhere: facts in, the reason why not out (docs/decisions/D-321)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.kit.action import Refused
from gongkai.law.calendar_rows import ONE_DAY
from gongkai.law.errors import UnknownLaw
from gongkai.law.filing_schedule import span
from gongkai.law.measures import TallyKind, tally_kind
from gongkai.statistics.models import Filing, Tally
from gongkai.units.models import Agency

# What the column holds: twelve digits before the point, six after it.
MOST, STEP = Decimal(10) ** 12, Decimal("0.000001")
LONGEST_SOURCE, LONGEST_NOTE = 200, 300


@dataclass(frozen=True, slots=True)
class Figure:
    """So many of one kind on one day: `kind` is a code of law/data/measures, `on` for a month's sum its last day."""

    kind: str
    on: date
    quantity: Decimal
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a figure is not registered: a stable code, the field it is in, and one sentence."""

    code: str
    field: str
    sentence: str


def fault(agency: Agency, figure: Figure, today: date) -> Fault | None:
    """What speaks against a figure by itself; None where nothing does."""
    try:
        kind = tally_kind(figure.kind)
    except UnknownLaw as error:
        return Fault("no-kind", "kind", error.sentence)
    if figure.on > today:
        return Fault("day-ahead", "on", "所填日期还没有到，未登记。按月登记的，请在该月结束以后填报。")
    if not _exists(agency, figure.on):
        return Fault("no-unit-then", "on", f"{agency.name}在所填日期不存在，未登记。请核对日期或者单位。")
    if not figure.source.strip():
        return Fault("no-source", "source", "没有写明数字取自哪个系统或者台账，未登记。请补填来源。")
    return _wrong_number(kind, figure.quantity)


def _wrong_number(kind: TallyKind, quantity: Decimal) -> Fault | None:
    if not quantity.is_finite() or abs(quantity) >= MOST or quantity != quantity.quantize(STEP):
        return Fault("no-number", "quantity", "数量须为小于一万亿、小数不超过六位的数，未登记。请核对后重填。")
    if quantity < 0 and kind.number != "signed":
        return Fault("negative", "quantity", f"“{kind.title}”不能为负数，未登记。请核对后重填。")
    if kind.number != "amount" and quantity != quantity.to_integral_value():
        return Fault("fraction", "quantity", f"“{kind.title}”按{kind.unit}计，须为整数，未登记。请核对后重填。")
    return None


def _exists(agency: Agency, on: date) -> bool:
    return (agency.begins is None or agency.begins <= on) and (agency.ends is None or on < agency.ends)


def locked_periods(agencies: Iterable[int], kind: str, on: date) -> dict[int, str]:
    """The title of a locked period that the day counts in, by unit; units with none are left out. One query."""
    stock = tally_kind(kind).stock
    found: dict[int, str] = {}
    rows = Filing.objects.filter(agency__in=agencies, state=Filing.State.LOCKED, year__gte=on.year).order_by("year")
    for agency_id, period, year, number in rows.values_list("agency_id", "period", "year", "number"):
        time = span(period, year, number)
        # What goes on counts in every period that ends later, as part of the number it begins with.
        if on <= time.last and (stock or time.first <= on):
            found.setdefault(agency_id, time.title)
    return found


def refuse_locked(agency: Agency, kind: str, on: date) -> None:
    """Raise Refused "period-locked" where the day counts in a period whose filing is locked."""
    if title := locked_periods([agency.pk], kind, on).get(agency.pk):
        raise Refused("period-locked", locked_words(title))


def locked_words(title: str) -> str:
    """Why a day of a locked period is not touched, and what to do."""
    return f"该日期属于{title}，其报表已经锁定，未执行。需要改正的，请在报表中提出勘误。"


def last_of_month(year: int, month: int) -> date:
    """The last day of a month, for which the month's sum stands."""
    return (date(year + month // 12, month % 12 + 1, 1)) - ONE_DAY


def standing(agency: Agency, figure: Figure) -> bool:
    """Whether the same source already gave a figure of that kind for that day."""
    rows = Tally.objects.filter(agency=agency, kind=figure.kind, on=figure.on, source=figure.source.strip())
    return rows.filter(voided_at=None).exists()
