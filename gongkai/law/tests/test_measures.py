"""Every cell has one definition; what points nowhere, doubles or leaves out is refused with file and key."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.formats import formats
from gongkai.law.measures import measure_of, measures, named_measures, tally_kind, tally_kinds
from gongkai.law.tests.broken import copy_with


@pytest.mark.parametrize("form", formats())
def test_every_cell_of_every_format_has_exactly_one_definition(form: str) -> None:
    owners = Counter(cell for one in measures(form) for cell in one.cells)
    assert set(owners) == set(formats()[form].cells)
    assert set(owners.values()) == {1}
    assert all(one.words.endswith("。") and one.title for one in measures(form))


def test_sums_add_what_the_form_says_they_add() -> None:
    total = measure_of("2021", "t3.outcome_total.total")
    assert len(total.adds["t3.outcome_total.total"]) == 6
    assert len(measure_of("2021", "t3.outcome_total.natural_person").adds["t3.outcome_total.natural_person"]) == 21
    assert measure_of("2019", "t4.reconsideration.total").adds["t4.reconsideration.total"][-1].endswith(".pending")


def test_what_is_not_registered_is_said() -> None:
    for asked in (lambda: measures("1999"), lambda: measure_of("2021", "t9.x.y"), lambda: tally_kind("nothing")):
        with pytest.raises(UnknownLaw):
            asked()


def test_kinds_of_figures_say_how_they_are_written() -> None:
    assert {one.number for one in tally_kinds().values() if one.stock} == {"signed"}
    assert {one.unit for one in tally_kinds().values() if one.number == "amount"} == {"万元"}


def test_shares_are_of_figures_that_stand_before_them() -> None:
    order = list(named_measures())
    for one in named_measures().values():
        assert all(order.index(part) < order.index(one.code) for part in (one.part, one.whole) if part)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rows = ["licence"]', 'rows = ["permit"]', "没有 permit"),
        ('rows = ["licence"]', 'rows = ["penalty"]', "已由"),
        ('rows = ["carried_out"]', 'rows = ["new_received"]', "已由"),
        ('source = "disputes"', 'source = "dreams"', "source"),
        ('event = "licence_decisions"', 'event = "licences"', "没有登记 licences"),
        ('sum_of_columns = ["upheld", "corrected", "other_result", "pending"]', "", "合计项"),
    ],
)
def test_a_broken_definition_stops_loading(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = copy_with(tmp_path, "measures/annual_2021.toml", old, new, ("instruments", "formats", "measures"))
    with pytest.raises(LawDataError, match=said):
        measures("2021", root)
