"""What a page may say and what it lacks, from values alone; and how values are tidied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.columns.decide import LIMITS, faults, lacks, publishing_barrier
from gongkai.columns.tests.making import some_values
from gongkai.columns.values import cleaned, hash_of, tidy_line
from gongkai.law.unit_columns import PAGE_KINDS, page_fields
from gongkai.records.tests.making import TODAY

KINDS = st.sampled_from(PAGE_KINDS)
ANYTHING = st.text(alphabet=st.characters(codec=None), max_size=60)


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_a_whole_page_has_no_faults_and_lacks_nothing(kind: str) -> None:
    values = cleaned(kind, some_values(kind), TODAY)
    assert faults(kind, values, TODAY) == ()
    assert lacks(kind, values, TODAY) == ()


@given(KINDS, st.data())
def test_a_page_lacks_exactly_the_required_facts_it_does_not_say(kind: str, data: st.DataObject) -> None:
    whole = cleaned(kind, some_values(kind), TODAY)
    left = data.draw(st.sets(st.sampled_from(sorted(whole))))
    missing = {one.field for one in lacks(kind, {code: whole[code] for code in whole if code not in left}, TODAY)}
    required = {one.code for one in page_fields(kind, TODAY) if one.required}
    assert missing - {"text"} == (left & required) - {"text"}
    assert ("text" in missing) == ("text" in left and kind == "system")


@given(KINDS, st.dictionaries(st.sampled_from(["title", "name", "text", "scope", "functions", "nothing"]), ANYTHING))
def test_tidying_twice_is_tidying_once_and_nothing_unseen_stays(kind: str, given_values: dict[str, str]) -> None:
    once = cleaned(kind, given_values, TODAY)
    assert cleaned(kind, once, TODAY) == once
    assert hash_of(kind, once) == hash_of(kind, dict(reversed(once.items())))
    assert set(once) <= {one.code for one in page_fields(kind, TODAY)}
    assert not any(mark in value for value in once.values() for mark in "\x00\u202e\u200b\ufeff\r\ud800")
    faults(kind, once, TODAY)


@given(ANYTHING)
def test_a_line_is_one_line(value: str) -> None:
    assert "\n" not in tidy_line(value)


@pytest.mark.parametrize(
    ("kind", "field", "value", "said"),
    [
        ("guide", "office_name", "长" * (LIMITS["line"] + 1), "最多 200 字"),
        ("guide", "scope", "长" * (LIMITS["text"] + 1), "最多 8000 字"),
        ("guide", "office_phone", "请来电", "没有号码"),
        ("institution", "email", "不是邮箱", "不是电子邮箱地址"),
        ("system", "issued_on", "2025-3-1", "不是日期"),
        ("system", "issued_on", "2025-02-30", "不是日期"),
        ("reading_point", "hall", "museum", "只能是国家档案馆、公共图书馆、政务服务场所、其他场所"),
        ("reading_point", "terminal", "maybe", "只能是有、无"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(kind: str, field: str, value: str, said: str) -> None:
    found = faults(kind, some_values(kind) | {field: value}, TODAY)
    assert [one.field for one in found] == [field]
    assert said in found[0].sentence


@pytest.mark.parametrize("value", ["0595-87654321", "(0595) 8765 4321", "无", "8765-4321 转 801"])
def test_usual_ways_of_writing_a_number_are_taken(value: str) -> None:
    assert faults("guide", {"office_fax": value}, TODAY) == ()


def test_a_second_person_publishes() -> None:
    barrier = publishing_barrier(writer=1, publisher=1, words="另一位")
    assert barrier is not None
    assert (barrier.code, barrier.sentence) == ("own-page", "这一版由你本人编写，不能由本人发布。请由另一位发布。")
    assert publishing_barrier(writer=1, publisher=2, words="另一位") is None
