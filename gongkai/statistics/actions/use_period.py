"""Take filings of a kind of period through the platform from a day on, or cease to."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.filing_schedule import FilingPeriod, filing_periods
from gongkai.statistics.filing_locking import ACCEPT_WORDS, acting_person
from gongkai.statistics.models import PeriodInUse
from gongkai.units.models import Agency
from gongkai.units.powers import ACCEPT_FILINGS

ACT = "use_period"


@action
def use_period(receiver_code: str, period: str, begins: date, *, actor: Actor, now: datetime) -> PeriodInUse:
    """Periods that end on `begins` or later are expected from the units below. Raises Refused "not-allowed",
    "no-period", "in-use"."""
    require(actor, ACCEPT_FILINGS, receiver_code, ACCEPT_WORDS)
    kind = _kind(period, max(begins, day_of(now)))
    receiver = Agency.objects.select_for_update().get(code=receiver_code)
    if PeriodInUse.objects.filter(receiver=receiver, period=period, ends=None).exists():
        raise Refused("in-use", f"{kind.label}已经在用，没有重复设置。")
    made = PeriodInUse.objects.create(
        receiver=receiver, period=period, begins=begins, by=acting_person(actor), at=now
    )  # fmt: skip
    journal.write(
        receiver_code, act=ACT, subject=f"period {receiver_code} {period}", before={},
        after={"begins": begins.isoformat()}, reason="启用报送周期", actor=actor, now=now,
    )  # fmt: skip
    return made


@action
def end_period(receiver_code: str, period: str, *, actor: Actor, now: datetime) -> PeriodInUse:
    """From today on no further period is expected. Raises Refused "not-allowed", "obligatory", "not-in-use"."""
    require(actor, ACCEPT_FILINGS, receiver_code, ACCEPT_WORDS)
    today = day_of(now)
    kind = _kind(period, today)
    if kind.obligatory:
        raise Refused("obligatory", f"{kind.label}是法定报送的，不能停用。")
    row = PeriodInUse.objects.select_for_update().filter(receiver__code=receiver_code, period=period, ends=None).first()
    if row is None:
        raise Refused("not-in-use", f"{kind.label}没有在用，不需要停用。")
    row.ends = max(today, row.begins)
    row.save(update_fields=["ends"])
    journal.write(
        receiver_code, act="end_period", subject=f"period {receiver_code} {period}",
        before={"begins": row.begins.isoformat()}, after={"ends": row.ends.isoformat()}, reason="停用报送周期",
        actor=actor, now=now,
    )  # fmt: skip
    return row


def _kind(period: str, on: date) -> FilingPeriod:
    found = next((one for one in filing_periods(on) if one.code == period), None)
    if found is None:
        raise Refused("no-period", "没有选定报送周期，未保存。请从年报、季报、月报中选择。")
    return found
