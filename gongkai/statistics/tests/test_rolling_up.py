"""Sums of units: nothing twice, nothing lost, everything that is not sure said."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.law.filing_schedule import span
from gongkai.law.formats import formats
from gongkai.records.tests.making import a_unit
from gongkai.statistics import reads_filings
from gongkai.statistics.actions.explain_difference import explain_difference
from gongkai.statistics.actions.file_erratum import file_erratum
from gongkai.statistics.actions.lock_period import lock_period
from gongkai.statistics.actions.open_filing import open_filing
from gongkai.statistics.actions.roll_up import roll_up
from gongkai.statistics.actions.submit_filing import submit_filing
from gongkai.statistics.actions.type_cells import type_cells
from gongkai.statistics.actions.use_period import use_period
from gongkai.statistics.decide_filing import Said, judge_figures
from gongkai.statistics.models import FiledCell, Filing
from gongkai.statistics.rolling_up import add_up
from gongkai.statistics.tests.filing_making import (
    NOW,
    TODAY,
    District,
    a_district,
    accepted,
    by,
    requests,
    submitted,
    typed,
)
from gongkai.statistics.tests.test_filing import received_request, refused
from gongkai.units.models import Agency, AgencyLink

NEW = "t3.new_received.total"
FORM = formats()["2021"]
YEAR = ("year", 2025)


@pytest.fixture
def at(db: None) -> District:
    return a_district()


def codes_of(filing: Filing) -> list[str]:
    return [str(one["code"]) for one in filing.findings]


def test_a_sum_adds_its_own_part_and_each_unit_once_and_opens_onto_them(at: District) -> None:
    received_request(at.towns[0])
    parts = [accepted(at, unit, count) for unit, count in zip((at.district, *at.towns), (1, 2, 9), strict=True)]
    filing = roll_up("qg", *YEAR, **by(at.clerk(at.district)))
    row = filing.cells.get(cell=NEW)
    assert (row.value, row.how, row.counted) == (12, "added", 1)
    assert row.things == [["filing", one.pk, one.agency.code, str(n)] for one, n in zip(parts, (1, 2, 9), strict=True)]
    assert filing.receiver.code == "qz" and filing.due_on == date(2026, 3, 31)
    shown = {one.filing.agency.code: (one.value, one.how, one.counted) for one in
             reads_filings.parts(at.clerk(at.district), filing, NEW)}  # fmt: skip
    assert shown == {"qg": (1, "typed", 0), "tuling": (2, "typed", 1), "qianhuang": (9, "typed", 0)}
    assert set(codes_of(filing)) == {"sum-differs"}
    sent = submit_filing(filing.pk, **by(at.clerk(at.district)))
    assert "sum-differs" in codes_of(sent)
    refused("not-now", roll_up, "qg", *YEAR, **by(at.clerk(at.district)))


def test_facts_alone_add_up_to_the_governments_own_count(at: District) -> None:
    for unit in (*at.towns, at.towns[1]):
        received_request(unit)
    for unit in (at.district, *at.towns):
        accepted(at, unit)
    filing = roll_up("qg", *YEAR, **by(at.clerk(at.district)))
    assert filing.cells.get(cell=NEW).value == 3 and filing.findings == []


def test_who_is_missing_is_named_and_needs_a_reason(at: District) -> None:
    clerk = by(at.clerk(at.district))
    refused("not-all-in", roll_up, "qg", *YEAR, **clerk)
    accepted(at, at.towns[0], 3)
    submitted(at, at.towns[1], 4)
    assert "泉港区、qianhuang镇" in refused("not-all-in", roll_up, "qg", *YEAR, **clerk)
    filing = roll_up("qg", *YEAR, reason="先报一版", **clerk)
    assert filing.cells.get(cell=NEW).value == 3
    assert "qianhuang镇" in filing.findings[0]["sentence"] and "下限" in filing.findings[0]["sentence"]
    refused("nothing-below", roll_up, "tuling", *YEAR, **by(at.clerk(at.towns[0])))
    refused("not-allowed", roll_up, "qg", *YEAR, **by(at.clerk(at.towns[0])))
    refused("rolled-up", type_cells, filing.pk, {NEW: "9"}, "试", **clerk)


def test_sums_of_sums_go_up_and_a_unit_with_two_masters_counts_once(at: District) -> None:
    # The city's bureau guides the district's town too: it files to the district alone.
    bureau = a_unit("bureau", level=Agency.Level.DEPARTMENT, name="泉州市公安局", short="市公安局")
    for upper, lower, kind in ((at.city, bureau, "administers"), (bureau, at.towns[0], "supervises")):
        AgencyLink.objects.create(upper=upper, lower=lower, kind=kind)
    for unit, count in zip((at.district, *at.towns), (1, 2, 4), strict=True):
        accepted(at, unit, count)
    district = roll_up("qg", *YEAR, **by(at.clerk(at.district)))
    submit_filing(district.pk, **by(at.clerk(at.district)))
    Filing.objects.filter(pk=district.pk).update(state="accepted")
    for unit, count in ((at.city, 8), (bureau, 16)):
        Filing.objects.filter(pk=submitted(at, unit, count).pk).update(state="accepted")
    city = roll_up("qz", *YEAR, **by(at.clerk(at.city)))
    assert city.cells.get(cell=NEW).value == 31 and city.receiver == at.city
    assert len(city.cells.get(cell=NEW).things) == 3


def test_a_unit_merged_in_the_year_counts_once_in_its_successor(at: District) -> None:
    old, new = at.towns
    received_request(old)
    filed_before = accepted(at, old)
    Agency.objects.filter(pk=old.pk).update(ends=date(2025, 7, 1))
    AgencyLink.objects.create(upper=new, lower=old, kind="succeeds", begins=date(2025, 7, 1))
    refused("files-elsewhere", open_filing, "tuling", "year", 2025, **by(at.clerk(old)))
    assert accepted(at, new).cells.get(cell=NEW).value == 1
    accepted(at, at.district)
    filing = roll_up("qg", *YEAR, **by(at.clerk(at.district)))
    assert filing.cells.get(cell=NEW).value == 1 and filing.cells.get(cell=NEW).counted == 1
    assert codes_of(filing) == ["sum-succeeded"] and filed_before.agency == old
    assert reads_filings.other_units(span(*YEAR, 0), new) == ["tuling镇人民政府"]


def test_a_figure_added_up_again_to_the_same_answers_no_mark(at: District) -> None:
    accepted(at, at.towns[0], 2)
    filing = roll_up("qg", *YEAR, reason="先报", **by(at.clerk(at.district)))
    before = filing.cells.get(cell=NEW).at
    later = {"actor": at.clerk(at.district), "now": NOW + timedelta(days=1)}
    assert roll_up("qg", *YEAR, reason="先报", **later).cells.get(cell=NEW).at == before
    accepted(at, at.towns[1], 1)
    assert roll_up("qg", *YEAR, reason="先报", **later).cells.get(cell=NEW).at == later["now"]


def test_a_filing_accepted_after_the_sum_is_told_beside_it_and_strangers_are_not_left_out(at: District) -> None:
    accepted(at, at.towns[0], 2)
    strange = accepted(at, at.district).pk + 999
    filing = roll_up("qg", *YEAR, reason="先报", left_out={strange: "不是下级"}, **by(at.clerk(at.district)))
    assert "sum-left-out" not in codes_of(filing)
    assert reads_filings.moved(at.office, filing) == []
    accepted(at, at.towns[1], 1)
    moved = {one.cell: one.after for one in reads_filings.moved(at.office, filing)}
    assert moved[NEW] == 3


def test_a_period_that_only_the_district_takes_is_added_up_there(at: District) -> None:
    clerk = by(at.clerk(at.district))
    use_period("qg", "quarter", date(2025, 12, 31), **by(at.office))
    part = open_filing("tuling", "quarter", 2025, 4, **by(at.clerk(at.towns[0])))
    Filing.objects.filter(pk=part.pk).update(state="accepted", submitted_at=NOW)
    assert roll_up("qg", "quarter", 2025, 4, reason="先报", **clerk).receiver == at.district
    Filing.objects.filter(rolled_up=True).update(state="accepted", submitted_at=NOW)
    refused("period-not-used", roll_up, "qz", "quarter", 2025, 4, reason="先报", **by(at.clerk(at.city)))


def test_an_office_that_files_its_governments_figures_is_found_and_can_be_left_out(at: District) -> None:
    office = a_unit("office", level=Agency.Level.DEPARTMENT, name="泉州市泉港区人民政府办公室", short="区政府办")
    AgencyLink.objects.create(upper=at.district, lower=office, kind="administers")
    accepted(at, at.district, 5)
    double = accepted(at, office, 5)
    for unit in at.towns:
        accepted(at, unit, 2)
    clerk = by(at.clerk(at.district))
    filing = roll_up("qg", *YEAR, **clerk)
    words = [one["sentence"] for one in filing.findings if one["code"] == "sum-double"]
    assert any("完全相同" in one and "人民政府办公室" in one for one in words)
    refused("no-reason", roll_up, "qg", *YEAR, left_out={double.pk: " "}, **clerk)
    again = roll_up("qg", *YEAR, left_out={double.pk: "与政府本级为同一批申请"}, **clerk)
    assert again.pk == filing.pk and again.cells.get(cell=NEW).value == 9
    assert "sum-left-out" in codes_of(again) and "sum-double" not in codes_of(again)
    # Added up again without a word it stays out; only said so does it come back in.
    assert roll_up("qg", *YEAR, **clerk).cells.get(cell=NEW).value == 9
    assert roll_up("qg", *YEAR, left_out={}, **clerk).cells.get(cell=NEW).value == 14


def test_one_filing_as_large_as_all_others_is_doubted(at: District) -> None:
    for unit, count in zip((*at.towns, at.district), (2, 3, 5), strict=True):
        accepted(at, unit, count)
    filing = roll_up("qg", *YEAR, **by(at.clerk(at.district)))
    assert "可能报的是整个政府的数字" in next(o["sentence"] for o in filing.findings if o["code"] == "sum-double")


def test_explanations_of_the_units_explain_the_sum(at: District) -> None:
    for year, force in ((2024, 10), (2025, 7)):
        for unit in (at.district, *at.towns):
            filing = typed(at, unit, requests(1, t2__normative__in_force=force), year)
            if year == 2025:
                explain_difference(filing.pk, "2021/R6/normative", "lapse", "-3", "届满", **by(at.clerk(unit)))
            submit_filing(filing.pk, **by(at.clerk(unit)))
            Filing.objects.filter(pk=filing.pk).update(state="accepted")
        last = roll_up("qg", "year", year, **by(at.clerk(at.district)))
        if year == 2024:
            submit_filing(last.pk, **by(at.clerk(at.district)))
            Filing.objects.filter(pk=last.pk).update(state="accepted")
    assert submit_filing(last.pk, **by(at.clerk(at.district))).state == "submitted"
    assert [(one.amount, one.reason) for one in last.explanations.all()] == [(-9, "lapse")]


def test_an_erratum_below_is_a_difference_above(at: District) -> None:
    filings = [accepted(at, unit, 2) for unit in (*at.towns, at.district)]
    filing = roll_up("qg", *YEAR, **by(at.clerk(at.district)))
    assert reads_filings.moved(at.office, filing) == []
    lock_period("qg", *YEAR, **by(at.office))
    file_erratum(filings[0].pk, NEW, "3", "漏报", **by(at.clerk(at.towns[0])))
    moved = reads_filings.moved(at.office, filing)
    assert [(one.cell, one.before, one.after) for one in moved] == [(NEW, 6, 7)]
    again = roll_up("qg", *YEAR, **by(at.clerk(at.district)))
    assert again.cells.get(cell=NEW).value == 7


def test_queries_do_not_grow_with_the_units(at: District) -> None:
    def added(count: int) -> int:
        for number in range(count):
            unit = a_unit(f"u{number:02d}")
            AgencyLink.objects.get_or_create(upper=at.district, lower=unit, kind="administers")
            Filing.objects.get_or_create(
                agency=unit, receiver=at.district, period="year", year=2025, edition="2021", state="accepted",
                made_at="2026-01-05T00:00:00Z", submitted_at="2026-01-05T00:00:00Z",
            )  # fmt: skip
        with CaptureQueriesContext(connection) as seen:
            roll_up("qg", *YEAR, reason="试", **by(at.clerk(at.district)))
        return len(seen)

    added(1)
    assert added(3) == added(9)


UNITS = st.lists(
    st.dictionaries(st.sampled_from(sorted(FORM.cells)), st.integers(0, 10**6), max_size=8), min_size=1, max_size=5
)


@pytest.mark.django_db
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(UNITS)
def test_the_sum_is_the_sum_and_each_cell_the_sum_of_its_parts(units: list[dict[str, int]]) -> None:
    receiver = a_unit("district")
    filings = []
    for number, values in enumerate(units):
        filing, _ = Filing.objects.get_or_create(
            agency=a_unit(f"unit{number}"), receiver=receiver, period="year", year=2025, edition="2021",
            made_at="2026-01-05T00:00:00Z",
        )  # fmt: skip
        filing.cells.all().delete()
        FiledCell.objects.bulk_create(
            FiledCell(filing=filing, cell=cell, value=value, how="typed", at="2026-01-05T00:00:00Z")
            for cell, value in values.items()
        )
        filings.append(filing)
    sums, seen = add_up(filings, FORM)
    assert sums.filings == len(units)
    for cell in FORM.cells:
        total = sum(values.get(cell, 0) for values in units)
        assert sums.totals[cell] == total
        assert sum(Decimal(str(one[3])) for one in seen.things.get(cell, [])) == total
        assert sums.unread.get(cell, 0) == sum(cell not in values for values in units)


@given(st.integers(0, 50), st.integers(0, 50), st.lists(st.integers(-9, 9).filter(bool), max_size=4))
def test_an_explanation_settles_only_the_exact_difference(last: int, this: int, amounts: list[int]) -> None:
    relation = "2021/R5/total"
    values = dict.fromkeys(FORM.cells, Decimal(0)) | {"t3.carried_in.total": Decimal(this)}
    before = dict.fromkeys(FORM.cells, Decimal(0)) | {"t3.carried_out.total": Decimal(last)}
    said = [Said(relation, "merger", Decimal(amount), "合并") for amount in amounts]
    found = judge_figures(FORM, values, last=before, facts=("rule_making",), said=said, on=TODAY)
    open_ones = {one.finding.relation: one for one in found.differences}
    assert (relation in open_ones) == (this != last)
    if this != last:
        assert open_ones[relation].settled == (sum(amounts) == this - last)
        assert open_ones[relation].rest == this - last - sum(amounts)


def test_the_page_of_a_sum_asks_no_more_for_more_filings_below(at: District) -> None:
    asked = []
    for unit, count in zip(at.towns, (2, 1), strict=True):
        accepted(at, unit, count)
        lock_period("qg", *YEAR, 0, "先锁定", **by(at.office))
        filing = roll_up("qg", *YEAR, reason="先报", **by(at.clerk(at.district)))
        with CaptureQueriesContext(connection) as seen:
            assert reads_filings.moved(at.office, filing) == []
            reads_filings.parts(at.office, filing, NEW)
            reads_filings.figures(at.office, Filing.objects.all())
        asked.append(len(seen))
    assert asked[0] == asked[1]
