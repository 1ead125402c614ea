"""The append-only journal: a chain per unit, every row bound to the one before it by hash."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from gongkai.kit.models import JournalChain, JournalEntry
from gongkai.kit.who import Actor

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row of a chain that does not hold, and what is wrong with it."""

    chain: str
    number: int
    sentence: str


def write(
    chain: str, *, act: str, subject: str, before: Facts, after: Facts, reason: str, actor: Actor, now: datetime
) -> JournalEntry:
    """Append one row. `before` and `after` hold only text, whole numbers, booleans, lists and maps.

    Must run inside the action's transaction, so that the row and what it tells of stand or fall together. Raises
    ValueError for a value that would not read back the same (a float, a date), TransactionManagementError outside one.
    """
    _refuse_unsteady(before)
    _refuse_unsteady(after)
    head = held_head(chain)
    entry = JournalEntry(
        chain=head,
        number=head.length + 1,
        at=now,
        actor=actor.id,
        act=act,
        subject=subject,
        before=dict(before),
        after=dict(after),
        reason=reason,
        previous=head.head,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    head.length, head.head = entry.number, entry.hash
    head.save(update_fields=["length", "head"])
    return entry


def held_head(chain: str) -> JournalChain:
    """The chain's head, held until the transaction ends; made where the chain is new."""
    head = JournalChain.objects.select_for_update().filter(name=chain).first()
    if head is None:
        JournalChain.objects.get_or_create(name=chain)
        head = JournalChain.objects.select_for_update().get(name=chain)
    return head


def hash_of(entry: JournalEntry) -> str:
    """The SHA-256 of everything the row says and of the hash before it, in one canonical spelling."""
    said = {
        "chain": entry.chain_id,
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "act": entry.act,
        "subject": entry.subject,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "previous": entry.previous,
    }
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def verify() -> Iterator[Broken]:
    """The first bad row of every chain that does not hold; nothing when all do.

    Each chain is held still while it is read, so that a row being appended is not taken for a broken head.
    """
    for name in JournalChain.objects.order_by("name").values_list("name", flat=True):
        with transaction.atomic():
            broken = _first_broken(JournalChain.objects.select_for_update().get(name=name))
        if broken is not None:
            yield broken


def length() -> int:
    """How many rows there are in all chains, for a progress bar and for the last line of `gongkai verify`."""
    return JournalEntry.objects.count()


def _first_broken(chain: JournalChain) -> Broken | None:
    previous, number = "", 0
    for entry in JournalEntry.objects.filter(chain=chain).order_by("number").iterator(chunk_size=1000):
        number += 1
        if entry.number != number:
            return Broken(chain.name, number, f"缺少第 {number} 条，其后是第 {entry.number} 条：有记录被删除。")
        if entry.previous != previous:
            return Broken(chain.name, number, f"第 {number} 条与上一条接不上：有记录被替换或插入。")
        if entry.hash != hash_of(entry):
            return Broken(chain.name, number, f"第 {number} 条的内容与其校验值不符：内容被改动。")
        previous = entry.hash
    if (number, previous) != (chain.length, chain.head):
        return Broken(
            chain.name, number + 1, f"链首记有 {chain.length} 条，现有 {number} 条：末尾的记录被删除，或链首被改动。"
        )
    return None


def _refuse_unsteady(value: Any, at: str = "") -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _refuse_unsteady(inner, f"{at}.{key}" if at else str(key))
    elif isinstance(value, (list, tuple)):
        for position, inner in enumerate(value):
            _refuse_unsteady(inner, f"{at}[{position}]")
    elif value is not None and not isinstance(value, (str, int, bool)):
        raise ValueError(f"journal value {at} is a {type(value).__name__}: write it as text")
