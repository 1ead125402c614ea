"""What changes in the rows of watched clocks when their room is asked again: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.kit.watched import WatchedClock


@dataclass(frozen=True, slots=True)
class Held:
    """A row as it stands. `agency` and `holder` are codes and logins, as a room says them."""

    key: str
    node: str
    agency: str
    holder: str
    title: str
    begun_on: date
    due_on: date
    met_on: date | None
    dropped: bool
    subject: tuple[str, str]
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A row that differs from its clock. `moved`: the due date did. `reopened`: it had ended and runs again."""

    before: Held
    after: Held
    moved: bool
    reopened: bool


@dataclass(slots=True)
class Difference:
    """Clocks never seen, rows to write anew, rows whose clock the room holds no more."""

    opened: list[Held] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    gone: list[Held] = field(default_factory=list)


def difference(rows: Mapping[tuple[str, str], Held], clocks: Iterable[WatchedClock]) -> Difference:
    """Hold what a room says against the rows. The last word on a key counts; a row in order is left alone."""
    said = {(one.key, one.node): as_held(one) for one in clocks}
    found = Difference()
    for name, after in said.items():
        before = rows.get(name)
        if before is None:
            found.opened.append(after)
        elif _facts(before) != _facts(after):
            reopened = before.met_on is not None and after.met_on is None
            found.changed.append(Change(before, after, before.due_on != after.due_on, reopened))
    found.gone = [row for name, row in rows.items() if name not in said and row.met_on is None]
    return found


def as_held(clock: WatchedClock) -> Held:
    """A clock as a row would hold it. One that was dropped without a day counts as ended on its first."""
    met = clock.met_on or (clock.begun_on if clock.dropped else None)
    return Held(
        clock.key, clock.node, clock.agency, clock.holder, clock.title[:300] or clock.key, clock.begun_on,
        clock.due_on, met, clock.dropped, clock.subject,
    )  # fmt: skip


def _facts(one: Held) -> tuple[object, ...]:
    return (
        one.agency, one.holder, one.title, one.begun_on, one.due_on, one.met_on, one.dropped, one.subject,
    )  # fmt: skip
