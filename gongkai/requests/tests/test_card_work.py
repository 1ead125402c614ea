"""A wrong code for a real number and a number nobody has cost the same work: the time of an answer tells nothing."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kit import private
from gongkai.kit.who import VISITOR
from gongkai.requests import published
from gongkai.requests.tests.making import an_arrived

pytestmark = pytest.mark.django_db
WRONG = "AAAA-BBBB-CCCC"


def test_both_stretch_once_and_ask_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    number = an_arrived().receipt_number
    stretched: list[bytes] = []

    def counted(word: bytes, **more: Any) -> bytes:
        stretched.append(word)
        return hashlib.scrypt(word, **more)

    monkeypatch.setattr(private, "scrypt", counted)
    work = []
    for receipt in (number, "20260302-NEVERXYZ"):
        stretched.clear()
        with CaptureQueriesContext(connection) as asked:
            assert published.read_card(VISITOR, receipt, WRONG) is None
        work.append((len(stretched), [query["sql"].split("WHERE")[0] for query in asked.captured_queries]))
    assert work[0] == work[1] and work[0][0] == 1
