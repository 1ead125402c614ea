"""On the first of every month since the Regulation began, each question has exactly one answer, or says it has none."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from gongkai.law import duties, publicity, record_classes, review_steps, validity
from gongkai.law.applicants import applicant_columns
from gongkai.law.errors import UnknownLaw
from gongkai.law.fees import quote_by_item, quote_by_volume, tariffs
from gongkai.law.loading import DATA
from gongkai.law.outcomes import edition_on, taxonomies
from gongkai.law.remedies import reviewer_for, reviewer_kinds
from gongkai.law.remedy_rules import remedies_of

FIRST_YEAR, LAST_YEAR = 2008, 2027


def months() -> Iterator[date]:
    """The first of every month from May 2008 to the end of 2027."""
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for month in range(5 if year == FIRST_YEAR else 1, 13):
            yield date(year, month, 1)


def unanswered(question: Callable[[date], object]) -> list[date]:
    """The months for which the law says it does not know; any other failure is raised."""
    silent = []
    for day in months():
        try:
            assert question(day) is not None
        except UnknownLaw:
            silent.append(day)
    return silent


def before(first: date) -> list[date]:
    """The swept months before a day."""
    return [day for day in months() if day < first]


def test_the_sweep_is_every_month() -> None:
    days = list(months())
    assert (days[0], days[-1], len(days)) == (date(2008, 5, 1), date(2027, 12, 1), 8 + 19 * 12)


def test_each_month_since_2019_has_one_edition_of_outcomes_and_columns() -> None:
    assert unanswered(edition_on) == before(date(2019, 1, 1))
    assert unanswered(lambda day: applicant_columns(day.year)) == before(date(2019, 1, 1))


def test_no_year_is_covered_by_two_editions() -> None:
    for day in months():
        assert sum(tree.covers(day.year) for tree in taxonomies().values()) == (day.year >= 2019)


def test_fees_are_known_from_2021_and_unknown_before() -> None:
    assert unanswered(lambda day: quote_by_item(31, on=day)) == before(date(2021, 1, 1))
    assert unanswered(lambda day: quote_by_volume(31, on=day)) == before(date(2021, 1, 1))


def test_every_tariff_row_begins_inside_the_sweep_and_in_order() -> None:
    for history in tariffs().values():
        days = [row.since for row in history]
        assert days == sorted(set(days))
        assert next(months()) <= days[0]


def test_every_outcome_and_act_has_one_remedy_a_month_from_its_first_day() -> None:
    remedies = remedies_of(DATA)
    for rule in (*remedies.by_outcome.values(), *remedies.by_act.values()):
        assert unanswered(rule.at) == before(rule.history[0].since), rule.id


def test_every_kind_of_agency_has_one_reviewer_every_month() -> None:
    for kind in reviewer_kinds():
        assert unanswered(partial(reviewer_for, kind)) == [], kind


def test_the_rules_of_records_are_known_from_their_first_edition_on() -> None:
    begun = {
        publicity.marks: date(2008, 5, 1),
        publicity.grounds: date(2008, 5, 1),
        partial(record_classes.classes_for, "town"): date(2008, 5, 1),
        record_classes.document_kinds: date(2008, 5, 1),
        partial(record_classes.index_classes, "quanzhou"): date(2008, 5, 1),
        record_classes.genres: date(2012, 7, 1),
        record_classes.categories: date(2020, 1, 1),
        review_steps.review_steps: date(2008, 5, 1),
        validity.statuses: date(2008, 5, 1),
        validity.link_kinds: date(2008, 5, 1),
        duties.duties: date(2008, 5, 1),
    }
    for question, first in begun.items():
        assert unanswered(question) == before(first), question
