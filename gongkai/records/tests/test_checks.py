"""Mistakes in the choices for index numbers are found before the first request."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from gongkai.records.checks import numbering_holds


def test_the_choices_as_shipped_hold() -> None:
    assert numbering_holds() == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("INDEX_RULE", "nowhere", "gongkai.E020"),
        ("INDEX_RESTARTS", ("agency", "month"), "gongkai.E020"),
        ("INDEX_RESTARTS", ("serial",), "gongkai.E020"),
        ("INDEX_YEAR", "lunar", "gongkai.E021"),
        ("INDEX_CLASSES", "nowhere", "gongkai.E022"),
        ("TOPICS", "nowhere", "gongkai.E024"),
    ],
)
def test_each_mistake_is_named(settings: Settings, name: str, value: object, code: str) -> None:
    setattr(settings, name, value)
    assert [one.id for one in numbering_holds()] == [code]
