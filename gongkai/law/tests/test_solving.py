from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.checks import check
from gongkai.law.solving import bounds, solve
from gongkai.law.tests.forms import form, values

FORM = form("2021")
COLUMNS = tuple(cell.rpartition(".")[2] for cell in FORM.cells if cell.startswith("t3.new_received."))
ROWS = tuple(dict.fromkeys(cell[3:].rpartition(".")[0] for cell in FORM.cells if cell.startswith("t3.")))


def without(figures: dict[str, Decimal], *cells: str) -> dict[str, Decimal]:
    return {cell: value for cell, value in figures.items() if cell not in cells}


def test_a_lost_total_is_the_sum_of_its_parts_and_says_by_which_relation() -> None:
    figures = values("2021", t4__reconsideration__upheld=4, t4__reconsideration__corrected=5)
    solved = solve(FORM, without(figures, "t4.reconsideration.total"))
    assert {cell: found.value for cell, found in solved.items()} == {"t4.reconsideration.total": 9}
    assert solved["t4.reconsideration.total"].because == ("2021/R4/reconsideration",)


def test_a_lost_part_is_what_the_total_leaves() -> None:
    figures = values("2021", t4__reconsideration__upheld=4, t4__reconsideration__total=9)
    assert solve(FORM, without(figures, "t4.reconsideration.pending"))["t4.reconsideration.pending"].value == 5


def test_a_whole_lost_row_is_nought_when_the_totals_leave_nothing_for_it() -> None:
    lost = [f"t3.not_processed.petition.{column}" for column in COLUMNS]
    figures = values(
        "2021", t3__new_received__natural_person=2, t3__new_received__total=2, t3__granted__natural_person=2,
        t3__granted__total=2, t3__outcome_total__natural_person=2, t3__outcome_total__total=2,
    )  # fmt: skip
    solved = solve(FORM, without(figures, *lost))
    assert {cell: found.value for cell, found in solved.items()} == dict.fromkeys(lost, Decimal(0))


def test_two_open_parts_with_a_remainder_stay_open_but_bounded() -> None:
    figures = values("2021", t4__reconsideration__total=3)
    open_cells = ("t4.reconsideration.upheld", "t4.reconsideration.corrected")
    assert solve(FORM, without(figures, *open_cells)) == {}
    limits = bounds(FORM, without(figures, *open_cells))
    assert (limits.low[open_cells[0]], limits.high[open_cells[0]]) == (0, 3)
    assert limits.allow(open_cells[0], Decimal(3))
    assert not limits.allow(open_cells[0], Decimal(4))
    assert not limits.allow(open_cells[0], Decimal(-1))


def test_a_relation_that_is_broken_already_solves_nothing() -> None:
    figures = values("2021", t4__reconsideration__upheld=7, t4__reconsideration__total=3)
    assert solve(FORM, without(figures, "t4.reconsideration.pending")) == {}


def test_only_the_cells_asked_for_are_given() -> None:
    lost = ("t4.reconsideration.total", "t4.litigation_direct.total")
    assert set(solve(FORM, without(values("2021"), *lost), only=frozenset(lost[:1]))) == {lost[0]}


def test_a_cell_without_any_bound_allows_everything() -> None:
    limits = bounds(form("2019"), {})
    assert limits.allow("t2.licence.items_change", Decimal(-500))
    assert limits.low["t2.licence.items_change"] is None


def test_nothing_read_solves_nothing() -> None:
    assert solve(FORM, {}) == {}


def sound(seeds: list[int]) -> dict[str, Decimal]:
    """Table III with figures in several rows; every relation holds."""
    figures = values("2021")
    placed = [("granted", seeds[0]), ("refused.state_secret", seeds[1]), ("other.other", seeds[2])]
    for column, share in (("natural_person", 2), ("commercial_enterprise", 1), ("total", 3)):
        for row, seed in placed:
            figures[f"t3.{row}.{column}"] = Decimal(seed * share)
        figures[f"t3.outcome_total.{column}"] = Decimal(sum(seeds) * share)
        figures[f"t3.new_received.{column}"] = Decimal(sum(seeds) * share)
    return figures


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.sets(st.sampled_from(sorted(FORM.cells)), max_size=25))
@settings(max_examples=30, deadline=None)
def test_what_is_solved_is_what_stood_there(seeds: list[int], lost: set[str]) -> None:
    figures = sound(seeds)
    assert check(FORM, figures).findings == ()
    for cell, found in solve(FORM, without(figures, *lost)).items():
        assert cell in lost
        assert found.value == figures[cell]
        assert found.because


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.sampled_from(ROWS))
@settings(max_examples=25, deadline=None)
def test_any_one_lost_row_of_table_three_comes_back_whole(seeds: list[int], row: str) -> None:
    figures = sound(seeds)
    lost = [f"t3.{row}.{column}" for column in COLUMNS]
    solved = solve(FORM, without(figures, *lost))
    assert {cell: found.value for cell, found in solved.items()} == {cell: figures[cell] for cell in lost}


@given(st.dictionaries(st.sampled_from(sorted(FORM.cells)), st.integers(0, 9), max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_figures_at_all_end_in_an_answer_that_changes_nothing_read(read: dict[str, int]) -> None:
    figures = {cell: Decimal(value) for cell, value in read.items()}
    solved = solve(FORM, figures)
    assert solved.keys().isdisjoint(figures)
    assert all(found.value >= 0 for found in solved.values())
