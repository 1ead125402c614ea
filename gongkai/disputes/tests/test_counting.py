"""Table four from the cases: block, column, year's end; doubts about a case; what the list shows."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.disputes import reads
from gongkai.disputes.actions.appeal_dispute import appeal_dispute
from gongkai.disputes.admissibility import warnings
from gongkai.disputes.counting import table_four
from gongkai.disputes.decide import Stage, block_of, column_in, outcome_of
from gongkai.disputes.tests.making import DECIDED, FILED, PAPERS, a_replied, accepted, filed, ruled, who
from gongkai.kit.action import Refused
from gongkai.requests.tests.making import a_request, a_unit, by

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("stages", "counted"),
    [
        ([("2025-12-31", None, "")], {2024: None, 2025: "pending", 2026: "pending", 2027: "pending"}),
        ([("2025-12-01", "2025-12-31", "upheld")], {2025: "upheld", 2026: None}),
        ([("2025-12-01", "2026-01-01", "upheld")], {2025: "pending", 2026: "upheld", 2027: None}),
        (
            [("2025-03-01", "2025-10-01", "corrected"), ("2025-10-10", None, "")],
            {2025: "pending", 2026: "pending"},
        ),
        (
            [("2025-03-01", "2025-12-20", "corrected"), ("2026-01-03", "2026-04-01", "upheld")],
            {2025: "corrected", 2026: "upheld", 2027: None},
        ),
        (
            [("2025-03-01", "2025-06-01", "upheld"), ("2025-06-05", "2025-09-01", "pending")],
            {2025: "pending", 2026: "pending"},
        ),
    ],
)
def test_a_case_counts_once_a_year(stages: list[tuple[str, str | None, str]], counted: dict[int, str | None]) -> None:
    made = [
        Stage(date.fromisoformat(filed_on), date.fromisoformat(decided) if decided else None, outcome)
        for filed_on, decided, outcome in stages
    ]
    assert {year: column_in(made, year) for year in counted} == counted


def test_blocks_and_what_an_appeal_leaves_standing() -> None:
    assert [block_of("reconsideration", False), block_of("litigation", False), block_of("litigation", True)] == [
        "reconsideration", "litigation_direct", "litigation_after_reconsideration",
    ]  # fmt: skip
    assert [outcome_of(said, "corrected") for said in ("same", "open", "upheld")] == ["corrected", "pending", "upheld"]


def test_each_figure_opens_onto_its_cases() -> None:
    unit = a_unit()
    request = a_replied(unit=unit)
    first = ruled(accepted(request), "maintained")
    suit = ruled(accepted(request, "litigation", on=date(2026, 4, 2), after=first.pk), "claims_dismissed")
    second = appeal_dispute(suit.pk, date(2026, 6, 1), "中院", ours=False, **who(suit, date(2026, 6, 1)))
    direct = filed(request, "litigation")
    table = table_four(unit, 2026)
    assert table.cases("reconsideration", "upheld") == (first.pk,)
    assert table.cases("litigation_after_reconsideration", "pending") == (second.pk,)
    assert table.cases("litigation_direct", "total") == (direct.pk,)
    assert (
        table.count("litigation_after_reconsideration", "total") == 1
        and table_four(unit, 2025).count("reconsideration", "total") == 0
    )
    assert reads.figures(by(unit), unit, 2026) == table
    with pytest.raises(Refused):
        reads.figures(by(unit, "legal_reviewer"), unit, 2026)


def test_doubts_are_said_with_their_article() -> None:
    refusal = a_replied(refuse=True)
    direct = filed(refusal, "litigation")
    found = {one.code: one for one in warnings(direct)}
    assert set(found) == {"reconsideration-first"} and "第" in found["reconsideration-first"].cite
    before = ruled(accepted(refusal), "maintained")
    assert not warnings(filed(refusal, "litigation", on=date(2026, 6, 1), after=before.pk))
    late = filed(refusal, "litigation", on=date(2026, 7, 1), after=before.pk)
    assert [one.code for one in warnings(late)] == ["late"] and "2026-06-08" in warnings(late)[0].sentence
    granted = a_replied()
    assert not warnings(filed(granted)) and not warnings(filed(granted, "litigation"))
    assert [one.code for one in warnings(filed(granted, on=date(2026, 6, 1)))] == ["late"]
    assert [one.code for one in warnings(filed(granted, about="extension_notice"))] == ["not-reviewable"]
    open_request = a_request()
    assert [one.code for one in warnings(filed(open_request))] == ["not-answered"]
    assert not warnings(filed(open_request, about="no_reply_in_time"))


def test_the_list_shows_the_agencys_next_day_and_what_is_late() -> None:
    unit = a_unit()
    request = a_replied(unit=unit)
    quiet, waiting = filed(request), accepted(request)
    office = by(unit, on=DAY)
    shown = {line.row.pk: line for line in reads.listed(office, 1, DAY).lines}
    assert shown[quiet.pk].next is None
    limit = shown[waiting.pk].next
    assert limit is not None and limit.clock.due_on == date(2026, 4, 22) and limit.late and limit.ours
    assert [line.row.pk for line in reads.listed(office, 1, DAY, late=True).lines] == [waiting.pk]
    assert not reads.listed(office, 1, PAPERS, late=True).lines
    assert [one.row.pk for one in reads.lines(office, DAY, state="accepted", kind="reconsideration")] == [waiting.pk]
    assert not reads.lines(by(a_unit("neighbour"), on=DAY), DAY)
    page = reads.page(office, waiting.pk, DECIDED)
    assert [limit.clock.rule for limit in page.limits] == ["reconsideration_defence", "reconsideration_decision"]
    assert all("行政复议法" in sentence for sentence in page.sentences) and len(page.events) == 3
    assert [line.row.pk for line in reads.of_request(office, request, DAY)] == [quiet.pk, waiting.pk]
    assert FILED == page.row.filed_on and reads.units(office) == [unit]
