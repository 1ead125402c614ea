"""Proofs beyond the journal: each room says how its own rows are held against what the journal and the hashes say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.kit.journal import Broken

Proof = Callable[[], Iterator[Broken]]


@dataclass(frozen=True, slots=True)
class Registered:
    """One room's proof and what it is called when `gongkai verify` tells of it."""

    room: str
    label: str
    proof: Proof


_known: dict[str, Registered] = {}


def register(room: str, label: str, proof: Proof) -> None:
    """Add a room's proof; called once from the room's AppConfig. The same room again replaces it."""
    _known[room] = Registered(room, label, proof)


def proofs() -> tuple[Registered, ...]:
    """All rooms' proofs, by name."""
    return tuple(_known[room] for room in sorted(_known))
