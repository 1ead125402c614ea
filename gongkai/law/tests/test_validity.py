"""In force or not, since when and why; and table two, which carries on from year to year."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.tests.broken import copy_with
from gongkai.law.validity import (
    CountedDocument,
    Link,
    RowCount,
    ValidityFacts,
    count_validity,
    ended_on,
    link_kind,
    link_kinds,
    statuses,
    validity_of,
)

BEGUN, LAST = date(2020, 3, 1), date(2024, 12, 31)
TODAY = date(2026, 11, 21)
AMENDED = Link("amends", date(2022, 7, 1), "泉港政〔2022〕9号")
EARLY = Link("repeals", date(2020, 1, 5))
REPEALED = Link("repeals", date(2023, 5, 1), "泉港政〔2023〕4号")


@pytest.mark.parametrize(
    ("facts", "on", "status", "since"),
    [
        (ValidityFacts(BEGUN), date(2020, 2, 29), "not_yet", BEGUN),
        (ValidityFacts(BEGUN), BEGUN, "in_force", BEGUN),
        (ValidityFacts(None), date(2015, 1, 1), "in_force", None),
        (ValidityFacts(BEGUN, LAST), LAST, "in_force", BEGUN),
        (ValidityFacts(BEGUN, LAST), date(2025, 1, 1), "expired", date(2025, 1, 1)),
        (ValidityFacts(BEGUN, LAST, (AMENDED,)), date(2022, 6, 30), "in_force", BEGUN),
        (ValidityFacts(BEGUN, LAST, (AMENDED,)), date(2022, 7, 1), "amended", AMENDED.on),
        (ValidityFacts(BEGUN, LAST, (AMENDED, REPEALED)), date(2023, 5, 1), "repealed", REPEALED.on),
        (ValidityFacts(BEGUN, LAST, (AMENDED, REPEALED)), TODAY, "repealed", REPEALED.on),
        (ValidityFacts(BEGUN, date(2023, 4, 29), (REPEALED,)), TODAY, "expired", date(2023, 4, 30)),
        (ValidityFacts(BEGUN, date(2023, 4, 30), (REPEALED,)), TODAY, "repealed", REPEALED.on),
        (ValidityFacts(BEGUN, None, (Link("replaces", BEGUN),)), BEGUN, "repealed", BEGUN),
        (ValidityFacts(BEGUN, None, (Link("interprets", BEGUN),)), TODAY, "in_force", BEGUN),
        (ValidityFacts(BEGUN, None, (EARLY,)), date(2020, 2, 1), "repealed", EARLY.on),
    ],
)  # fmt: skip
def test_the_status_on_a_day(facts: ValidityFacts, on: date, status: str, since: date | None) -> None:
    found = validity_of(facts, on)
    assert (found.status, found.since) == (status, since)


def test_the_sentence_says_what_did_it_and_when() -> None:
    facts = ValidityFacts(BEGUN, LAST, (AMENDED, REPEALED))
    assert validity_of(facts, TODAY).sentence == "已废止：自 2023-05-01 起被“泉港政〔2023〕4号”废止。"
    assert validity_of(facts, date(2022, 8, 1)).link == AMENDED
    assert validity_of(ValidityFacts(None), TODAY).sentence == "现行有效：自印发之日起施行，未见修改、废止或者到期。"
    nameless = ValidityFacts(BEGUN, None, (Link("replaces", BEGUN),))
    assert validity_of(nameless, TODAY).sentence == "已废止：自 2020-03-01 起被其他文件代替。"


def test_the_latest_amendment_is_named() -> None:
    later = Link("amends", date(2024, 2, 2), "泉港政〔2024〕1号")
    assert validity_of(ValidityFacts(BEGUN, None, (later, AMENDED)), TODAY).link == later


def test_an_end_of_before_the_regulation_is_said_in_todays_words() -> None:
    facts = ValidityFacts(date(1995, 1, 1), None, (Link("repeals", date(2001, 6, 1), "旧文"),))
    assert validity_of(facts, TODAY).since == date(2001, 6, 1)


def test_the_words_of_statuses_and_links() -> None:
    assert [one.label for one in statuses(TODAY)] == ["尚未施行", "现行有效", "已修改", "已失效", "已废止"]
    assert [one.code for one in link_kinds(TODAY)] == ["repeals", "replaces", "amends", "interprets"]
    assert link_kind("amends", TODAY).label == "修改"


def document(id: str, issued: date, facts: ValidityFacts, kind: str = "normative_document") -> CountedDocument:
    return CountedDocument(id, kind, issued, facts)


def test_table_two_lists_the_documents_behind_each_figure() -> None:
    documents = [
        document("old", date(2020, 1, 9), ValidityFacts(BEGUN)),
        document("run out", date(2020, 1, 9), ValidityFacts(BEGUN, date(2024, 6, 30))),
        document("ends with the year", date(2020, 1, 9), ValidityFacts(BEGUN, LAST)),
        document("repealed", date(2021, 1, 9), ValidityFacts(None, None, (Link("repeals", date(2024, 2, 1)),))),
        document("amended", date(2021, 1, 9), ValidityFacts(None, None, (AMENDED,))),
        document("new", date(2024, 12, 31), ValidityFacts(None)),
        document("begins later", date(2024, 12, 20), ValidityFacts(date(2025, 2, 1))),
        document("next year", date(2025, 1, 1), ValidityFacts(None)),
        document("rule", date(2024, 3, 3), ValidityFacts(None), "rule"),
        document("letter", date(2024, 3, 3), ValidityFacts(None), "other"),
    ]
    assert count_validity(documents, 2024) == {
        "rules": RowCount(("rule",), (), ("rule",)),
        "normative": RowCount(
            ("new", "begins later"), ("run out", "repealed"), ("old", "ends with the year", "amended", "new")
        ),
    }


def test_a_document_given_twice_is_a_mistake() -> None:
    twice = [document("a", BEGUN, ValidityFacts(None))] * 2
    with pytest.raises(ValueError, match="a is given twice"):
        count_validity(twice, 2024)


@st.composite
def lives(draw: st.DrawFn) -> CountedDocument:
    """A document that ends, if at all, after it was issued."""
    issued = draw(st.dates(date(2019, 6, 1), date(2026, 12, 31)))
    after = st.integers(0, 2000).map(lambda days: issued + timedelta(days=days))
    links = draw(st.lists(st.builds(Link, st.sampled_from([one.code for one in link_kinds(TODAY)]), after), max_size=4))
    facts = ValidityFacts(draw(st.none() | after), draw(st.none() | after), tuple(links))
    kind = draw(st.sampled_from(["rule", "normative_document", "other"]))
    return CountedDocument(draw(st.uuids()).hex, kind, issued, facts)


@given(st.lists(lives(), max_size=8, unique_by=lambda one: one.id), st.integers(2020, 2027))
def test_last_years_figure_plus_issued_less_abolished_is_this_years(documents: list, year: int) -> None:
    """Counting those that wait for their first day as well, whichever kind or order of events."""

    def waiting(row: str, last: date) -> int:
        kind = {"rules": "rule", "normative": "normative_document"}[row]
        return sum(
            one.kind == kind and one.issued_on <= last and validity_of(one.facts, last).status == "not_yet"
            for one in documents
        )

    before, now = count_validity(documents, year - 1), count_validity(documents, year)
    for row, count in now.items():
        carried = len(before[row].in_force) + waiting(row, date(year - 1, 12, 31))
        standing = len(count.in_force) + waiting(row, date(year, 12, 31))
        assert carried + len(count.issued) - len(count.abolished) == standing


@given(lives(), st.dates(date(2019, 6, 1), date(2032, 1, 1)))
def test_once_ended_never_again_in_force(one: CountedDocument, on: date) -> None:
    end = ended_on(one.facts)
    ended = end is not None and end[0] <= on
    assert ended == (validity_of(one.facts, on).status in {"repealed", "expired"})


def test_what_is_not_registered_is_said() -> None:
    with pytest.raises(UnknownLaw, match="没有登记文件关系“eats”"):
        validity_of(ValidityFacts(None, None, (Link("eats", BEGUN),)), TODAY)
    with pytest.raises(UnknownLaw, match="没有登记有效性的规定"):
        validity_of(ValidityFacts(None), date(2008, 4, 30))
    with pytest.raises(UnknownLaw, match="没有登记文件性质“poem”"):
        count_validity([document("a", BEGUN, ValidityFacts(None), "poem")], 2024)


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("statuses.toml", 'code = "amended"', 'code = "altered"', "须登记五种状态"),
        ("statuses.toml", "{since} 起施行\"", "{day} 起施行\"", "只能有 {since} 和 {by} 两个空"),
        ("links.toml", 'effect = "changes"', 'effect = "blurs"', "只能是 ends、changes、none"),
        ("links.toml", "{by}修改", "{by修改", "只能有 {since} 和 {by} 两个空"),
    ],
)  # fmt: skip
def test_a_broken_row_names_its_key(tmp_path: Path, file: str, old: str, new: str, sentence: str) -> None:
    root = copy_with(tmp_path, f"validity/{file}", old, new, ("instruments", "validity"))
    with pytest.raises(LawDataError) as refused:
        link_kinds(TODAY, root) if file == "links.toml" else statuses(TODAY, root)
    assert sentence in refused.value.sentence
