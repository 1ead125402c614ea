"""A snapshot gives back the very report that was frozen."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from gongkai.annual.documents import Place
from gongkai.annual.report import Figure, Report
from gongkai.law.errors import UnknownLaw
from gongkai.statistics.snapshot import freeze, hash_of, thaw
from gongkai.statistics.tests.conftest import a_report


def test_a_report_survives_freezing_and_thawing() -> None:
    report = a_report(t3__granted__total=7)
    assert report.findings
    assert thaw(json.loads(json.dumps(freeze(report)))) == report


def test_every_field_of_a_report_is_frozen() -> None:
    assert set(freeze(a_report())) == {field.name for field in fields(Report)}


@effort(max_examples=40, deadline=None)
@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, places=5),
    text=st.text(max_size=8),
    how=st.sampled_from(["read", "solved", "typed"]),
    place=st.builds(Place, page=st.none() | st.integers(1, 9), row=st.none() | st.integers(0, 9)),
)
def test_any_figure_survives(value: Decimal, text: str, how: str, place: Place) -> None:
    figure = Figure(value, text, place, how, ("R1",))  # type: ignore[arg-type]  # sampled from the literal's values
    report = replace(a_report(), figures={"t3.granted.total": figure})
    assert thaw(freeze(report)).figures["t3.granted.total"] == figure


def test_a_report_of_an_unknown_format_survives() -> None:
    report = replace(a_report(), form=None, figures={}, findings=())
    assert thaw(freeze(report)) == report


def test_a_format_that_is_no_longer_registered_is_named() -> None:
    frozen = freeze(a_report()) | {"form": "1999"}
    with pytest.raises(UnknownLaw, match="格式“1999”没有登记"):
        thaw(frozen)


def test_the_hash_changes_with_any_figure() -> None:
    assert hash_of(freeze(a_report())) == hash_of(freeze(a_report()))
    assert hash_of(freeze(a_report())) != hash_of(freeze(a_report(t3__granted__total=2)))
