"""Rules on agencies and duties, from facts alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.duties import Held
from gongkai.units.decide import LinkFact, credit_code_barrier, index_code_barrier, link_barrier
from gongkai.units.decide_people import duty_barrier, handover_barrier, receivers_for, uncovered
from gongkai.units.open_work import OpenItem

ON = date(2026, 3, 2)
DAYS = st.dates(date(2019, 6, 1), date(2026, 12, 31))


def link(
    upper: str, lower: str, kind: str = "supervises", begins: date | None = None, ends: date | None = None
) -> LinkFact:
    return LinkFact(upper, lower, kind, begins, ends)


@pytest.mark.parametrize(
    ("new", "others", "code"),
    [
        (link("a", "a"), [], "link-to-itself"),
        (link("a", "b"), [link("a", "b")], "link-stands"),
        (link("a", "b"), [link("b", "a")], "link-circle"),
        (link("a", "b"), [link("b", "c", "administers"), link("c", "a")], "link-circle"),
        (link("a", "b", "administers"), [link("c", "b", "administers")], "link-second-superior"),
        (link("a", "b", "succeeds"), [link("b", "a", "succeeds", ends=date(2020, 1, 1))], "link-circle"),
    ],
)
def test_a_link_that_cannot_be_is_refused(new: LinkFact, others: list[LinkFact], code: str) -> None:
    found = link_barrier(new, others, {"a": "甲局"})
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("new", "others"),
    [
        (link("a", "b", begins=date(2020, 1, 1)), [link("b", "a", ends=date(2020, 1, 1))]),
        (link("a", "b", "administers"), [link("c", "b")]),
        (
            link("a", "b", "administers", begins=date(2021, 1, 1)),
            [link("c", "b", "administers", ends=date(2021, 1, 1))],
        ),
        (link("a", "b", "succeeds"), [link("b", "a")]),
        (
            link("a", "b", begins=date(2021, 1, 1)),
            [link("b", "c", ends=date(2020, 1, 1)), link("c", "a", begins=date(2020, 6, 1))],
        ),
    ],
)
def test_what_never_holds_on_one_day_makes_no_circle(new: LinkFact, others: list[LinkFact]) -> None:
    assert link_barrier(new, others, {}) is None


@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), DAYS, st.integers(1, 900)), max_size=12),
    DAYS,
)
def test_links_taken_one_by_one_never_put_an_agency_above_itself(
    asked: list[tuple[str, str, date, int]], day: date
) -> None:
    standing: list[LinkFact] = []
    for upper, lower, begins, length in asked:
        new = LinkFact(upper, lower, "supervises", begins, begins + timedelta(days=length))
        if link_barrier(new, standing, {}) is None:
            standing.append(new)
    above = {(one.upper, one.lower) for one in standing if one.begins <= day < one.ends}  # type: ignore[operator]
    reached = set(above)
    while step := {(a, d) for a, b in reached for c, d in above if b == c} - reached:
        reached |= step
    assert not [pair for pair in reached if pair[0] == pair[1]]


@pytest.mark.parametrize("code", ["", "QZ04101", "91350100M000100Y43"])
def test_codes_that_some_rule_knows_may_stand(code: str) -> None:
    assert index_code_barrier(code) is None


@pytest.mark.parametrize("code", ["qz04101", "QZ0410", "泉港", "QZ041011"])
def test_other_codes_cannot_stand_before_an_index_number(code: str) -> None:
    found = index_code_barrier(code)
    assert found is not None
    assert found.code == "index-code-shape"


def test_a_credit_code_is_held_to_its_last_character() -> None:
    assert credit_code_barrier("91350100M000100Y43") is None
    wrong, short = credit_code_barrier("91350100M000100Y44"), credit_code_barrier("91350100M000100Y4")
    assert wrong is not None
    assert "校验码" in wrong.sentence
    assert short is not None
    assert "位数" in short.sentence


@pytest.mark.parametrize(
    ("kind", "held", "code"),
    [
        ("security_administrator", [Held("system_administrator", "b")], "duties-excluded"),
        ("clerk", [Held("audit_administrator", "b")], "duties-excluded"),
        ("publisher", [Held("secrecy_reviewer", "a")], "duties-excluded"),
        ("clerk", [Held("clerk", "a")], "duty-held"),
        ("emperor", [], "duty-unknown"),
    ],
)
def test_a_duty_that_may_not_be_held_is_refused(kind: str, held: list[Held], code: str) -> None:
    found = duty_barrier(kind, "a", held, ON)
    assert found is not None
    assert found.code == code


def test_what_excludes_in_one_agency_may_be_held_in_two() -> None:
    assert duty_barrier("publisher", "a", [Held("secrecy_reviewer", "b")], ON) is None


def item(number: int, code: str = "a", *duties: str) -> OpenItem:
    return OpenItem("room", str(number), f"第{number}件", None, code, duties)


def test_work_that_another_duty_of_the_same_person_covers_stays() -> None:
    items = [item(1, "a", "clerk", "section_head"), item(2, "a", "clerk"), item(3, "b")]
    assert uncovered(items, [Held("section_head", "a"), Held("clerk", "b")], ON) == [items[1]]


def test_each_item_goes_to_the_first_who_can_take_it() -> None:
    items = [item(1, "a", "clerk"), item(2, "b", "clerk"), item(3, "c")]
    chosen, orphans = receivers_for(items, [("x", [Held("clerk", "b")]), ("y", [Held("clerk", "a")])], ON)
    assert chosen == [1, 0, -1]
    assert orphans == [items[2]]
    barrier = handover_barrier("经办人", orphans, True, ON)
    assert barrier is not None
    assert barrier.code == "receiver-unfit"
    assert "第3件" in barrier.sentence
