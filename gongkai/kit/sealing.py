"""Sealing: once a day the heads of all chains are tied into one hash, so that a chain rewritten whole is found.

The newest seal is short enough to print or send elsewhere; held against such a copy it proves everything before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from gongkai.kit.clock import BEIJING
from gongkai.kit.journal import Broken
from gongkai.kit.models import JournalChain, JournalEntry, JournalSeal

SEALS = "journal-seals"


def seal_day(now: datetime) -> JournalSeal | None:
    """Seal the chains as they stand, once a Beijing day; None when the day has its seal or nothing was ever written."""
    day = now.astimezone(BEIJING).date()
    with transaction.atomic():
        # The chains are held, so that no row slips in between reading the heads and tying them.
        heads = {
            row.name: {"length": row.length, "head": row.head}
            for row in JournalChain.objects.select_for_update().order_by("name")
            if row.length
        }
        last = JournalSeal.objects.order_by("-number").first()
        if not heads or (last is not None and last.day >= day):
            return None
        seal = JournalSeal(
            number=last.number + 1 if last else 1,
            day=day,
            sealed_at=now,
            heads=heads,
            previous=last.hash if last else "",
        )
        seal.hash = hash_of_seal(seal)
        seal.save(force_insert=True)
    return seal


def seal_if_due(now: datetime) -> int:
    """The worker's job: 1 when a seal was made, else 0."""
    return 1 if seal_day(now) else 0


def hash_of_seal(seal: JournalSeal) -> str:
    """The SHA-256 of the day, its heads and the seal before."""
    said = {"number": seal.number, "day": seal.day.isoformat(), "heads": seal.heads, "previous": seal.previous}
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def newest() -> JournalSeal | None:
    """The last seal, for keeping a copy outside the platform."""
    return JournalSeal.objects.order_by("-number").first()


def verify_seals(kept: str = "") -> Iterator[Broken]:
    """The first seal that does not hold against the one before it or against the chains it tied.

    `kept` is the hash of a seal copied out earlier, whole or its first 16 characters at least; when no seal has it,
    the journal is not the one it was taken from.
    """
    previous, number, known = "", 0, set[str]()
    for seal in JournalSeal.objects.order_by("number").iterator(chunk_size=200):
        number += 1
        broken = _broken_seal(seal, number, previous)
        if broken is not None:
            yield broken
            return
        previous = seal.hash
        known.add(seal.hash)
    if kept and not any(one.startswith(kept.strip().lower()) for one in known):
        yield Broken(SEALS, number, f"没有校验值以 {kept[:16]} 开头的封存：日志不是留存该值时的日志，可能被整体重写。")


def _broken_seal(seal: JournalSeal, number: int, previous: str) -> Broken | None:
    day = _day(seal.day)
    if seal.number != number:
        return Broken(SEALS, number, f"缺少第 {number} 次封存：有封存被删除。")
    if seal.previous != previous or seal.hash != hash_of_seal(seal):
        return Broken(SEALS, number, f"{day} 的封存与其校验值不符：封存被改动。")
    for chain, head in sorted(seal.heads.items()):
        entry = JournalEntry.objects.filter(chain=chain, number=head["length"]).only("hash").first()
        if entry is None or entry.hash != head["head"]:
            return Broken(chain, head["length"], f"第 {head['length']} 条与 {day} 的封存不符：该条及以前的记录被重写。")
    return None


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
