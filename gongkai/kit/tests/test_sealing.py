"""Seals: one a day, bound together, and a chain rewritten whole is found by them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.kit import journal
from gongkai.kit.models import JournalChain, JournalEntry, JournalSeal
from gongkai.kit.sealing import newest, seal_day, verify_seals
from gongkai.kit.tests.test_journal import append, tampered
from gongkai.kit.triggers import SEALS

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 1, 12, 15, 30, tzinfo=UTC)  # 23:30 in Beijing


def test_nothing_is_sealed_before_anything_is_written() -> None:
    assert seal_day(EVENING) is None


def test_a_day_is_sealed_once_and_days_hang_together() -> None:
    append(1)
    first = seal_day(EVENING)
    assert first is not None
    assert seal_day(EVENING + timedelta(minutes=20)) is None
    append(2, chain="licheng")
    second = seal_day(EVENING + timedelta(minutes=40))  # past midnight in Beijing
    assert second is not None
    assert (second.number, second.previous, second.day.isoformat()) == (2, first.hash, "2026-01-13")
    assert second.heads["quangang"] == first.heads["quangang"]
    assert list(verify_seals()) == []
    assert newest() == second


def test_a_chain_rewritten_whole_is_found() -> None:
    for number in range(1, 4):
        append(number)
    seal_day(EVENING)
    append(4)
    rewrite("quangang", from_number=2)
    assert list(journal.verify()) == []
    broken = list(verify_seals())
    assert [(row.chain, row.number) for row in broken] == [("quangang", 3)]
    assert broken[0].sentence == "第 3 条与 2026年1月12日 的封存不符：该条及以前的记录被重写。"


def test_seals_made_anew_after_a_rewriting_are_found_by_a_copy_kept_outside() -> None:
    append(1)
    sealed = seal_day(EVENING)
    assert sealed is not None
    kept = sealed.hash[:16]
    assert list(verify_seals(kept)) == []
    rewrite("quangang", from_number=1)
    with connection.cursor() as cursor:
        unlock(cursor)
        cursor.execute("DELETE FROM kit_journalseal")
    seal_day(EVENING)
    assert list(verify_seals()) == []
    assert "可能被整体重写" in next(iter(verify_seals(kept))).sentence


@pytest.mark.parametrize("sql", ["UPDATE kit_journalseal SET hash = ''", "DELETE FROM kit_journalseal"])
def test_the_database_refuses_to_touch_a_seal(sql: str) -> None:
    append(1)
    seal_day(EVENING)
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(sql)
    assert JournalSeal.objects.count() == 1


def test_a_changed_seal_is_named() -> None:
    append(1)
    seal_day(EVENING)
    with connection.cursor() as cursor:
        unlock(cursor)
        cursor.execute("UPDATE kit_journalseal SET day = '2026-01-11'")
    assert [row.sentence for row in verify_seals()] == ["2026年1月11日 的封存与其校验值不符：封存被改动。"]


def unlock(cursor: object) -> None:
    """Take the triggers off as an intruder with the file would."""
    if connection.vendor == "sqlite":
        for statement in SEALS.sqlite_off:
            cursor.execute(statement)  # type: ignore[attr-defined]
    else:
        cursor.execute("SET LOCAL session_replication_role = replica")  # type: ignore[attr-defined]


def rewrite(chain: str, *, from_number: int) -> None:
    """Forge every row from a number on with fitting hashes, and the head as well."""
    previous = ""
    tampered("UPDATE kit_journalchain SET name = name")
    with connection.cursor() as cursor:
        for entry in JournalEntry.objects.filter(chain=chain).order_by("number"):
            if entry.number >= from_number:
                entry.reason, entry.previous = "伪造", previous
                entry.hash = journal.hash_of(entry)
                cursor.execute(
                    "UPDATE kit_journalentry SET reason=%s, previous=%s, hash=%s WHERE id=%s",
                    [entry.reason, entry.previous, entry.hash, entry.pk],
                )
            previous = entry.hash
    JournalChain.objects.filter(name=chain).update(head=previous)
