"""Whether a reply was made in time: the day that counts for each way of service (处理决定送达问题的解释第四部分)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import LawError, UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row, load


class ServiceError(LawError):
    """The service cannot be judged, or went a way that the rule forbids; the sentence says what to do."""

    code = "service"


@dataclass(frozen=True, slots=True)
class WayRow:
    """Which event counts from `since` on; `carrier` is the only kind of carrier allowed, empty for any."""

    since: date
    counts: str
    carrier: str
    carrier_cite: str
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Ways:
    """Every way of service, with the words for events and carriers."""

    titles: Mapping[str, str]
    history: Mapping[str, tuple[WayRow, ...]]
    events: Mapping[str, str]
    carriers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Service:
    """The day that counts, whether it was in time, and the sentence for the file."""

    way: str
    served_on: date
    in_time: bool
    cite: str
    reading: str
    sentence: str


@cache
def ways(root: Path = DATA) -> Ways:
    """All ways of service. Raises LawDataError on an unknown event or carrier."""
    row = load(root / "channels" / "service.toml")
    events, carriers = _titles(row, "event"), _titles(row, "carrier")
    titles: dict[str, str] = {}
    history: dict[str, tuple[WayRow, ...]] = {}
    for entry in row.rows("way", required=True):
        code = entry.text("code")
        titles[code] = entry.text("title")
        rows: list[WayRow] = []
        for value in entry.rows("value", required=True):
            add(rows, _row(value, events, carriers), value)
        history[code] = tuple(rows)
        entry.done()
    row.done()
    return Ways(titles, history, events, carriers)


def served_in_time(
    way: str, days: Mapping[str, date], due: date | None, *, carrier: str = "", root: Path = DATA
) -> Service:
    """Compare the day that counts with the last day (None while the clock stands: always in time).

    `days` by event code: signed, posted, sent, told. Raises ServiceError for an unknown way or carrier, a missing day,
    or a carrier the rule forbids; UnknownLaw for a day before the first rule.
    """
    known = ways(root)
    if way not in known.history:
        raise ServiceError(f"没有登记送达方式“{way}”，可选：{'、'.join(known.history)}。")
    row = _row_for(known, way, days)
    served = days[row.counts]
    if row.carrier and carrier != row.carrier:
        if carrier and carrier not in known.carriers:
            raise ServiceError(f"没有登记寄递企业“{carrier}”，可选：{'、'.join(known.carriers)}。")
        used = f"所用的是{known.carriers[carrier]}" if carrier else "尚未登记所用的寄递企业"
        rule = cited(row.carrier_cite, root).words
        raise ServiceError(
            f"{known.titles[way]}应当通过{known.carriers[row.carrier]}，{used}；依据{rule}，"
            f"请改由{known.carriers[row.carrier]}寄送，以交邮之日为准。"
        )
    in_time = due is None or served <= due
    against = "期限未在计算" if due is None else f"期限至 {due.isoformat()}，{'未逾期' if in_time else '已逾期'}"
    basis = cited(row.cite, root).words
    sentence = (
        f"{known.titles[way]}：以{known.events[row.counts]}之日 {served.isoformat()} 为准，{against}；依据{basis}。"
    )
    return Service(way, served, in_time, row.cite, row.reading, sentence)


def _row_for(known: Ways, way: str, days: Mapping[str, date]) -> WayRow:
    history = known.history[way]
    for row in reversed(history):
        if row.counts in days:
            current = in_force(history, days[row.counts])
            if current is None:
                day = days[row.counts].isoformat()
                raise UnknownLaw(f"{day} 没有登记“{known.titles[way]}”的送达时点规定，不能推算。")
            return current
    raise ServiceError(f"{known.titles[way]}：请登记{known.events[history[-1].counts]}的日期，才能判断是否逾期。")


def _row(row: Row, events: Mapping[str, str], carriers: Mapping[str, str]) -> WayRow:
    made = WayRow(
        since=row.day("from"),
        counts=row.text("counts"),
        carrier=row.text("carrier", required=False),
        carrier_cite=cite_of(row, "carrier_cite") if row.has("carrier") else "",
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )
    if made.counts not in events:
        raise row.fail("counts", f"没有登记事件 {made.counts}")
    if made.carrier and made.carrier not in carriers:
        raise row.fail("carrier", f"没有登记寄递企业 {made.carrier}")
    row.done()
    return made


def _titles(row: Row, key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in row.rows(key, required=True):
        found[entry.text("code")] = entry.text("title")
        entry.done()
    return found
