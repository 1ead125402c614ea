"""The journal: appended to, never changed, and any tampering is named by its first bad row."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from gongkai.kit import journal
from gongkai.kit.models import JournalChain, JournalEntry
from gongkai.kit.triggers import JOURNAL
from gongkai.kit.who import Actor

pytestmark = pytest.mark.django_db
CLERK = Actor("u-1", "陈经办")
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def append(number: int, chain: str = "quangang") -> JournalEntry:
    """One ordinary row."""
    return journal.write(
        chain,
        act="publish",
        subject=f"report {number}",
        before={},
        after={"version": number, "title": "年度报告"},
        reason="发布",
        actor=CLERK,
        now=NOW,
    )


def tampered(sql: str, *values: object) -> None:
    """Change the table as an intruder with the file would: with the triggers taken off first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in JOURNAL.sqlite_off:
                cursor.execute(statement)
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)


def test_each_chain_counts_from_one_and_holds() -> None:
    assert [append(n).number for n in (1, 2, 3)] == [1, 2, 3]
    assert append(1, chain="licheng").number == 1
    assert list(journal.verify()) == []
    assert journal.length() == 4


def test_a_row_is_bound_to_the_row_before_it() -> None:
    first, second = append(1), append(2)
    assert first.previous == ""
    assert second.previous == first.hash
    assert JournalChain.objects.get(name="quangang").head == second.hash


@pytest.mark.parametrize("sql", ["UPDATE kit_journalentry SET reason = ''", "DELETE FROM kit_journalentry"])
def test_the_database_refuses_to_change_or_remove_a_row(sql: str) -> None:
    append(1)
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(sql)
    assert journal.length() == 1


def test_a_changed_row_is_named() -> None:
    for number in range(1, 6):
        append(number)
    tampered("UPDATE kit_journalentry SET reason = %s WHERE number = 3", "另一个原因")
    broken = list(journal.verify())
    assert [(row.chain, row.number) for row in broken] == [("quangang", 3)]
    assert broken[0].sentence == "第 3 条的内容与其校验值不符：内容被改动。"


def test_a_removed_row_is_named() -> None:
    for number in range(1, 5):
        append(number)
    tampered("DELETE FROM kit_journalentry WHERE number = 2")
    assert [row.sentence for row in journal.verify()] == ["缺少第 2 条，其后是第 3 条：有记录被删除。"]


def test_a_cut_off_tail_is_noticed() -> None:
    for number in range(1, 4):
        append(number)
    tampered("DELETE FROM kit_journalentry WHERE number = 3")
    broken = list(journal.verify())
    assert broken[0].number == 3
    assert broken[0].sentence.startswith("链首记有 3 条，现有 2 条")


def test_a_row_rewritten_with_a_fitting_hash_breaks_the_next() -> None:
    for number in range(1, 4):
        append(number)
    forged = JournalEntry.objects.get(number=2)
    forged.reason = "伪造"
    tampered("UPDATE kit_journalentry SET reason = %s, hash = %s WHERE number = 2", "伪造", journal.hash_of(forged))
    assert [row.number for row in journal.verify()] == [3]


def test_one_broken_chain_does_not_hide_another() -> None:
    for chain in ("a", "b", "c"):
        append(1, chain=chain)
    tampered("UPDATE kit_journalentry SET actor = 'x' WHERE chain_id IN ('a', 'c')")
    assert [row.chain for row in journal.verify()] == ["a", "c"]


@pytest.mark.parametrize("value", [1.5, NOW, {"inner": [b"bytes"]}])
def test_a_value_that_would_not_read_back_the_same_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="write it as text"):
        journal.write("c", act="a", subject="s", before={}, after={"value": value}, reason="", actor=CLERK, now=NOW)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc语", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@effort(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.dictionaries(st.text("abc", max_size=3), VALUES, max_size=3), reason=st.text("甲乙x ", max_size=9))
def test_whatever_is_written_reads_back_to_the_same_hash(before: dict[str, object], reason: str) -> None:
    written = journal.write("any", act="a", subject="s", before=before, after={}, reason=reason, actor=CLERK, now=NOW)
    assert journal.hash_of(JournalEntry.objects.get(pk=written.pk)) == written.hash
