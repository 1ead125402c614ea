"""Years played through the platform's own actions: a tiny one always, the three published ones where there is time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import JournalEntry
from gongkai.law.subcases import effect
from gongkai.replay.cast_units import Ensemble, known
from gongkai.replay.facts import Asked, Contested
from gongkai.replay.planning import Planner
from gongkai.replay.replaying import Outcome, Replay
from gongkai.replay.samples import find
from gongkai.replay.showing import lines, shown
from gongkai.replay.staffing import REPLAY
from gongkai.replay.tests.reports import a_report, sample, with_values
from gongkai.replay.watching import watch
from gongkai.requests.models import ClockEntry, Request, SubCase
from gongkai.statistics.models import HeldCell, Tally
from gongkai.supervision.models import Round, SourceRead
from gongkai.units.actions.add_agency import add_agency
from gongkai.units.actions.add_person import add_person
from gongkai.units.actions.give_duty import give_duty

pytestmark = pytest.mark.django_db


def the(agency: str) -> Ensemble:
    found = known(agency)
    assert found is not None
    return found


def played(replay: Replay, *, watched: bool) -> Outcome:
    replay.begin()
    for _ in replay.play(watch if watched else None):
        pass
    return replay.hold("made-up")


def test_a_year_of_three_requests_comes_out_as_it_was_reported() -> None:
    asked = (
        Asked("natural_person", "granted"),
        Asked("commercial_enterprise", "unable.not_held"),
        Asked("natural_person", ""),
    )
    report = a_report(*asked, cases=(Contested("reconsideration", "corrected"),), year=2022)
    report = with_values(report, report.values | {"t2.licence.decisions": report.values["t3.carried_out.total"] * 7})
    found = played(Replay(report, the("QZ-LC-ZFB")), watched=False)
    assert [one for one in found.cells if one.verdict != "equal"] == []
    assert (found.held.equal, found.held.explained, found.held.different) == (len(found.cells), 0, 0)
    assert Request.objects.count() == 3 and Dispute.objects.get().orders_again
    assert Request.objects.get(leaf="granted").steps.filter(act="order_again").count() <= 1
    assert sum(Tally.objects.values_list("quantity", flat=True)) == 7
    assert found.held.filing is not None and found.held.filing.state == "accepted"
    assert found.story["平台编写的报告"].startswith("已印发") and "没有公开" in found.story["平台编写的报告"]
    assert "已审核通过" in found.story["全年报表"] and "没有" in found.story["监察提醒"]
    assert JournalEntry.objects.filter(act="hold_report").count() == 1
    assert list(lines(found.held))[-1] == f"cells equal {len(found.cells)}, explained 0, different 0"
    assert shown("QZ-LC-ZFB", 2022) == found.held
    with pytest.raises(Refused, match="已有 2022 年的申请"):
        Replay(report, the("QZ-LC-ZFB")).begin()


@pytest.mark.parametrize("somebody", [True, False])
def test_a_sum_that_goes_to_the_city_is_accepted_by_its_own_person_where_it_has_one(somebody: bool) -> None:
    now = datetime(2021, 1, 4, 9, tzinfo=BEIJING)
    city = add_agency(
        code="QZ", name="泉州市人民政府", short="泉州市", level="city", under=None, begins=None, actor=REPLAY, now=now
    )
    add_agency(
        code="QZ-LC", name="泉州市鲤城区人民政府", short="鲤城区", level="county", under=city, begins=None,
        actor=REPLAY, now=now,
    )  # fmt: skip
    if somebody:
        made = add_person(login="qz.office", name="某人", agency=city, first_password=False, actor=REPLAY, now=now)
        give_duty(
            person_id=made.person.pk, agency=city, kind="disclosure_office", begins=now.date(), actor=REPLAY, now=now
        )
    report = a_report(Asked("natural_person", "granted"), year=2022)
    unit = the("QZ-LC-ZFB")
    found = played(Replay(report, replace(unit, agency="QZ-LC", name="泉州市鲤城区人民政府")), watched=False)
    assert found.held.different == 0 and found.held.filing is not None
    assert found.held.filing.state == ("accepted" if somebody else "submitted")
    assert found.story["平台编写的报告"].startswith("已印发" if somebody else "没有印发")
    assert found.story["全年报表"].startswith("泉州市人民政府已审核通过" if somebody else "已报泉州市人民政府，")


def test_a_request_that_the_facts_lack_is_a_difference() -> None:
    report = a_report(Asked("natural_person", "granted"), year=2022)
    replay = Replay(report, the("QZ-LC-ZFB"))
    more = report.values | {"t4.reconsideration.upheld": report.values["t3.granted.total"]}
    replay.report = with_values(report, more | {"t4.reconsideration.total": report.values["t3.granted.total"]})
    found = played(replay, watched=False)
    different = [one.cell for one in found.held.cells.filter(verdict=HeldCell.Verdict.DIFFERENT)]
    assert different == ["t4.reconsideration.upheld", "t4.reconsideration.total"]


def test_a_third_party_is_asked_under_the_regulation_of_2007_and_his_objection_binds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    early = [date(2019, 1, 14)]
    monkeypatch.setattr(Planner, "_candidates", lambda self, one: list(early))
    report = a_report(Asked("natural_person", "refused.third_party_rights"), year=2019, edition="2019")
    found = played(Replay(report, the("QZ-LC-ZFB")), watched=False)
    assert (found.held.different, Request.objects.get().law_day) == (0, early[0])
    asked = SubCase.objects.get()
    led = effect(asked.answer, early[0], reason=asked.reasonable, public_interest=asked.public_interest)
    assert led is not None and (asked.answer, led.code) == ("object", "objection")
    kinds = list(ClockEntry.objects.filter(what="third_party").order_by("on").values_list("kind", flat=True))
    assert kinds == ["pause", "resume"]


# Each plays hundreds of events on hundreds of days with the watcher, papers set and numbered.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("year", "unit", "counts"),
    [(2020, "鲤城区", (198, 0, 0)), (2019, "泉港区", (194, 4, 0)), (2025, "泉港区", (200, 0, 0))],
)
def test_a_published_year_is_equal_cell_by_cell(year: int, unit: str, counts: tuple[int, int, int]) -> None:
    replay = Replay(sample(year, unit), the(find(year, unit).agency))
    found = played(replay, watched=True)
    assert (found.held.equal, found.held.explained, found.held.different) == counts
    assert found.story["平台编写的报告"].startswith("已印发")
    assert Round.objects.count() == (replay.last - replay.first).days + 1
    assert SourceRead.objects.exclude(fault="").count() == 0
    late = Request.objects.filter(closed_on__lte=date(year, 12, 31), in_time=False)
    assert late.count() == 0
