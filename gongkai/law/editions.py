"""Sets of coded rows that change as a whole: an edition holds until the next one of its file begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from gongkai.law.errors import UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of
from gongkai.law.loading import Row, load


class Coded(Protocol):
    """Whatever is named by a code."""

    @property
    def code(self) -> str:
        """Unique within its edition."""


Item = TypeVar("Item", bound=Coded)


@dataclass(frozen=True, slots=True)
class Edition(Generic[Item]):
    """A whole set of rows as it stood from `since` on."""

    since: date
    cite: str
    reading: str
    items: tuple[Item, ...]


def editions(
    file: Path, key: str, make: Callable[[Row], Item], heading: Sequence[str] = ()
) -> tuple[Edition[Item], ...]:
    """All editions of one file, whose rows stand under `key` and are made by `make`; `heading` is read by the caller.

    Raises LawDataError on doubled codes, editions out of order, and whatever the strict reading refuses.
    """
    row = load(file)
    for taken in heading:
        row.raw(taken)
    history: list[Edition[Item]] = []
    for entry in row.rows("edition", required=True):
        items: dict[str, Item] = {}
        for one in entry.rows(key, required=True):
            made = make(one)
            one.done()
            if made.code in items:
                raise one.fail("code", f"{made.code} 写了两次")
            items[made.code] = made
        since, cite, reading = entry.day("from"), cite_of(entry), entry.text("reading", required=False)
        add(history, Edition(since, cite, reading, tuple(items.values())), entry)
        entry.done()
    row.done()
    return tuple(history)


def on_day(history: Sequence[Edition[Item]], name: str, on: date) -> tuple[Item, ...]:
    """The rows in force that day. Raises UnknownLaw before the first edition; `name` is said in the sentence."""
    found = in_force(history, on)
    if found is None:
        raise UnknownLaw(f"{on.isoformat()} 没有登记{name}的规定。")
    return found.items


def named(items: Sequence[Item], code: str, name: str, on: date) -> Item:
    """The row of that code. Raises UnknownLaw where the set has none."""
    for item in items:
        if item.code == code:
            return item
    raise UnknownLaw(f"{on.isoformat()} 没有登记{name}“{code}”，请核对代码。")


def one_of(row: Row, key: str, allowed: Sequence[str]) -> str:
    """A text that must be one of a closed set. Raises LawDataError naming the choices."""
    value = row.text(key)
    if value not in allowed:
        raise row.fail(key, f"只能是 {'、'.join(allowed)}，现为 {value}")
    return value
