"""Where a document stands among all: its id, which grows with the moment of its first publication."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from gongkai.search.models import IndexedDocument

# The id is the second of publication and this many bits more: small steps from one to the next keep the index small.
ROOM = 8
# More than these bits hold at one second go on behind them; so far is looked for the last of them.
SPILL = 1 << 20
PATIENCE = 8
WRITTEN = [field.name for field in IndexedDocument._meta.concrete_fields if not field.primary_key]


def placed(rows: Sequence[IndexedDocument]) -> tuple[list[IndexedDocument], set[int]]:
    """Save rows made without ids; gives them with their ids, and the ids of those that were there and keep theirs.

    Two transactions can choose one id: the later one waits, is refused, and chooses again.
    """
    for patience in reversed(range(PATIENCE)):
        try:
            with transaction.atomic():
                return _placed(rows)
        except IntegrityError:
            if not patience:
                raise
    raise AssertionError("the last try returns or raises")


def _placed(rows: Sequence[IndexedDocument]) -> tuple[list[IndexedDocument], set[int]]:
    there = {(row.kind, row.key): row for row in _those_there(rows)}
    kept, fresh = [], []
    for row in rows:
        had = there.get((row.kind, row.key))
        if had is not None and had.published_at == row.published_at:
            row.id = had.id
            kept.append(row)
            continue
        if had is not None:
            had.delete()
        fresh.append(row)
    _give_ids(fresh)
    # Written over only where it is the same document: any other that has the id is refused by the database.
    IndexedDocument.objects.bulk_create(kept, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)
    IndexedDocument.objects.bulk_create(fresh)
    return list(rows), {row.id for row in kept}


def _give_ids(rows: Sequence[IndexedDocument]) -> None:
    firsts = [_first_id(row) for row in rows]
    taken = set(IndexedDocument.objects.filter(id__in=firsts).values_list("id", flat=True))
    for row, first in zip(rows, firsts, strict=True):
        row.id = first if first not in taken else _free_behind(first, taken)
        taken.add(row.id)


def _free_behind(first: int, taken: set[int]) -> int:
    """The place behind all that stand at that moment or were put behind it."""
    crowd = IndexedDocument.objects.filter(id__gte=first, id__lt=first + SPILL)
    last = crowd.aggregate(last=Max("id"))["last"] or first
    free: int = max(last, *(one for one in taken if first <= one < first + SPILL)) + 1
    while free in taken or IndexedDocument.objects.filter(id=free).exists():
        free += 1
    return free


def _those_there(rows: Sequence[IndexedDocument]) -> list[IndexedDocument]:
    return [
        found
        for kind in sorted({row.kind for row in rows})
        for found in IndexedDocument.objects.filter(kind=kind, key__in=[row.key for row in rows if row.kind == kind])
    ]


def _first_id(row: IndexedDocument) -> int:
    digest = hashlib.sha256(f"{row.kind}\n{row.key}".encode()).digest()
    return (int(row.published_at.timestamp()) << ROOM) | (digest[0] >> (8 - ROOM))
