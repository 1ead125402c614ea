"""A run of numbers fills a row as printed, or by a cut its sum proves, or not at all."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.documents import Place
from gongkai.annual.recognise.cuts import fillings, value
from gongkai.annual.recognise.stream import Token
from gongkai.law.formats import CellKind

SUM = (((1, 3), (-1, 0), (-1, 1), (-1, 2)),)
FOUR: tuple[CellKind, ...] = ("count",) * 4


def _tokens(*texts: str) -> list[Token]:
    return [Token(text, 0, Place()) for text in texts]


def _ways(*texts: str, sums: tuple[tuple[tuple[int, int], ...], ...] = SUM) -> set[tuple[Decimal | None, ...]]:
    return {way for filling in fillings(_tokens(*texts), FOUR, sums) for way in filling.ways}


@pytest.mark.parametrize(
    ("text", "kind", "figure"),
    [
        ("12", "count", Decimal(12)), ("-3", "count", None), ("-3", "signed", Decimal(-3)), ("007", "count", None),
        ("1.5", "count", None), ("1.5", "amount", Decimal("1.5")), ("0.5", "amount", Decimal("0.5")),
        ("4/12", "count", None), ("9" * 17, "count", None),
    ],
)  # fmt: skip
def test_a_cell_takes_only_figures_of_its_kind(text: str, kind: CellKind, figure: Decimal | None) -> None:
    assert value(text, kind) == figure


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4))
def test_as_many_numbers_as_cells_stand_as_printed_whether_the_sum_holds_or_not(numbers: list[int]) -> None:
    (filling,) = fillings(_tokens(*map(str, numbers)), FOUR, SUM)
    assert filling.plain
    assert filling.ways == (tuple(map(Decimal, numbers)),)


@given(st.lists(st.integers(0, 999), min_size=3, max_size=3))
def test_the_true_cut_is_among_the_cuts_and_every_cut_keeps_the_sum_and_the_digits(parts: list[int]) -> None:
    row = [*parts, sum(parts)]
    glued = "".join(map(str, row))
    if len(glued) == 4:
        ways = {tuple(map(Decimal, row))}
        assert ways <= _ways(glued)
    for filling in fillings(_tokens(glued), FOUR, SUM)[:1]:
        assert tuple(map(Decimal, row)) in filling.ways
        for way in filling.ways:
            cells = [cell for cell in way if cell is not None]
            assert cells[3] == sum(cells[:3])
            assert "".join(map(str, cells)) == glued


def test_empty_cells_say_that_no_digits_are_glued() -> None:
    assert all(None in way for way in _ways("", "12", "", ""))


def test_empty_cells_at_either_end_leave_both_places_open() -> None:
    assert len(_ways("", "5", "", "5", "", sums=())) == 2


def test_digits_without_a_sum_are_not_cut() -> None:
    assert fillings(_tokens("1234"), FOUR, ()) == []


@pytest.mark.parametrize("text", ["1" * 20000, "10" * 10000, "1234567890" * 3])
def test_a_flood_of_digits_costs_little_and_fills_nothing_by_guess(text: str) -> None:
    start = time.process_time()
    fillings(_tokens(text), ("count",) * 15, SUM)
    fillings(_tokens(*[""] * 20000, "1"), FOUR, SUM)
    assert time.process_time() - start < 2
