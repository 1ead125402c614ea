"""Clocks that are watched: every room says what it has running, supervision asks them all in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WatchedClock:
    """One clock of one step. `source` and `key` name it for ever (request, clock:12), `node` is the kind of step.

    `begun_on` is the first day it ran, `due_on` the last day by which the step must be done, `met_on` the day it was
    done (None while it runs); all days are Beijing days. `dropped`: it ended without anything having to be done.
    `agency` is the code of the unit it binds, `holder` the login of who works on it (empty: nobody yet). `title` is one
    line for people without personal data. `subject` names the thing for links, as (name of the desk page, its key).
    """

    source: str
    key: str
    node: str
    agency: str
    title: str
    begun_on: date
    due_on: date
    met_on: date | None = None
    dropped: bool = False
    holder: str = ""
    subject: tuple[str, str] = ("", "")


# Given the day up to which everything is known to the watcher (None: nothing yet), the clocks that run now and those
# that ended on that day or later. Called once a round.
Read = Callable[[date | None], Iterable[WatchedClock]]

_SOURCES: dict[str, Read] = {}


def register(source: str, read: Read) -> None:
    """Have the clocks of a room watched. A name registered again is replaced."""
    _SOURCES[source] = read


def sources() -> dict[str, Read]:
    """Every source by its name, in the order in which they were registered."""
    return dict(_SOURCES)
