"""Asking: filters, numbers, traditional characters, hostile input, pages, and the order of what is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from gongkai.kit.clock import BEIJING
from gongkai.search import asking, index, looking
from gongkai.search.asked import Asked
from gongkai.search.asking import ask
from gongkai.search.looking import Look
from gongkai.search.tests.making import FIRST, ON, asked, document, numbers, put

pytestmark = pytest.mark.django_db
NUMBERED = {
    "doc_number": "泉港政办〔2026〕2号", "doc_prefix": "泉港政办", "doc_year": 2026, "doc_serial": 2,
}  # fmt: skip


def test_words_are_all_wanted_and_a_dash_excludes() -> None:
    put(document(1, text="征地补偿 低保"), document(2, text="征地补偿"), document(3, text="低保"))
    assert numbers("征地 低保") == [1]
    assert numbers("征地 -低保") == [2]
    assert numbers("-征地") == [3]
    assert numbers("-征地补偿") == [3]
    assert numbers("补偿 -地补偿") == []


def test_a_phrase_in_quotes_stands_together() -> None:
    put(document(1, text="信息的公开"), document(2, text="信息，公开"))
    assert numbers("“信息 公开”") == [2]


def test_words_may_stand_in_different_parts() -> None:
    put(document(1, title="医疗保险", text="通知", keywords=("参保",)))
    assert numbers("医疗 参保 通知") == [1]
    # But no phrase runs from one part or keyword into the next.
    put(document(2, title="甲", keywords=("征地", "补偿")))
    assert numbers("征地补偿") == []


def test_only_titles_are_looked_at_when_asked() -> None:
    put(document(1, title="低保标准", text="正文"), document(2, title="通知", text="低保标准"))
    assert numbers("低保", where="title") == [1]
    assert numbers("低保标准", where="title") == [1]
    assert numbers("保", where="title") == [1]
    assert numbers("正文", where="title") == []


@pytest.mark.parametrize(
    "typed",
    [
        "泉港政办〔2026〕2号", "泉港政办[2026]2号", "泉港政办(2026)2号", "泉港政办【2026】2号",
        "泉港政办（２０２６）２号", "泉港政办 〔 2026 〕 第 2 号", "泉港政办〔2026〕02号", "泉港政辦［2026］2號",
        "泉港政办〔2026〕2", "〔2026〕2号",
    ],
)  # fmt: skip
def test_a_document_number_is_found_however_it_is_typed(typed: str) -> None:
    put(
        document(1, **NUMBERED),
        document(2, doc_number="泉港政办〔2026〕12号"),
        document(3, doc_number="泉港政办〔2025〕2号", text="转发泉港政〔2026〕21号"),
    )
    assert numbers(typed) == [1]


def test_parts_of_a_number_find_it_before_texts_that_bear_them() -> None:
    put(document(1, **NUMBERED), document(2, text="2026年印发，第2号" * 20))
    assert numbers("2026 2号", sort="relevance") == [1, 2]
    assert numbers("泉港政办 2026 2号") == [1]


def test_the_document_goes_before_those_that_name_it() -> None:
    put(
        document(1, title="泉港政办〔2026〕2号文件汇编", text="泉港政办〔2026〕2号" * 9),
        document(0, title="关于河道清淤的通知", **NUMBERED),
    )
    assert numbers("泉港政办〔2026〕2号", sort="relevance") == [0, 1]


def test_a_number_is_found_by_its_parts() -> None:
    put(document(1, **NUMBERED), document(2, doc_prefix="泉港政", doc_year=2026, doc_serial=2))
    assert numbers(doc_prefix="政办") == [1]
    assert numbers(doc_prefix="泉港政辦") == [1]
    assert numbers(doc_year=2026, doc_serial=2) == [2, 1]
    assert numbers(doc_prefix="%") == []
    assert numbers("通知", doc_prefix="政办", doc_year=2026) == [1]


def test_traditional_and_simplified_find_each_other() -> None:
    put(document(1, text="關於醫療保險"), document(2, text="关于医疗保险"))
    assert numbers("医疗保险") == [2, 1]
    assert numbers("醫療保險") == [2, 1]


def test_every_filter_narrows_with_and_without_words() -> None:
    facts = {
        "agency": "QG-EDU", "class_code": "c1", "category": "01", "genre": "notice", "document_kind": "normative",
        "topic": "教育", "formed_on": date(2026, 3, 1),
    }  # fmt: skip
    put(document(1, text="低保", kind="record", **facts), document(2, text="低保", kind="guide"))
    for name, value in {
        "kinds": ("record", "other"), "agencies": ("QG-EDU",), "classes": ("c1",), "categories": ("01",),
        "genres": ("notice",), "document_kinds": ("normative",), "topics": ("教育", "卫生"),
        "formed_from": date(2026, 3, 1), "formed_to": date(2026, 3, 1),
    }.items():  # fmt: skip
        assert numbers("低保", **{name: value}) == [1], name
        assert numbers(**{name: value}) == [1], name
    assert numbers("低保", agencies=("' OR 1=1 --",)) == []
    assert numbers(years=(2026,)) == [2, 1]
    assert numbers("低保", years=(2025,)) == []


def test_days_of_publication_are_beijing_days() -> None:
    put(document(1, published_at=datetime(2026, 3, 2, 0, 30, tzinfo=BEIJING)))
    assert numbers(published_from=date(2026, 3, 2), published_to=date(2026, 3, 2)) == [1]
    assert numbers("通知", published_to=date(2026, 3, 1)) == []
    assert numbers("通知", published_from=date(2026, 3, 2)) == [1]


@pytest.mark.parametrize("words", ["", "通知"])
def test_the_ends_of_the_calendar_are_days_too(words: str) -> None:
    put(document(1, published_at=datetime(2026, 3, 2, 0, 30, tzinfo=BEIJING)))
    assert numbers(words, published_from=date.min, published_to=date.max) == [1]
    assert numbers(words, published_from=date.max) == numbers(words, published_to=date.min) == []


def test_validity_is_that_of_the_day() -> None:
    put(
        document(1, has_validity=True),
        document(2, has_validity=True, effective_on=ON + timedelta(days=1)),
        document(3, has_validity=True, ended_on=ON, end_kind="repealed"),
        document(4, has_validity=True, ended_on=ON + timedelta(days=1), end_kind="expired"),
        document(5, has_validity=True, changed_on=ON),
        document(6),
    )
    for status, expected in {
        "in_force": [4, 1], "not_yet": [2], "repealed": [3], "expired": [], "amended": [5],
    }.items():  # fmt: skip
        assert numbers(validity=status) == expected
        assert numbers("通知", validity=status) == expected


@pytest.mark.parametrize(
    "typed",
    [
        '"', "'", "*", "-", "- -", "()", "AND", "OR NOT", "NEAR(a b)", "title:公开", "公开*", "^公开", "{title}:公开",
        "%", "_", "\\", "a\x00b", "\ud800公开", "<script>", "'; DROP TABLE search_document;--", "!公开", "公开 & 信息",
        "公开:*", "💧", "公" * 10_000,
        "-公开 -信息", "\u202e公开", "'公':*", "0all", "0k7265636f7264",
    ],
)  # fmt: skip
def test_hostile_words_are_answered(typed: str) -> None:
    put(document(1, text="公开信息 a b"))
    for where in ("all", "title"):
        found = asked(typed, where=where, sort="relevance")
        assert found.total in (0, 1)
    assert asking.counts(Asked(on=ON, words=typed), "agency") == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_anything_typed_is_answered(typed: str) -> None:
    assert asked(typed, sort="relevance").total >= 0


def test_only_signs_find_nothing_and_no_words_list_all() -> None:
    put(document(1), document(2))
    assert asked("！？").total == 0
    assert numbers("  ") == [2, 1]


def test_a_title_goes_before_keywords_and_these_before_the_text() -> None:
    put(
        document(1, title="低保"),
        document(2, title="关于低保标准的通知"),
        document(3, title="甲", keywords=("低保",)),
        document(4, title="乙", text="低保" * 50),
        document(5, title="丙", text="低保，" + "其他事项" * 800),
    )
    assert numbers("低保", sort="relevance") == [1, 2, 3, 4, 5]
    assert numbers("低保") == [5, 4, 3, 2, 1]


def test_of_two_alike_the_newer_goes_first() -> None:
    put(document(1, published_at=FIRST - timedelta(days=4000)), document(2))
    assert numbers("清淤", sort="relevance") == [2, 1]


def test_an_old_title_is_found_before_many_new_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "POOL", 3)
    monkeypatch.setattr(looking, "CAP", 8)
    put(document(0, title="低保标准", published_at=FIRST - timedelta(days=900)))
    put(*(document(number, title="通知", text="低保标准") for number in range(1, 13)))
    found = asked("低保标准", sort="relevance")
    assert (found.total, found.more, found.hits[0].key) == (8, True, "K-00000")
    assert [hit.key for hit in found.hits[1:]] == [f"K-{number:05d}" for number in range(12, 5, -1)]


def test_pages_are_bounded_and_a_page_beyond_gives_the_last() -> None:
    put(*(document(number) for number in range(45)))
    assert [asked("清淤", page=page).hits[0].key for page in (-1, 1, 2, 3, 99)] == [
        "K-00044", "K-00044", "K-00024", "K-00004", "K-00004",
    ]  # fmt: skip
    seen = [hit.key for page in (1, 2, 3) for hit in asked("清淤", page=page, sort="relevance").hits]
    assert len(seen) == len(set(seen)) == 45


def test_what_is_put_again_replaces_and_what_is_removed_is_gone() -> None:
    put(document(1, text="旧文"))
    put(document(1, text="新文"))
    assert (numbers("旧文"), numbers("新文")) == ([], [1])
    put(document(1, text="另一时刻", published_at=FIRST + timedelta(days=9)))
    assert (numbers("新文"), numbers("另一时刻"), asked().total) == ([], [1], 1)
    index.remove("record", "K-00001")
    index.remove("record", "K-00001")
    assert (numbers("另一时刻"), asked().total) == ([], 0)
    assert (numbers("-甲"), numbers("新"), numbers("另")) == ([], [], [])


def test_many_of_one_moment_each_have_their_place() -> None:
    put(*(document(number, published_at=FIRST) for number in range(60)))
    put(*(document(number, published_at=FIRST, text="改") for number in range(30, 90)))
    assert (asked().total, asked("改").total) == (90, 60)


def test_text_no_database_keeps_is_put_all_the_same() -> None:
    put(document(1, title="甲\x00乙\ud800", text="丙\x00丁\udfff"))
    assert numbers("丙 丁") == [1]


def test_a_very_long_text_is_found_to_its_end() -> None:
    put(document(1, text="政务公开" * 25_000 + "，独木桥"))
    assert numbers("独木桥") == [1]
    assert numbers("公开政务公开") == [1]


def test_counts_leave_their_own_filter_out() -> None:
    put(*(document(number, agency=f"A{number % 3}", genre="notice") for number in range(7)))
    one = Asked(on=ON, words="通知", agencies=("A1",))
    assert asking.counts(one, "agency") == [("A0", 3), ("A1", 2), ("A2", 2)]
    assert asking.counts(one, "genre") == [("notice", 2)]
    assert asking.counts(one, "year") == [(2026, 2)]
    with pytest.raises(KeyError):
        asking.counts(one, "title")


def test_counts_of_several_fields_are_those_of_each() -> None:
    put(*(document(number, agency=f"A{number % 3}", genre="notice" * (number % 2)) for number in range(7)))
    one = Asked(on=ON, words="通知", agencies=("A1",), genres=("notice",))
    fields = ("kind", "agency", "genre", "year", "topic")
    assert asking.counts_of(one, fields) == {field: asking.counts(one, field) for field in fields}
    assert asking.counts(one, "agency") == [("A0", 1), ("A1", 1), ("A2", 1)]
    assert asking.tally(one, "agency", Look()) == [("A1", 1)]


def test_of_more_than_are_counted_the_newest_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "CAP", 4)
    put(*(document(number, agency=f"A{number % 3}") for number in range(7)))
    assert asking.counts(Asked(on=ON, words="通知"), "agency") == [("A0", 2), ("A1", 1), ("A2", 1)]
    assert asking.counts(Asked(on=ON, agencies=("A0",)), "agency") == [("A0", 2), ("A1", 1), ("A2", 1)]


@pytest.mark.parametrize("words", ["", "通知"])
def test_statuses_are_counted_as_they_are_found(words: str) -> None:
    days = (None, ON - timedelta(days=1), ON, ON + timedelta(days=1))
    lives = [(begins, ends, changes) for begins in days for ends in days for changes in days]
    put(
        document(99, changed_on=ON),
        *(
            document(
                number, has_validity=True, effective_on=begins, ended_on=ends, changed_on=changes,
                end_kind=("repealed", "expired")[number % 2] if ends else "",
            )
            for number, (begins, ends, changes) in enumerate(lives)
        ),
    )  # fmt: skip
    counted = dict(asking.counts(Asked(on=ON, words=words, validity="repealed"), "validity"))
    found = {one: asked(words, validity=one).total for one in ("not_yet", "in_force", "amended", "repealed", "expired")}
    assert counted == found
    assert sum(counted.values()) == len(lives)


def test_a_page_and_its_counts_take_few_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    put(*(document(number, agency=f"A{number % 3}") for number in range(30)))
    asked, fields = Asked(on=ON, words="清淤"), ("kind", "agency", "genre", "year", "topic", "validity")
    # The copy that answers, the list, what is weighed, the page, and the facts of the list.
    with django_assert_num_queries(5):
        look = Look()
        assert len(ask(asked, look=look).hits) == 20
        assert asking.counts_of(asked, fields, look)["agency"] == [("A0", 10), ("A1", 10), ("A2", 10)]
    # Besides, the list without the agency and what is known of it.
    with django_assert_num_queries(6):
        look, asked = Look(), replace(asked, agencies=("A1",))
        assert len(ask(asked, look=look).hits) == 10
        assert asking.counts_of(asked, fields, look)["year"] == [(2026, 10)]
