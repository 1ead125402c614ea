"""Many journal rows of one chain in one go: for work done row by row in the thousands, each row still told singly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.kit.journal import Facts, _refuse_unsteady, hash_of, held_head
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """What one row says of one thing."""

    subject: str
    after: Facts
    reason: str


def write_lot(chain: str, act: str, lot: Sequence[Told], *, actor: Actor, now: datetime) -> None:
    """Append one row for each, in order, the head locked once. Raises what `journal.write` raises."""
    for told in lot:
        _refuse_unsteady(told.after)
    head = held_head(chain)
    entries: list[JournalEntry] = []
    for told in lot:
        entry = JournalEntry(
            chain=head,
            number=head.length + 1,
            at=now,
            actor=actor.id,
            act=act,
            subject=told.subject,
            before={},
            after=dict(told.after),
            reason=told.reason,
            previous=head.head,
        )
        entry.hash = hash_of(entry)
        head.length, head.head = entry.number, entry.hash
        entries.append(entry)
    JournalEntry.objects.bulk_create(entries, batch_size=200)
    head.save(update_fields=["length", "head"])
