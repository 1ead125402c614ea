"""The facts above a published record: in their order, under their names, from the Regulation's first day on."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.errors import UnknownLaw
from gongkai.law.record_metadata import metadata_fields


def test_the_number_comes_first_and_every_fact_has_a_name() -> None:
    fields = metadata_fields(date(2026, 3, 10))
    assert [field.code for field in fields[:3]] == ["index_number", "doc_number", "issuer"]
    assert all(field.label for field in fields)
    assert len({field.code for field in fields}) == len(fields)


def test_before_the_regulation_there_is_no_block() -> None:
    with pytest.raises(UnknownLaw):
        metadata_fields(date(2008, 4, 30))
