"""The items of the schemes applied to today: each bites at its number, costs its points, and shows what it counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import Settings

from gongkai.inspection import judging
from gongkai.inspection.actions.dismiss_finding import dismiss_finding, reopen_finding
from gongkai.inspection.judging import BY_HAND, CLEAR, FAILS, UNKNOWN, Judged
from gongkai.inspection.keeping import keep
from gongkai.inspection.looking import Found
from gongkai.inspection.models import Probe, ProbeFinding
from gongkai.inspection.reads_probe import Wanted, findings, schemes
from gongkai.inspection.tests.making import a_district, a_said, in_force, office
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.law.inspection import MEASURES
from gongkai.records.tests.making import NOW, TODAY, a_person, a_published, a_unit, actor, actors
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
COLUMNS = ("guide", "institutions", "systems", "contents", "rules", "annual")


@pytest.fixture
def town() -> Agency:
    return a_unit("town")


@pytest.fixture
def district(town: Agency) -> Agency:
    return a_district(town)


def judged(district: Agency, on: date = TODAY) -> dict[str, Judged]:
    return {one.rule.code: one for scheme in schemes(office(district), on) for one in scheme.items}


def a_probe(**changes: object) -> Probe:
    given: dict[str, object] = {"kind": "round", "state": "done", "base": "http://127.0.0.1", "begun_at": NOW}
    return Probe.objects.create(**(given | changes))


def test_what_nobody_has_looked_at_is_unknown_and_what_no_machine_sees_is_for_people(district: Agency) -> None:
    found = judged(district)
    assert {code for code, one in found.items() if one.state == UNKNOWN} == {
        "safety", "site_open", "stale_columns", "long_stale_columns", "empty_columns", "elements", "display", "leak",
        "columns",
    }  # fmt: skip
    assert {code for code, one in found.items() if one.state == BY_HAND} == {"statements", "consultation"}
    assert found["home_stale"].state == FAILS


def test_the_fifth_empty_column_fails_the_site_and_each_costs_a_point_up_to_the_ceiling(
    town: Agency, district: Agency
) -> None:
    in_force(district, *(a_said(town, column=f"column:{one}") for one in COLUMNS[:4]))
    found = judged(district)
    assert (found["empty_columns"].state, found["columns"].points) == (CLEAR, 4)
    in_force(district, *(a_said(town, column=f"column:{one}") for one in COLUMNS[4:]))
    found = judged(district)
    assert (found["empty_columns"].state, found["empty_columns"].measure.number) == (FAILS, 6)
    assert found["columns"].points == 5
    assert "没有内容" in found["empty_columns"].measure.things[0].words
    # The annual report of last year is due on 31 January, by the unit that has the column.
    assert (found["report"].state, found["report"].points) == (FAILS, 5)


def test_the_front_page_fails_on_the_fifteenth_day_without_anything_new(town: Agency, district: Agency) -> None:
    a_published(town)
    states = [judged(district, TODAY + timedelta(days=at))["home_stale"].state for at in (0, 14, 15)]
    assert states == [CLEAR, CLEAR, FAILS]


@pytest.mark.parametrize(("slow", "a_day", "state"), [(8, 24, CLEAR), (9, 24, FAILS), (9, 19, UNKNOWN)])
def test_visits_are_judged_by_their_share_over_a_week(district: Agency, slow: int, a_day: int, state: str) -> None:
    rows = [
        Probe(
            kind="visit", state="done", base="http://127.0.0.1", opened=True, total_ms=15_000 if at < slow else 200,
            begun_at=NOW - timedelta(days=at % 7, minutes=at // 7),
        )
        for at in range(7 * a_day)
    ]  # fmt: skip
    Probe.objects.bulk_create(rows)
    one = judged(district)["site_open"]
    assert (one.state, len(one.measure.things)) == (state, slow)
    assert f"访问 {7 * a_day} 次" in (one.measure.note or one.measure.unknown)


def test_a_leak_counts_until_somebody_says_it_is_none_and_not_the_next_unit(town: Agency, district: Agency) -> None:
    probe = a_probe()
    keep(probe, [Found("security_mark", "/a/", "页面上有标志。", "机密★")], town.code, NOW)
    keep(probe, [Found("missing_tag", "/", "缺少标签。", "SiteIDCode", mark="SiteIDCode")], "", NOW)
    found = judged(district)
    assert (found["safety"].state, found["leak"].points, found["elements"].points) == (FAILS, 6, 1)
    row = ProbeFinding.objects.get(kind="security_mark")
    stranger = a_unit("stranger")
    for who, reason, code in (
        (actors(town)["clerk"], "样张", "not-allowed"),
        (actors(stranger)["disclosure_office"], "样张", "not-allowed"),
        (office(district), " ", "no-reason"),
    ):
        with pytest.raises(Refused) as refused:
            dismiss_finding(row.pk, reason, actor=who, now=NOW)
        assert refused.value.code == code
    dismiss_finding(row.pk, "讲保密知识的页面", actor=office(district), now=NOW)
    assert judged(district)["safety"].state == CLEAR
    with pytest.raises(Refused, match="不是问题"):
        dismiss_finding(row.pk, "再说", actor=office(district), now=NOW)
    reopen_finding(row.pk, "再看是真的", actor=office(district), now=NOW)
    assert judged(district)["safety"].state == FAILS
    acts = JournalEntry.objects.filter(chain=town.code).values_list("act", flat=True)
    assert {"dismiss_finding", "reopen_finding"} <= set(acts)


def test_each_sees_the_findings_of_his_units_and_only_inspectors_the_whole_sites(
    town: Agency, district: Agency
) -> None:
    other, probe = a_unit("other"), a_probe()
    for code in (town.code, other.code, ""):
        keep(probe, [Found("slow", f"/{code}/", "慢。")], code, NOW)

    def seen(who: object) -> set[str]:
        return set(findings(who, Wanted(), TODAY).values_list("agency_code", flat=True))  # type: ignore[arg-type]

    assert seen(actors(town)["clerk"]) == {"town"}
    assert seen(office(district)) == {"town", ""}
    assert seen(actor(a_person(other, "supervisor"))) == {"other", ""}
    with pytest.raises(Refused):
        seen(actor(a_person(town, "hall_receiver")))
    with pytest.raises(Refused):
        schemes(actors(town)["clerk"], TODAY)


def test_a_scheme_that_is_switched_off_or_not_yet_in_force_is_left_out(district: Agency, settings: Settings) -> None:
    assert [one.code for one in schemes(office(district), date(2019, 6, 1))] == ["national"]
    settings.INSPECTION_SCHEMES = ("licheng",)
    assert [one.code for one in schemes(office(district), TODAY)] == ["licheng"]


def test_every_measure_of_the_law_is_counted() -> None:
    assert set(judging._MEASURES) | {"by_hand"} == set(MEASURES)
