"""Bars start at nought, keep their proportions, and never stand in for a missing value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.chart import HEIGHT, WIDTH, bars

COUNTS = st.lists(st.none() | st.integers(0, 10**9).map(Decimal), min_size=1, max_size=12)


@given(values=COUNTS)
def test_every_bar_stands_on_the_ground_in_proportion(values: list[Decimal | None]) -> None:
    chart = bars("t", ["a"], [str(n) for n in range(len(values))], [values])
    known = [value for value in values if value is not None]
    assert [bar.text for bar in chart.bars] == [f"{value:f}" for value in known]
    largest = max(known, default=Decimal(0))
    for bar, value in zip(chart.bars, known, strict=True):
        assert bar.y + bar.height == pytest.approx(chart.ground, abs=0.2)
        if largest:
            assert bar.height == pytest.approx(float(value / largest) * (chart.ground - 28), abs=0.1)
        assert 0 <= bar.x <= WIDTH
        assert bar.text_y <= HEIGHT


def test_two_series_stand_side_by_side_without_touching() -> None:
    one, other = [Decimal(5)], [Decimal(3)]
    first, second = bars("t", ["收到", "办结"], ["2025"], [one, other]).bars
    assert first.x + first.width <= second.x
    assert (first.series, second.series) == ("a", "b")


@pytest.mark.parametrize(
    ("names", "values"),
    [(["a", "b", "c"], [[Decimal(1)]] * 3), ([], []), (["a"], [[Decimal(-1)]])],
)
def test_what_bars_cannot_show_is_refused(names: list[str], values: list[list[Decimal]]) -> None:
    with pytest.raises(ValueError, match=r"series|nought"):
        bars("t", names, ["2025"], values)
