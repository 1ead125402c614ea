"""A catalogue held against what was really published: pure, from items, publications and a day to the lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.law.calendar import Calendars
from gongkai.law.errors import LawError
from gongkai.law.item_limits import Limit, limit_of


@dataclass(frozen=True, slots=True)
class Subject:
    """An item as it is judged."""

    key: str
    path: tuple[str, ...]
    name: str
    limit: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it is public: its number and title, when it was formed and first published."""

    number: str
    title: str
    formed_on: date | None
    published_on: date


@dataclass(frozen=True, slots=True)
class Late:
    """A record published after its item's limit, the limit's last day, and the days between."""

    item: Subject
    record: Shown
    due_on: date
    days: int


@dataclass(frozen=True, slots=True)
class Missing:
    """An item under which nothing became public in its interval: the interval, and what was last public there."""

    item: Subject
    first: date | None
    last: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """All lists. `unjudged` are items whose limit was not understood; `waiting` those where nothing has arisen yet."""

    items: int
    records: int
    missing: tuple[Missing, ...] = ()
    late: tuple[Late, ...] = ()
    outside: tuple[Shown, ...] = ()
    waiting: tuple[Subject, ...] = ()
    unjudged: tuple[Subject, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def hold(
    items: Sequence[Subject], under: Mapping[str, Sequence[Shown]], public: Iterable[Shown], on: date,
    calendars: Calendars,
) -> Held:  # fmt: skip
    """Judge on that day. `under` are the public records of each item by key, `public` everything the unit published.

    An item that comes round misses what its last whole interval and the days since did not bring; one that stays
    public misses what was never there; one that only says within how many days misses nothing until something arises.
    A record without its day of forming cannot be late. Readings: docs/decisions D-238.
    """
    limits: dict[str, Limit] = {}
    missing: list[Missing] = []
    late: list[Late] = []
    waiting: list[Subject] = []
    unjudged: list[Subject] = []
    for item in items:
        limit = limits.setdefault(item.limit, limit_of(item.limit, on))
        records = under.get(item.key, ())
        latest = max((one.published_on for one in records), default=None)
        window = limit.window(on)
        if not limit.understood:
            unjudged.append(item)
        elif window is not None and not any(window[0] <= one.published_on for one in records):
            missing.append(Missing(item, window[0], window[1], latest))
        elif window is None and not records:
            (missing.append(Missing(item, None, None, None)) if limit.standing else waiting.append(item))
        late += [found for one in records if (found := _late(item, limit, one, calendars)) is not None]
    tied = {one.number for item in items for one in under.get(item.key, ())}
    everything = list(public)
    return Held(
        items=len(items), records=len(everything), missing=tuple(missing),
        late=tuple(sorted(late, key=lambda one: one.record.published_on, reverse=True)),
        outside=tuple(one for one in everything if one.number not in tied), waiting=tuple(waiting),
        unjudged=tuple(unjudged), counts={item.key: len(under.get(item.key, ())) for item in items},
    )  # fmt: skip


def _late(item: Subject, limit: Limit, record: Shown, calendars: Calendars) -> Late | None:
    if record.formed_on is None:
        return None
    try:
        due = limit.due(record.formed_on, calendars)
    except LawError:
        # A day before the Regulation, or a calendar nobody entered: nothing is claimed.
        return None
    if record.published_on <= due:
        return None
    return Late(item, record, due, (record.published_on - due).days)
