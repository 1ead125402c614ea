"""From a report to the facts of its year, and back to its cells."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.formats import formats
from gongkai.replay.assuming import Draw
from gongkai.replay.before import year_before
from gongkai.replay.derive import added, derive
from gongkai.replay.facts import Asked, CannotReplay, Contested
from gongkai.replay.tests.reports import SAMPLES, a_report, sample, with_values

FORM = formats()["2021"]
LEAVES = sorted({c.row.code for t in FORM.tables if t.id == "t3" for c in t.cells} - {
    "new_received", "carried_in", "carried_out", "outcome_total",
})  # fmt: skip
KINDS = ("natural_person", "commercial_enterprise", "other_organization")
ASKED = st.builds(Asked, st.sampled_from(KINDS), st.sampled_from([*LEAVES, ""]), st.booleans())
CASES = st.builds(
    Contested, st.sampled_from(("reconsideration", "litigation_direct", "litigation_after_reconsideration")),
    st.sampled_from(("upheld", "corrected", "other_result", "pending")),
)  # fmt: skip


@pytest.mark.parametrize(("year", "unit"), SAMPLES)
def test_what_is_derived_adds_up_to_the_published_cells(year: int, unit: str) -> None:
    report = sample(year, unit)
    assert report.form is not None
    again = added(derive(report), report.form)
    assert {cell: value for cell, value in again.items() if report.values[cell] != value} == {}


@given(st.lists(ASKED, max_size=30), st.lists(CASES, max_size=12))
def test_any_year_of_facts_comes_back_out_of_its_own_report(asked: list[Asked], cases: list[Contested]) -> None:
    found = derive(a_report(*asked, cases=tuple(cases)))
    assert Counter((one.kind, one.leaf) for one in found.asked) == Counter((one.kind, one.leaf) for one in asked)
    assert sum(one.carried_in for one in found.asked) == sum(one.carried_in for one in asked)
    assert Counter(found.contested) == Counter(cases)


def test_the_narrative_tells_who_withdrew_by_which_way_and_how_many_came_the_year_before() -> None:
    of_2025, of_2020 = derive(sample(2025, "泉港区")), derive(sample(2020, "鲤城区"))
    assert (len(of_2025.asked), sum(one.decision == "withdrawn" for one in of_2025.asked), of_2025.before) == (
        56,
        6,
        42,
    )
    assert Counter(one.channel for one in of_2020.asked) == {"in_person": 2, "online": 1, "post_signed": 1}


def test_the_year_before_is_as_large_as_implied_and_carries_nothing_over() -> None:
    facts = derive(sample(2025, "泉港区"))
    before = year_before(facts, Draw(2025))
    assert before is not None
    assert (before.year, len(before.asked), [one for one in before.asked if not one.leaf]) == (2024, 42, [])
    assert year_before(derive(sample(2020, "鲤城区")), Draw(2020)) is None


def test_a_slip_that_the_checks_mend_is_not_taken_for_a_request() -> None:
    right = derive(sample(2025, "泉港区"))
    report = sample(2025, "泉港区")
    broken = with_values(report, report.values | {"t3.granted.natural_person": Decimal(25)})
    assert [mend.cell for mend in broken.mends] == ["t3.granted.natural_person"]
    assert Counter(one.leaf for one in derive(broken).asked) == Counter(one.leaf for one in right.asked)


def test_a_part_of_a_request_and_a_format_without_requests_are_refused() -> None:
    report = a_report(Asked("natural_person", "granted"))
    half = with_values(report, {cell: value / 2 for cell, value in report.values.items()})
    with pytest.raises(CannotReplay, match="不是件数"):
        derive(half)
    with pytest.raises(CannotReplay, match="不能演练"):
        derive(a_report(year=2018, edition="pre2019-fujian"))
