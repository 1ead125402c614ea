"""Rows changed in the database file behind the platform's back are found, and named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from gongkai.kit import journal
from gongkai.kit.journal import Broken
from gongkai.kit.triggers import AppendOnly
from gongkai.records import proofs
from gongkai.records.models import Content, Publication, Record
from gongkai.records.said import hash_of
from gongkai.records.tests.making import a_draft, a_published, a_submitted, a_unit
from gongkai.records.triggers import CONTENTS, NUMBERS, REVIEWS

pytestmark = pytest.mark.django_db
ALL = (proofs.contents, proofs.records, proofs.sign_offs, proofs.publications, proofs.numbers)


def behind(sql: str, *values: object, of: AppendOnly | None = None) -> None:
    """Change a table as an intruder with the file would: triggers off, no action, no journal."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in of.sqlite_off if of else ():
                cursor.execute(statement)
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)


def found(proof: Callable[[], Iterator[Broken]]) -> list[str]:
    return [row.sentence for row in proof()]


def test_an_honest_house_has_nothing_to_tell() -> None:
    a_draft()
    a_submitted(a_unit("nanpu"))
    a_published(a_unit("houlong"))
    assert [sentence for proof in ALL for sentence in found(proof)] == []
    assert list(journal.verify()) == []


def test_a_changed_text_is_found() -> None:
    record = a_draft()
    said = dict(record.content.said) | {"title": "另一个标题"}  # type: ignore[union-attr]
    behind("UPDATE records_content SET said = %s", json.dumps(said), of=CONTENTS)
    assert found(proofs.contents) == ["第 1 版的内容与其校验值不符：内容被改动。"]


def test_a_text_changed_with_a_fitting_hash_is_found_by_the_journal() -> None:
    record = a_draft()
    said = dict(record.content.said) | {"title": "另一个标题"}  # type: ignore[union-attr]
    behind("UPDATE records_content SET said = %s, hash = %s", json.dumps(said), hash_of(said), of=CONTENTS)
    assert found(proofs.contents) == ["第 1 版的校验值与日志不符：内容和校验值被一起改动。"]


@pytest.mark.parametrize(("column", "value", "word"), [("title", "改过的", "标题"), ("mark", "on_request", "公开属性")])
def test_a_column_that_no_longer_repeats_its_content_is_found(column: str, value: str, word: str) -> None:
    a_draft()
    behind(f"UPDATE records_record SET {column} = %s", value)
    assert [word in sentence for sentence in found(proofs.records)] == [True]


def test_a_sign_off_moved_to_another_content_is_found() -> None:
    a_published()
    behind("UPDATE records_review SET content_hash = %s", "0" * 64, of=REVIEWS)
    assert set(found(proofs.sign_offs)) == {"所审内容的校验值不符：审核意见被移到别的内容上。"}


def test_a_public_page_changed_or_put_up_by_hand_is_found() -> None:
    a_published()
    if connection.vendor == "sqlite":
        behind("DROP TRIGGER publication_no_rewrite")
    made = Publication.objects.get()
    behind("UPDATE records_publication SET snapshot = %s", json.dumps(made.snapshot | {"title": "伪造"}))
    assert found(proofs.publications) == ["快照与其校验值不符：公开的内容被改动。"]
    behind("UPDATE records_publication SET snapshot = %s, content_hash = %s", json.dumps(made.snapshot), "f" * 64)
    assert found(proofs.publications) == ["没有与之相应的内容版本：未经审核被放到网上。"]


def test_a_number_that_was_taken_away_is_found() -> None:
    unit = a_unit()
    for serial in range(1, 4):
        a_published(unit, doc_number=f"涂政〔2026〕{serial}号", title=f"关于第{serial}件事的通知")
    behind("DELETE FROM records_indexnumber WHERE serial = 2", of=NUMBERS)
    assert [("缺少第 2 号" in sentence) for sentence in found(proofs.numbers)] == [True]


def test_the_version_an_approval_stands_on_is_the_one_shown() -> None:
    record = Record.objects.get(pk=a_published().pk)
    assert record.approved_id == record.content_id
    assert Content.objects.filter(pk=record.content_id, hash=Publication.objects.get().content_hash).exists()
