"""Cells from the facts: where a request counts, that the official balance holds by itself, and what each cell opens."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.disputes.models import Dispute
from gongkai.law.checks import check
from gongkai.law.errors import UnknownLaw
from gongkai.law.formats import formats
from gongkai.law.measures import COUNTED, TALLY, measures, named_measures
from gongkai.statistics import counting_disputes, counting_other, counting_publications, counting_records
from gongkai.statistics import counting_requests as requests
from gongkai.statistics.counting_requests import places
from gongkai.statistics.measured import Measured, Thing
from gongkai.statistics.measuring import COUNTERS, measure
from gongkai.statistics.measuring_named import named, year_before
from gongkai.statistics.tests.facts import AT, a_request, a_tally, a_unit, granted
from gongkai.units.models import Agency, Person

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
FORM = formats()["2021"]
REFUSED = ("refuse", "internal_affairs", False)
days = st.dates(date(2023, 6, 1), date(2026, 6, 30))


def by(units: list[Agency], form: str = "2021", first: date = YEAR[0], last: date = YEAR[1]) -> dict[str, Measured]:
    return measure([one.pk for one in units], formats()[form], first, last)


def shown(found: dict[str, Measured], table: str = "t3") -> dict[str, Decimal]:
    """What is not nought in the column of sums."""
    return {
        cell.removeprefix(f"{table}.").removesuffix(".total"): one.value
        for cell, one in found.items()
        if one.value and cell.startswith(table) and cell.endswith(".total")
    }


@given(
    st.lists(st.tuples(st.none() | days, st.none() | days), max_size=30),
    st.lists(days, min_size=2, max_size=6, unique=True).map(sorted),
)
def test_periods_balance_and_follow_on_each_other(
    histories: list[tuple[date | None, date | None]], bounds: list[date]
) -> None:
    carried = None
    for first, after in pairwise(bounds):
        found = [name for one in histories for name in places(*one, first, after - timedelta(days=1))]
        number = {name: found.count(name) for name in ("received", "carried_in", "closed", "carried_out")}
        assert number["received"] + number["carried_in"] == number["closed"] + number["carried_out"]
        assert carried in (None, number["carried_in"])
        carried = number["carried_out"]


@pytest.mark.django_db
class TestRequests:
    def test_a_year_in_the_statutory_rows(self) -> None:
        unit = a_unit()
        old = a_request(unit, date(2024, 12, 20), granted(date(2025, 1, 9)))
        a_request(unit, date(2024, 12, 1), granted(date(2024, 12, 30)))
        a_request(unit, date(2025, 3, 1), (date(2025, 3, 9), *REFUSED), applicant_kind="commercial_enterprise")
        late = a_request(unit, date(2025, 12, 31), granted(date(2026, 1, 20)))
        a_request(unit, date(2026, 1, 1))
        a_request(unit, date(2025, 5, 1), state="void", void_reason="误登")
        a_request(unit, None)
        gone = a_request(unit, None, (date(2025, 6, 3), "withdrawn", "", False), state="ended")
        found = by([unit])
        assert shown(found) == {
            "new_received": 3, "carried_in": 1, "granted": 1, "refused.internal_affairs": 1, "other.other": 1,
            "outcome_total": 3, "carried_out": 1,
        }  # fmt: skip
        assert found["t3.carried_in.total"].things == (Thing("request", old.pk, "QG"),)
        assert found["t3.carried_out.natural_person"].things == (Thing("request", late.pk, "QG"),)
        assert found["t3.other.other.natural_person"].things[0].key == gone.pk
        assert found["t3.refused.internal_affairs.commercial_enterprise"].value == 1
        assert found["t3.granted.natural_person"].definition == "requests.closed"

    def test_decided_anew_it_counts_where_it_was_closed_first(self) -> None:
        unit = a_unit()
        a_request(unit, date(2025, 2, 3), (date(2025, 3, 3), *REFUSED), granted(date(2025, 8, 4)))
        a_request(unit, date(2025, 2, 3), (date(2025, 3, 4), *REFUSED), granted(date(2026, 2, 4)))
        assert shown(by([unit])) == {
            "new_received": 2, "granted": 1, "refused.internal_affairs": 1, "outcome_total": 2
        }  # fmt: skip
        quarter = by([unit], first=date(2025, 1, 1), last=date(2025, 3, 31))
        assert shown(quarter)["refused.internal_affairs"] == 2
        assert shown(by([unit], first=date(2025, 7, 1), last=date(2025, 9, 30))) == {}
        assert shown(by([unit], first=date(2026, 1, 1), last=date(2026, 12, 31))) == {}

    def test_results_are_carried_over_to_the_rows_of_the_older_form(self) -> None:
        unit = a_unit()
        a_request(unit, date(2020, 2, 3), (date(2020, 3, 3), "withdrawn", "", False))
        year = (date(2020, 1, 1), date(2020, 12, 31))
        assert shown(by([unit], "2019", *year)) == {"new_received": 1, "other": 1, "outcome_total": 1}
        assert shown(by([unit], "2021", *year)) == {"new_received": 1, "other.other": 1, "outcome_total": 1}

    def test_a_kind_of_applicant_that_the_form_does_not_have_is_said(self) -> None:
        unit = a_unit()
        a_request(unit, date(2025, 2, 3), applicant_kind="martian")
        with pytest.raises(UnknownLaw, match="martian"):
            by([unit])

    def test_only_the_units_named_count_and_breaking_one_fact_moves_its_cells_only(self) -> None:
        one, other = a_unit("A"), a_unit("B")
        a_request(one, date(2025, 2, 3), granted(date(2025, 2, 9)))
        moved = a_request(other, date(2025, 2, 3), granted(date(2025, 2, 9)))
        assert shown(by([one]))["new_received"] == 1
        assert {thing.agency for thing in by([one, other])["t3.granted.total"].things} == {"A", "B"}
        before = by([one, other])
        moved.applicant_kind = "research_institution"
        moved.save()
        after = by([one, other])
        changed = {cell for cell in before if before[cell] != after[cell]}
        assert {cell.split(".")[-1] for cell in changed} <= {"natural_person", "research_institution"}
        assert {cell.split(".")[1] for cell in changed} == {"new_received", "granted", "outcome_total"}

    @settings(max_examples=8, deadline=None)
    @given(
        st.lists(
            st.tuples(st.none() | days, st.lists(st.integers(0, 300), max_size=2), st.sampled_from(["A", "B"])),
            max_size=6,
        )
    )
    def test_the_official_relations_hold_for_any_history(
        self, histories: list[tuple[date | None, list[int], str]]
    ) -> None:
        with transaction.atomic():
            units = {code: a_unit(code, "town") for code in "AB"}
            for received, after, code in histories:
                begun = received or date(2025, 3, 1)
                ends = [begun + timedelta(days=one) for one in sorted(after)]
                a_request(units[code], received, *(granted(end) for end in ends))
            together = by(list(units.values()))
            parts = [by([unit]) for unit in units.values()]
            transaction.set_rollback(True)
        values = {cell: one.value for cell, one in together.items()}
        assert [one.code for one in check(FORM, values).findings if one.code in ("R1", "R2", "R3", "R4")] == []
        assert all(one.value == sum(part[cell].value for part in parts) for cell, one in together.items())
        assert all(one.value == sum(thing.quantity for thing in one.things) for one in together.values())


@pytest.mark.django_db
class TestOthers:
    def test_registered_figures_of_the_period_and_numbers_that_go_on(self) -> None:
        unit = a_unit()
        a_tally(unit, "licence_decisions", date(2025, 5, 31), "120")
        a_tally(unit, "licence_decisions", date(2025, 6, 30), "7", voided_at=AT, void_reason="重复")
        a_tally(unit, "licence_decisions", date(2024, 12, 31), "55")
        a_tally(unit, "fees_wan", date(2025, 12, 31), "12.5061")
        a_tally(unit, "licence_items", date(2018, 12, 31), "300")
        a_tally(unit, "licence_items", date(2019, 7, 1), "-4")
        found = by([unit])
        assert str(found["t2.licence.decisions"].value) == "120"
        assert str(found["t2.fees.amount_wan"].value) == "12.5061"
        trial = by([unit], "2019", date(2019, 1, 1), date(2019, 12, 31))
        assert [trial[f"t2.licence.{column}"].value for column in ("items_last_year", "items_change")] == [300, -4]
        following = by([unit], "2019", date(2020, 1, 1), date(2020, 12, 31))
        assert following["t2.licence.items_last_year"].value == 296

    def test_a_case_counts_by_block_and_result_and_is_pending_until_decided(self) -> None:
        unit = a_unit()
        request = a_request(unit, date(2024, 2, 3), granted(date(2024, 2, 9)))
        clerk = Person.objects.create(login="c", name="甲")
        said = {"request": request, "agency": unit, "body": "市政府", "about": "reply", "made_by": clerk, "made_at": AT}
        review = Dispute.objects.create(
            kind="reconsideration", filed_on=date(2024, 3, 1), state="decided", decided_on=date(2025, 1, 3),
            outcome="upheld", **said,
        )  # fmt: skip
        suit = Dispute.objects.create(kind="litigation", after=review, filed_on=date(2025, 2, 1), **said)
        found = by([unit])
        assert found["t4.reconsideration.upheld"].things == (Thing("dispute", review.pk, "QG"),)
        assert found["t4.litigation_after_reconsideration.total"].things == (Thing("dispute", suit.pk, "QG"),)
        assert shown(by([unit], first=date(2024, 1, 1), last=date(2024, 12, 31)), "t4") == {"reconsideration": 1}

    def test_named_figures_with_last_year_and_shares(self) -> None:
        unit = a_unit()
        a_request(unit, date(2024, 3, 1), granted(date(2024, 3, 9)))
        for day in (1, 2, 3):
            a_request(unit, date(2025, 3, day), channel="online" if day < 3 else "post_signed")
        said = named([unit.pk], *YEAR)
        assert [said["requests.received"], said["requests.received.last_year"]] == [3, 1]
        assert said["requests.received.change"] == 200
        assert round(said["requests.received.online.share"], 1) == Decimal("66.7")
        assert "publications.change" not in said and said["publications"] == 0
        assert set(said) <= set(named_measures())

    def test_more_units_cost_no_more_queries(self) -> None:
        units = [a_unit(f"U{number}") for number in range(6)]
        for unit in units:
            a_request(unit, date(2025, 2, 3), granted(date(2025, 2, 9)))
        spent = []
        for some in (units[:1], units):
            with CaptureQueriesContext(connection) as asked:
                by(some)
                named([one.pk for one in some], *YEAR)
            spent.append(len(asked))
        assert spent[0] == spent[1] <= 40


def test_the_day_a_year_before() -> None:
    assert [year_before(date(2024, 2, 29)), year_before(YEAR[1])] == [date(2023, 2, 28), date(2024, 12, 31)]


def test_every_source_has_a_counter_and_every_event_is_one_of_its() -> None:
    events = {
        "requests": requests.EVENTS, "disputes": counting_disputes.EVENTS, "records": counting_records.EVENTS,
        "publications": counting_publications.EVENTS, "fees": counting_other.FEE_EVENTS,
        "complaints": (counting_other.RECEIVED,), "visits": (counting_other.VISITED,),
    }  # fmt: skip
    assert set(COUNTERS) == {*COUNTED, TALLY} == {*events, TALLY}
    takings = [one.taking for form in formats() for one in measures(form)]
    takings += [one.taking for one in named_measures().values() if one.taking]
    assert [one for one in takings if one.source in events and one.event not in events[one.source]] == []
