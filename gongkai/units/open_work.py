"""What a person still has on his desk, room by room, and how it passes to another when he leaves.

A room above registers how its open items are found and moved; this room knows nothing of what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from gongkai.kit.who import Actor
from gongkai.units.models import Agency, Person


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that waits for a person. `duties` are those that can take it over; empty means any of the agency's."""

    room: str
    id: str
    title: str
    due: date | None
    agency_code: str
    duties: tuple[str, ...] = ()


class Move(Protocol):
    """Puts one item on the receiver's desk, inside the caller's transaction, with a journal row of its own."""

    def __call__(
        self, item: OpenItem, *, giver: Person, receiver: Person, reason: str, actor: Actor, now: datetime
    ) -> None: ...


Held = Callable[[Person, Agency | None], list[OpenItem]]


@dataclass(frozen=True, slots=True)
class _Room:
    held: Held
    move: Move


_rooms: dict[str, _Room] = {}


def register(room: str, held: Held, move: Move) -> None:
    """Make a room known, once at start. `held` gives the open items of a person, in one agency or (None) in all."""
    _rooms[room] = _Room(held, move)


def held_by(person: Person, agency: Agency | None = None) -> list[OpenItem]:
    """All open items of the person, the earliest due first, those without a due date last."""
    found = [item for room in _rooms.values() for item in room.held(person, agency)]
    return sorted(found, key=lambda item: (item.due or date.max, item.room, item.id))


def move_all(
    given: Iterable[tuple[OpenItem, Person]], *, giver: Person, reason: str, actor: Actor, now: datetime
) -> list[tuple[Person, Sequence[OpenItem]]]:
    """Move each item to the person named beside it; gives who received what, in the order of the receivers."""
    received: dict[int, tuple[Person, list[OpenItem]]] = {}
    for item, receiver in given:
        _rooms[item.room].move(item, giver=giver, receiver=receiver, reason=reason, actor=actor, now=now)
        received.setdefault(receiver.pk, (receiver, []))[1].append(item)
    return list(received.values())
