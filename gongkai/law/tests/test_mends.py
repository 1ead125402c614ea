from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.checks import check
from gongkai.law.mends import Mend, mends
from gongkai.law.tests.forms import form, values

FORM = form("2021")


def proposals(figures: dict[str, Decimal]) -> tuple[Mend, ...]:
    return mends(FORM, figures, check(FORM, figures))


def sound() -> dict[str, Decimal]:
    return values(
        "2021", t3__new_received__natural_person=8, t3__new_received__total=8, t3__granted__natural_person=5,
        t3__granted__total=5, t3__other__other__natural_person=3, t3__other__other__total=3,
        t3__outcome_total__natural_person=8, t3__outcome_total__total=8,
    )  # fmt: skip


def test_sound_figures_need_no_mending() -> None:
    assert proposals(sound()) == ()


def test_the_one_cell_whose_change_mends_both_of_its_relations_is_named() -> None:
    (mend,) = proposals(sound() | {"t3.granted.natural_person": Decimal(6)})
    assert (mend.cell, mend.reported, mend.proposed) == ("t3.granted.natural_person", 6, 5)
    assert set(mend.relations) == {"2021/R2/natural_person", "2021/R3/granted"}


def test_a_total_in_three_relations_is_named_with_all_three() -> None:
    (mend,) = proposals(sound() | {"t3.outcome_total.total": Decimal(9)})
    assert (mend.cell, mend.proposed, len(mend.relations)) == ("t3.outcome_total.total", 8, 3)


def test_a_cell_in_a_single_relation_is_never_accused() -> None:
    assert proposals(sound() | {"t4.reconsideration.total": Decimal(2)}) == ()


def test_a_change_to_below_nought_is_no_mend() -> None:
    figures = sound() | {"t3.granted.total": Decimal(9), "t3.granted.natural_person": Decimal(0)}
    assert all(mend.proposed >= 0 for mend in proposals(figures))


def test_relations_that_want_different_changes_propose_nothing() -> None:
    figures = sound() | {"t3.granted.total": Decimal(6), "t3.outcome_total.total": Decimal(12)}
    assert not [mend for mend in proposals(figures) if mend.cell == "t3.granted.total"]


def test_unread_neighbours_prove_nothing() -> None:
    figures = sound() | {"t3.granted.natural_person": Decimal(6)}
    del figures["t3.granted.research_institution"]
    assert proposals(figures) == ()


@given(st.sampled_from(["granted", "other.other", "refused.state_secret"]), st.integers(1, 30))
@settings(max_examples=25, deadline=None)
def test_a_single_slip_is_mended_back_to_the_true_figure(row: str, slip: int) -> None:
    cell = f"t3.{row}.total"
    true = sound()[cell]
    found = proposals(sound() | {cell: true + slip})
    assert [(mend.cell, mend.proposed) for mend in found] == [(cell, true)]
    mended = sound() | {found[0].cell: found[0].proposed}
    assert check(FORM, mended).findings == ()
