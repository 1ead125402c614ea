"""What a figure counts, shown to people: lines for what the asker may open, mere numbers by unit for the rest.

Nothing of an applicant stands in a line: number, subject, unit and days only, and the subject only where he handles it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.disputes import reads as disputes
from gongkai.kit.clock import day_of
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.measures import tally_kind
from gongkai.records import sight as records
from gongkai.records.models import Publication
from gongkai.requests import reads_matters
from gongkai.requests import sight as requests
from gongkai.requests.models import Quote
from gongkai.statistics.measured import Thing
from gongkai.statistics.models import Tally
from gongkai.units.models import Agency
from gongkai.units.powers import FILE_STATISTICS, HANDLE_MATTERS, READ_STATISTICS

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ThingLine:
    """One thing: what it is called, what it is about, its unit and day, by how much it counts, and the name and key of
    its page (empty where it has none)."""

    kind: str
    title: str
    subject: str
    unit: str
    day: date | None
    quantity: Decimal
    link: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class Rest:
    """What the asker may not open, of one unit: how many things, and what they come to."""

    unit: str
    number: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Opened:
    """A page of what a figure counts. `number` are all things, `open` those with lines, `pages` how many pages."""

    number: int
    open: int
    lines: tuple[ThingLine, ...]
    rest: tuple[Rest, ...]
    page: int
    pages: int


def opened(asker: Actor, things: Collection[Thing], on: date, page: int = 1) -> Opened:
    """One page of the things, and the rest by unit. A handful of queries, whatever the figure."""
    mine = [thing for thing in things if _may_open(asker, thing)]
    pages = max(1, -(-len(mine) // A_PAGE))
    page = min(max(1, page), pages)
    shown = mine[(page - 1) * A_PAGE : page * A_PAGE]
    names = dict(Agency.objects.filter(code__in={thing.agency for thing in things}).values_list("code", "short"))
    lines = _lines(asker, shown, names, on)
    return Opened(len(things), len(mine), tuple(lines), _rest(asker, things, names), page, pages)


def _may_open(asker: Actor, thing: Thing) -> bool:
    codes = _codes(asker, thing.kind)
    return thing.agency in codes or EVERYWHERE in codes


def _codes(asker: Actor, kind: str) -> Collection[str]:
    if kind in ("request", "dispute", "fee"):
        return requests.codes(asker)
    if kind in ("record", "publication"):
        return records.readable_codes(asker)
    if kind == "complaint":
        return requests.codes(asker, HANDLE_MATTERS)
    return requests.codes(asker, READ_STATISTICS) | requests.codes(asker, FILE_STATISTICS)


def _rest(asker: Actor, things: Iterable[Thing], names: dict[str, str]) -> tuple[Rest, ...]:
    number: Counter[str] = Counter()
    quantity: dict[str, Decimal] = {}
    for thing in things:
        if not _may_open(asker, thing):
            number[thing.agency] += 1
            quantity[thing.agency] = quantity.get(thing.agency, Decimal(0)) + thing.quantity
    return tuple(Rest(names.get(code, code), number[code], quantity[code]) for code in sorted(number))


def _lines(asker: Actor, shown: list[Thing], names: dict[str, str], on: date) -> list[ThingLine]:
    """The lines in the order of the things. What is not there any more stands with its number only."""
    said: dict[tuple[str, int], ThingLine] = {}
    for kind, find in FINDERS.items():
        keys = {thing.key for thing in shown if thing.kind == kind}
        if keys:
            said |= {(kind, key): line for key, line in find(asker, keys, on)}
    return [
        _with(said.get((thing.kind, thing.key)), thing, names.get(thing.agency, thing.agency)) for thing in shown
    ]  # fmt: skip


def _with(line: ThingLine | None, thing: Thing, unit: str) -> ThingLine:
    if line is None:
        return ThingLine(thing.kind, str(thing.key), "", unit, None, thing.quantity)
    return ThingLine(line.kind, line.title, line.subject, unit, line.day, thing.quantity, line.link)


Found = Iterable[tuple[int, ThingLine]]
ONE = Decimal(1)


def _requests(asker: Actor, keys: Collection[int], on: date) -> Found:
    for row in requests.visible(asker).filter(pk__in=keys).only("number", "receipt_number", "subject", "received_on"):
        yield row.pk, ThingLine("request", str(row), row.subject, "", row.received_on, ONE, ("request", row.pk))


def _disputes(asker: Actor, keys: Collection[int], on: date) -> Found:
    for row in disputes.visible(asker).filter(pk__in=keys):
        title = row.case_number or row.get_kind_display()
        yield row.pk, ThingLine("dispute", title, row.body, "", row.filed_on, ONE, ("dispute", row.pk))


def _records(asker: Actor, keys: Collection[int], on: date) -> Found:
    for row in records.visible(asker).filter(pk__in=keys):
        yield row.pk, ThingLine("record", row.doc_number, row.title, "", row.formed_on, ONE, ("record", row.pk))


def _publications(asker: Actor, keys: Collection[int], on: date) -> Found:
    for row in Publication.objects.filter(pk__in=keys).defer("snapshot"):
        day = day_of(row.first_published_at)
        yield (
            row.pk,
            ThingLine("publication", row.index_number, row.title, "", day, ONE, ("record", row.record_id)),
        )


def _fees(asker: Actor, keys: Collection[int], on: date) -> Found:
    rows = Quote.objects.filter(pk__in=keys, request__in=requests.visible(asker)).select_related("request")
    for row in rows:
        link = ("request-fee", row.request_id)
        yield row.pk, ThingLine("fee", str(row.request), row.get_state_display(), "", row.paid_on, ONE, link)


def _complaints(asker: Actor, keys: Collection[int], on: date) -> Found:
    for row in reads_matters.visible(asker, on).filter(pk__in=keys):
        yield row.pk, ThingLine("complaint", str(row), "", "", row.received_on, ONE, ("matter", row.pk))


def _tallies(asker: Actor, keys: Collection[int], on: date) -> Found:
    for row in Tally.objects.filter(pk__in=keys):
        title = tally_kind(row.kind).title
        yield row.pk, ThingLine("tally", title, row.source, "", row.on, ONE, ("tally", row.pk))


FINDERS = {
    "request": _requests,
    "dispute": _disputes,
    "record": _records,
    "publication": _publications,
    "fee": _fees,
    "complaint": _complaints,
    "tally": _tallies,
}
