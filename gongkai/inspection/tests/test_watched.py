"""The columns' clocks: one from update to update, told before it fails, the same whoever asks and whenever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.inspection.tests.making import a_district, a_said, in_force
from gongkai.inspection.watched import NODE, clocks
from gongkai.kit.watched import sources
from gongkai.records.tests.making import NOW, TODAY, a_published, a_unit, actors

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FORMED = {"formed_on": TODAY.isoformat()}


def test_an_empty_column_is_due_at_once_and_met_by_the_first_publication() -> None:
    town = a_unit("town")
    clerk = actors(town)["clerk"].id.removeprefix("person:")
    in_force(a_district(town), a_said(town, column="column:contents", kind="news", person=clerk))
    (empty,) = sources()["assurance"](None)
    assert (empty.key, empty.node, empty.due_on, empty.met_on) == (
        "town:column:contents:empty", NODE, TODAY, None,
    )  # fmt: skip
    assert (empty.agency, empty.holder) == ("town", clerk)
    a_published(town, now=NOW + 3 * DAY, **FORMED)
    met, runs = sorted(clocks(TODAY), key=lambda one: one.begun_on)
    assert (met.key, met.met_on) == (empty.key, TODAY + 3 * DAY)
    assert (runs.begun_on, runs.due_on, runs.met_on) == (TODAY + 3 * DAY, TODAY + 17 * DAY, None)
    assert list(clocks(TODAY + 4 * DAY)) == [runs]


def test_each_update_ends_one_span_and_begins_the_next() -> None:
    town = a_unit("town")
    in_force(a_district(town), a_said(town, column="column:contents", kind="news", every=5))
    for at in (0, 2, 9):
        a_published(town, now=NOW + at * DAY, title=f"第{at}号通知", doc_number=f"涂政〔2026〕{at + 1}号", **FORMED)
    whole = {one.key: one for one in clocks(TODAY - 30 * DAY)}
    spans = [(one.begun_on, one.met_on) for key, one in sorted(whole.items()) if not key.endswith("empty")]
    assert spans == [(TODAY, TODAY + 2 * DAY), (TODAY + 2 * DAY, TODAY + 9 * DAY), (TODAY + 9 * DAY, None)]
    # Whoever knows everything up to a day gets the very same spans from there on.
    for at in range(12):
        some = {one.key: one for one in clocks(TODAY + at * DAY)}
        assert some.items() <= whole.items()
        assert all(one.met_on is None or one.met_on >= TODAY + at * DAY for one in some.values())


def test_a_column_that_only_changes_with_its_subject_has_no_clock_while_it_is_filled() -> None:
    town = a_unit("town")
    in_force(a_district(town), a_said(town, column="column:contents", kind="standing"))
    assert len(list(clocks(None))) == 1
    a_published(town)
    assert list(clocks(None)) == []


def test_the_questions_do_not_grow_with_the_list(django_assert_max_num_queries: object) -> None:
    town = a_unit("town")
    columns = ("guide", "institutions", "systems", "contents", "rules", "annual", "request", "reading_points")
    in_force(a_district(town), *(a_said(town, column=f"column:{one}", kind="news") for one in columns))
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(list(clocks(TODAY))) == len(columns)
