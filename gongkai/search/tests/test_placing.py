"""The id of a document follows the moment of its publication, and never takes the place of another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.search import placing
from gongkai.search.models import IndexedDocument
from gongkai.search.tests.making import FIRST, document, numbers, put

pytestmark = pytest.mark.django_db


def test_ids_grow_with_the_moment() -> None:
    put(*(document(number, published_at=FIRST + timedelta(seconds=(number * 7) % 20)) for number in range(20)))
    rows = IndexedDocument.objects.order_by("id").values_list("published_at", flat=True)
    assert list(rows) == sorted(rows)


def test_a_crowd_at_one_second_has_places_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "ROOM", 1)
    put(document(99, published_at=FIRST + timedelta(seconds=3)))
    for number in range(12):
        put(document(number, published_at=FIRST))
    put(*(document(number, published_at=FIRST) for number in range(12, 24)))
    assert IndexedDocument.objects.count() == 25
    ids = dict(IndexedDocument.objects.values_list("key", "id"))
    put(*(document(number, published_at=FIRST, text="再次") for number in range(24)))
    assert dict(IndexedDocument.objects.values_list("key", "id")) == ids
    assert len(numbers("再次")) == 20


def test_an_id_that_another_took_meanwhile_is_not_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    put(document(1, text="先到"))
    mine = IndexedDocument.objects.get().id
    tries = []

    def taken_once(rows: list[IndexedDocument]) -> None:
        tries.append(len(rows))
        for row in rows:
            row.id = mine if len(tries) == 1 else mine + 1

    monkeypatch.setattr(placing, "_give_ids", taken_once)
    put(document(2, text="后到"))
    assert (numbers("先到"), numbers("后到"), tries) == ([1], [2], [1, 1])
