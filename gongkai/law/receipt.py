"""On which day a request counts as received, by the channel it came through (条例第三十一条).

Never typed freely: the channel's row names the event that counts. Until that event has happened there is no day of
receipt, and the office is reminded (a local setting, no statutory limit) to confirm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.dated import parameter
from gongkai.law.errors import LawError, UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row, load

ALARM = "receipt_confirmation.alarm_working_days"


class ReceiptError(LawError):
    """The days given cannot be those of a receipt; the sentence says which and why."""

    code = "receipt"


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """Which event counts as receipt from `since` on, and which shows that the request has come."""

    since: date
    counts: str
    arrives: str
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to hand in a request. `basic` ones may never be refused; others bind once announced in the guide."""

    code: str
    title: str
    basic: bool
    history: tuple[ChannelRow, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """`received_on` is None while the event that counts has not happened; `remind_on` is then the day to chase it."""

    channel: str
    received_on: date | None
    counts: str
    remind_on: date | None
    cite: str
    reading: str
    sentence: str


@cache
def channels(root: Path = DATA) -> dict[str, Channel]:
    """All channels by code. Raises LawDataError on a doubled code or an unknown event."""
    row = load(root / "channels" / "receipt.toml")
    events = _events(row)
    found: dict[str, Channel] = {}
    for entry in row.rows("channel", required=True):
        history: list[ChannelRow] = []
        for value in entry.rows("value", required=True):
            add(history, _row(value, events), value)
        channel = Channel(entry.text("code"), entry.text("title"), entry.flag("basic"), tuple(history))
        if channel.code in found:
            raise entry.fail("code", f"{channel.code} 已在别处登记")
        found[channel.code] = channel
        entry.done()
    row.done()
    return found


@cache
def event_titles(root: Path = DATA) -> dict[str, str]:
    """The Chinese words of the events that may be given to `received_on`."""
    return _events(load(root / "channels" / "receipt.toml"))


def received_on(
    channel: str, days: Mapping[str, date], calendars: Calendars | None = None, *, root: Path = DATA
) -> Receipt:
    """The day of receipt, from the days on which things happened, by event code (`event_titles`).

    With `calendars`, a request not yet confirmed gets the day to be reminded of it. The law of the day it came applies.
    Raises ReceiptError for an unknown channel or event, a missing arrival or a confirmation before it; UnknownLaw for a
    day before the channel's first row.
    """
    known = channels(root).get(channel)
    if known is None:
        raise ReceiptError(f"没有登记接收渠道“{channel}”，可选：{'、'.join(channels(root))}。")
    titles = event_titles(root)
    if unknown := [code for code in days if code not in titles]:
        raise ReceiptError(f"不认识的事件“{unknown[0]}”，可选：{'、'.join(titles)}。")
    row = _row_for(known, days, titles)
    arrived, counted = days.get(row.arrives), days.get(row.counts)
    if counted is not None and arrived is not None and counted < arrived:
        raise ReceiptError(
            f"{known.title}：{titles[row.counts]}（{counted.isoformat()}）早于"
            f"{titles[row.arrives]}（{arrived.isoformat()}），请核对日期。"
        )
    basis = cited(row.cite, root).words
    if counted is not None:
        sentence = f"{known.title}：以{titles[row.counts]}之日 {counted.isoformat()} 为收到申请之日，依据{basis}。"
        return Receipt(channel, counted, row.counts, None, row.cite, row.reading, sentence)
    assert arrived is not None
    remind = None
    if calendars is not None:
        remind = calendars.add_working_days(arrived, parameter(ALARM, root).at(arrived).value or 0)
    sentence = (
        f"{known.title}：{arrived.isoformat()} {titles[row.arrives]}，尚未{titles[row.counts]}；"
        f"依据{basis}，以{titles[row.counts]}之日为收到申请之日，请尽快与申请人确认。"
    )
    return Receipt(channel, None, row.counts, remind, row.cite, row.reading, sentence)


def _row_for(channel: Channel, days: Mapping[str, date], titles: Mapping[str, str]) -> ChannelRow:
    """The law of the day the request came: the arrival if given, else the event that counts."""
    for row in reversed(channel.history):
        came = days.get(row.arrives, days.get(row.counts))
        if came is not None and (current := in_force(channel.history, came)) is not None:
            return current
        if came is not None:
            raise UnknownLaw(f"{came.isoformat()} 没有登记“{channel.title}”的收到之日规定，不能推算。")
    row = channel.history[-1]
    wanted = "或者".join(dict.fromkeys((titles[row.arrives], titles[row.counts])))
    raise ReceiptError(f"{channel.title}：请登记{wanted}的日期，才能确定收到申请之日。")


def _row(row: Row, events: Mapping[str, str]) -> ChannelRow:
    made = ChannelRow(
        since=row.day("from"),
        counts=row.text("counts"),
        arrives=row.text("arrives"),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )
    for key, code in (("counts", made.counts), ("arrives", made.arrives)):
        if code not in events:
            raise row.fail(key, f"没有登记事件 {code}")
    row.done()
    return made


def _events(row: Row) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in row.rows("event", required=True):
        found[entry.text("code")] = entry.text("title")
        entry.done()
    return found
