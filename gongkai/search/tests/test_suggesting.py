"""What is offered while typing comes from what is public, eight lines at most, and forgives one character."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.search import index
from gongkai.search.suggesting import MOST, suggest
from gongkai.search.tests.making import ON, document, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_agencies_remembered() -> None:
    cache.clear()


def offered(typed: str, **changes: tuple[str, ...]) -> list[str]:
    return [one.text for one in suggest(typed, on=ON, **changes)]


def test_titles_are_offered_those_that_begin_with_it_first() -> None:
    put(
        document(1, title="低保标准"),
        document(2, title="关于低保标准的通知"),
        document(3, title="招生", text="低保标准"),
    )
    assert offered("低保") == ["低保标准", "关于低保标准的通知"]
    assert offered("低保標準") == ["低保标准", "关于低保标准的通知"]
    assert offered("低保", kinds=("guide",)) == []


def test_agencies_and_numbers_are_offered() -> None:
    put(document(1, agency="QG-EDU", agency_name="泉港区教育局", doc_number="泉港教〔2026〕7号"))
    assert [(one.text, one.kind, one.key) for one in suggest("教育局", on=ON)] == [("泉港区教育局", "agency", "QG-EDU")]
    assert [(one.text, one.kind, one.key) for one in suggest("泉港教[2026", on=ON)] == [
        ("泉港教〔2026〕7号", "number", "K-00001")
    ]


@pytest.mark.parametrize("typed", ["医疗保检", "医疗保", "医保险", "医疗保保险", "疗保险", "醫療保检"])
def test_one_wrong_missing_or_added_character_is_forgiven(typed: str) -> None:
    put(document(1, title="城乡居民医疗保险"), document(2, title="河道清淤"))
    assert offered(typed) == ["城乡居民医疗保险"]


@pytest.mark.parametrize("typed", ["义料保检", "河", "保险金库", "xyz", "", "！？", "-医疗"])
def test_what_is_far_is_not_offered(typed: str) -> None:
    put(document(1, title="城乡居民医疗保险"))
    assert offered(typed) == []


def test_no_more_than_eight_and_each_once() -> None:
    put(*(document(number, title=f"低保标准{number % 12}") for number in range(30)))
    found = offered("低保")
    assert len(found) == len(set(found)) == MOST


def test_what_is_gone_is_not_offered() -> None:
    put(document(1, title="低保标准"))
    index.remove("record", "K-00001")
    assert offered("低保") == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_anything_typed_is_answered(typed: str) -> None:
    assert len(suggest(typed, on=ON)) <= MOST
