"""What is seen of requests: the list page by page, figures, look-alikes, one person's volume, the board."""

from __future__ import annotations

from copy import copy
from datetime import date

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.records.tests.making import a_unit, people
from gongkai.requests import alike, reads, reads_board, reads_list, reads_volume
from gongkai.requests.actions.void_registration import void_registration
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.models import Envelope, Request
from gongkai.requests.reads_list import Wanted
from gongkai.requests.standing import facts_for
from gongkai.requests.tests.making import NOW, WANG, a_request, an_arrived, by
from gongkai.units.models import AgencyLink

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 24)
LI = ApplicantData(name="李长河", identity_number="350582198802021234", phone="13900000002")


def numbers(page: reads_list.Listed) -> list[str]:
    return [line.row.number for line in page.lines]


def test_the_list_goes_page_by_page_both_ways_in_either_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads_list, "PAGE", 2)
    unit = a_unit()
    for _ in range(5):
        a_request(unit)
    clerk = by(unit, "clerk")
    for wanted, first in ((Wanted(), "2026-0005"), (Wanted(sort="due"), "2026-0001")):
        one = reads_list.listed(clerk, wanted, ON)
        two = reads_list.listed(clerk, wanted, ON, after=one.after)
        three = reads_list.listed(clerk, wanted, ON, after=two.after)
        assert numbers(one)[0] == first and (one.before, three.after) == ("", "")
        assert len({*numbers(one), *numbers(two), *numbers(three)}) == 5
        assert numbers(reads_list.listed(clerk, wanted, ON, before=three.before)) == numbers(two)
        assert numbers(reads_list.listed(clerk, wanted, ON, after="nonsense.x")) == numbers(one)


def test_it_is_narrowed_by_state_person_day_channel_and_words() -> None:
    unit = a_unit()
    mine, fax = a_request(unit), a_request(unit, channel="fax", days={"transmitted": NOW.date()})
    li = a_request(unit, applicant=LI, subject="学区划分方案", doc_number="泉港教〔2025〕3号")
    clerk = by(unit, "clerk")

    def found(on: date = ON, **wanted: str) -> set[str]:
        return set(numbers(reads_list.listed(clerk, Wanted(**wanted), on)))

    assert found(state="unconfirmed") == {fax.number} == found(channel="fax")
    assert found(due="near") == {mine.number, li.number} and found(due="near", on=NOW.date()) == set()
    assert found(due="overdue") == set() and found(due="overdue", on=date(2026, 3, 31)) == {mine.number, li.number}
    assert found(due="confirm") == {fax.number}
    assert found(words="学区") == found(words="李长河") == found(words="〔2025〕3号") == found(words=li.number)
    assert found(words="李长") == set() and found(words="学区") == {li.number}
    login = people(unit)["clerk"].login
    assert found(handler=login) == {mine.number, fax.number, li.number} and found(handler="nobody") == set()
    seen = reads_list.counts(clerk, unit.code, ON)
    assert seen.by_state == {"handling": 2, "unconfirmed": 1}
    assert (seen.near, seen.overdue, seen.late_confirm) == (2, 0, 1)
    assert [line.name for line in reads_list.listed(clerk, Wanted(words="学区"), ON).lines] == ["李**"]


def test_another_units_request_is_not_there() -> None:
    request, other = a_request(), a_unit("fengwei")
    for asker in (by(other, "clerk"), by(other), by(request.agency, "publisher"), Actor("", "访客")):
        said = []
        for wanted in (request.pk, 999_999):
            with pytest.raises(Refused) as caught:
                reads.whole(asker, wanted, ON)
            assert caught.value.code == "no-request"
            said.append(caught.value.sentence)
        assert said[0] == said[1]
        assert not reads_list.listed(asker, Wanted(), ON).lines and not alike.earlier(asker, request)
        assert reads_list.counts(asker, request.agency.code, ON).by_state == {}
        assert 0 == alike.elsewhere(asker, request)
        assert not reads_list.faulty_envelopes(asker, request.agency.code)


def test_what_can_be_done_is_the_tables_answer() -> None:
    request = a_request()
    clerk = reads.whole(by(request.agency, "clerk"), request.pk, ON)
    acts = {one.act.code: one.barrier for one in clerk.acts}
    assert acts["split"] == acts["issue_extension_notice"] == "" and acts["issue_reply"]
    assert acts["assign"].startswith("由") and "register" not in acts
    assert clerk.applicant.name == "王**" and WANG.phone not in str(clerk.applicant)
    assert facts_for(clerk.row, ON) == facts_for(request, ON)


def test_earlier_ones_are_found_by_person_subject_and_number() -> None:
    unit = a_unit()
    first = a_request(unit, doc_number="泉港交〔2024〕7号")
    person = a_request(unit, subject="学校食堂采购合同")
    words = a_request(unit, applicant=LI, subject="涂岭镇2024年度农村公路养护资金使用情况")
    number = a_request(unit, applicant=LI, subject="有关文件", doc_number="泉港交[2024]7号")
    void_registration(a_request(unit).pk, "登记两次", actor=by(unit), now=NOW)
    request = a_request(unit, doc_number="泉港交〔2024〕7号")
    found = {one.row: one for one in alike.earlier(by(unit, "clerk"), request)}
    assert set(found) == {first, person, words, number}
    assert found[first].percent == found[number].percent == 100 and found[words].percent > 90
    assert (found[first].same_person, found[number].same_person) == (True, False)
    assert found[person].percent < 60 and found[person].same_person
    assert alike.elsewhere(by(unit, "clerk"), request) == 0


def test_three_hundred_in_a_day_are_counted_listed_and_grouped() -> None:
    unit = a_unit()
    subjects = [f"{year}年{village}村集体资金收支明细" for year in range(2000, 2020) for village in ("甲", "乙", "丙")]
    first = an_arrived(unit)
    rows = [copy(first) for _ in range(299)]
    for at, row in enumerate([*rows, first]):
        row.pk, row.card, row.receipt_number = None if row is not first else first.pk, "", f"20260302-{at:08d}"
        row.subject = subjects[at % 60] if at % 10 else "低保评议记录"
    Request.objects.bulk_create(rows)
    first.save()
    a_request(unit, applicant=LI)
    clerk = by(unit, "clerk")
    (line,) = reads_volume.persons(clerk, unit.code, NOW.date())
    assert (line.day, line.month, line.year, line.name) == (300, 300, 300, "王**")
    seen = reads_volume.volume(clerk, first, NOW.date())
    assert (seen.total, seen.days[-1], seen.months) == (300, (NOW.date(), 300), ((1, 0), (2, 0), (3, 300)))
    assert [len(one.rows) for one in seen.groups][:2] == [270, 30] and seen.groups[0].percent >= alike.GROUPED
    assert reads_volume.persons(by(a_unit("fengwei"), "clerk"), unit.code, NOW.date()) == []


def test_the_board_shows_units_below_and_nothing_of_applicants() -> None:
    top, town = a_unit("district"), a_unit()
    AgencyLink.objects.create(upper=top, lower=town, kind=AgencyLink.Kind.ADMINISTERS, begins=date(2020, 1, 1))
    a_request(town)
    an_arrived(town)
    office = by(top)
    seen = reads_board.board(office, date(2026, 4, 2))
    (line,) = seen.lines
    assert (line.agency, line.arrived, line.handled, line.overdue, line.open) == (town, 1, 1, 1, 2)
    assert seen.by_handler == ((town.short, people(town)["clerk"].name, 1),) and seen.overdue == 1
    assert seen.late[0].number == "2026-0001" and "王" not in str(seen.late) and "公路" not in str(seen.late)
    assert reads_board.board(by(town), ON).lines[0].near == 1
    assert not reads_board.may_oversee(by(town, "clerk")) and not reads_board.board(by(town, "clerk"), ON).lines


def test_what_could_not_be_taken_in_is_shown_to_those_who_handle() -> None:
    unit = a_unit()
    Envelope.objects.create(
        kind="request", receipt_number="20260302-AAAAAAAA", agency=unit.code, card="c", token="t", sealed=b"",
        at=NOW, fault="附件缺第 2 片。",
    )  # fmt: skip
    assert [one.fault for one in reads_list.faulty_envelopes(by(unit, "clerk"), unit.code)] == ["附件缺第 2 片。"]
    assert not reads_list.faulty_envelopes(by(unit, "section_head"), unit.code)
