"""What stands in the address of the library: whatever is typed there makes sense and can be asked again."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.asking import LAST_PAGE, SEVERAL, Terms, plain, read

NAMES = ("q", "where", "prefix", "dyear", "serial", "by", "from", "to", "topic", "validity", "sort", "page", *SEVERAL)
ANY = st.text(max_size=130)
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), ANY), max_size=12)
SENSE = st.lists(
    st.sampled_from([
        ("q", "农村 公路"), ("where", "title"), ("prefix", "泉港政"), ("dyear", "2026"), ("serial", "7"),
        ("by", "formed"),
        ("from", "2026-01-01"), ("to", "2025-01-01"), ("topic", "0707"), ("topic", "公路"), ("validity", "expired"),
        ("sort", "newest"), ("kind", "rule"), ("kind", "other"), ("agency", "a"), ("year", "2026"),
        ("genre", "notice"),
    ]),
    max_size=10,
)  # fmt: skip
DAY = date(2026, 3, 10)


def query(pairs: list[tuple[str, str]]) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in pairs:
        made.appendlist(name, value)
    return made


@given(PAIRS)
def test_nothing_typed_breaks_the_question(pairs: list[tuple[str, str]]) -> None:
    terms = read(query(pairs))
    assert 1 <= terms.page <= LAST_PAGE
    assert all(letter.isprintable() for _name, value in terms.pairs() for letter in value)
    assert terms.asked(DAY).page == terms.page


@given(st.one_of(PAIRS, SENSE))
def test_the_address_of_a_question_asks_it_again(pairs: list[tuple[str, str]]) -> None:
    terms = read(query(pairs))
    again = read(QueryDict(terms.query(terms.page)))
    assert again == terms
    assert again.query() == terms.query()


@given(SENSE)
def test_each_filter_can_be_taken_off_alone(pairs: list[tuple[str, str]]) -> None:
    terms = read(query(pairs))
    for name in SEVERAL:
        for value in terms.chosen(name):
            rest = read(QueryDict(terms.query(without=[(name, value)])))
            assert set(rest.pairs()) == set(terms.pairs()) - {(name, value)}


@pytest.mark.parametrize(
    "typed",
    ["泉港政办〔2026〕2号", "泉港政办[2026]2", "泉港政办（2026）第02号", "泉港政办【２０２６】２", "泉港政办 (2026) 2"],
)
def test_a_whole_number_in_the_first_field_is_taken_apart(typed: str) -> None:
    terms = read(query([("prefix", typed), ("dyear", "1999")]))
    assert (terms.prefix, terms.dyear, terms.serial) == ("泉港政办", 2026, 2)


def test_days_in_the_wrong_order_are_put_right() -> None:
    terms = read(query([("from", "2026-05-01"), ("to", "2026-01-01"), ("by", "formed")]))
    asked = terms.asked(DAY)
    assert (asked.formed_from, asked.formed_to) == (date(2026, 1, 1), date(2026, 5, 1))
    assert (asked.published_from, asked.published_to) == (None, None)


def test_a_code_of_a_subject_stands_for_all_its_words() -> None:
    assert "工业、交通/公路" in read(query([("topic", "07")])).asked(DAY).topics
    assert read(query([("topic", "0707")])).asked(DAY).topics == ("工业、交通/公路",)
    assert read(query([("topic", "农村公路")])).asked(DAY).topics == ("农村公路",)


def test_what_is_narrowed_is_more_than_words() -> None:
    assert not Terms(q="公路", where="title", sort="newest", page=3).narrowed
    assert Terms(q="公路", dyear=2026).narrowed


def test_what_nobody_can_type_is_left_out() -> None:
    assert plain("公\x00路\u200b\n一 ", 10) == "公 路 一"
    assert plain("公" * 300, 100) == "公" * 100
