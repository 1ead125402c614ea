"""From arrival to distribution: enter, confirm, send on, assign, void, mend, join, note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.private import open_sealed
from gongkai.records.tests.making import a_unit, people
from gongkai.requests.actions.assign_request import assign_request
from gongkai.requests.actions.change_request_facts import COLUMNS, Mended, change_request_facts
from gongkai.requests.actions.confirm_receipt import confirm_receipt
from gongkai.requests.actions.export_requests import export_requests
from gongkai.requests.actions.join_requests import join_requests
from gongkai.requests.actions.mark_repeats import mark_repeats
from gongkai.requests.actions.note_enquiry import Asked, note_enquiry
from gongkai.requests.actions.note_exchange import note_exchange
from gongkai.requests.actions.receive_request import receive_request
from gongkai.requests.actions.register_many import register_many
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.actions.send_on import send_on
from gongkai.requests.actions.void_registration import void_registration
from gongkai.requests.applicants import opened
from gongkai.requests.cards import key_in
from gongkai.requests.models import Request, StatusCard
from gongkai.requests.tests.making import NOW, RECEIVED, WANG, a_request, an_application, an_arrived, at, by
from gongkai.units.models import Agency, Notice

pytestmark = pytest.mark.django_db
LATER = at(date(2026, 3, 5))


def refused(code: str, act: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)  # type: ignore[operator]
    assert caught.value.code == code, caught.value.sentence
    return caught.value.sentence


def on_card(request: Request) -> str:
    card = StatusCard.objects.get(card=request.card)
    return " ".join(one["text"] for one in open_sealed(card.sealed, key_in(request.sealed_card_key))["messages"])


def test_a_clerk_enters_what_came_over_the_counter() -> None:
    unit = a_unit()
    said = an_application(form_token="form-1")
    files = [("application", "申请书.txt", "申请公开".encode())]
    entered = receive_request(unit.code, said, files, identity_checked=True, actor=by(unit, "clerk"), now=NOW)
    assert entered.request.attachments.get().role == "application"
    assert entered.request.state == "arrived" and entered.request.identity_checked
    assert len(entered.code) == 14 and StatusCard.objects.filter(card=entered.request.card).exists()
    row = JournalEntry.objects.get(act="receive_request")
    assert "王" not in str(row.after) and row.after["channel"] == "in_person"
    clerk = {"actor": by(unit, "clerk"), "now": NOW}
    refused("sent-twice", receive_request, unit.code, said, **clerk)
    ahead = an_application(days={"handed_in": RECEIVED + timedelta(days=1)})
    refused("day-ahead", receive_request, unit.code, ahead, **clerk)
    refused("receipt-days", receive_request, unit.code, an_application(days={}), **clerk)
    refused("not-allowed", receive_request, unit.code, said, actor=by(unit, "publisher"), now=NOW)
    refused("not-allowed", receive_request, a_unit("fengwei").code, said, **clerk)


def test_confirming_fixes_the_day_and_starts_the_clock() -> None:
    request = a_request(channel="fax", days={"transmitted": RECEIVED})
    assert (request.state, request.due_on) == ("unconfirmed", None)
    clerk = by(request.agency, "clerk")
    refused("day-ahead", confirm_receipt, request.pk, {"confirmed": date(2026, 3, 6)}, actor=clerk, now=LATER)
    refused("condition-not-met", confirm_receipt, request.pk, {}, actor=clerk, now=LATER)
    request = confirm_receipt(request.pk, {"confirmed": date(2026, 3, 4)}, actor=clerk, now=LATER)
    assert (request.state, request.received_on) == ("handling", date(2026, 3, 4))
    assert request.due_on == date(2026, 4, 1)
    assert JournalEntry.objects.get(act="confirm_receipt").after["confirmed_late"] is True


def test_sent_on_to_the_unit_that_answers_with_the_applicant_told() -> None:
    request, other = an_arrived(), a_unit("fengwei")
    clerk = by(request.agency, "clerk")
    refused("no-unit", send_on, request.pk, other.code, "属该镇职责", actor=clerk, now=NOW)
    people(other)
    refused("no-reason", send_on, request.pk, other.code, " ", actor=clerk, now=NOW)
    request = send_on(request.pk, other.code, "所涉公路由该镇养护", actor=clerk, now=NOW)
    assert (request.agency, request.state, request.number) == (other, "arrived", "")
    assert other.name in on_card(request) and "所涉公路由该镇养护" in on_card(request)
    assert Notice.objects.filter(person=people(other)["clerk"]).exists()
    assert JournalEntry.objects.filter(act="send_on").count() == 2
    theirs = by(other, "clerk")
    days = {"really_received": date(2026, 3, 4), "confirmed": date(2026, 3, 4)}
    request = register_request(request.pk, days=days, actor=theirs, now=LATER)
    assert request.received_on == date(2026, 3, 4) and request.sent_on_from is not None
    refused("not-now", send_on, request.pk, "tuling", "再转", actor=theirs, now=LATER)


def test_assigned_to_somebody_who_handles_and_is_told() -> None:
    request = a_request()
    unit, office = request.agency, by(request.agency)
    refused("no-handler", assign_request, request.pk, people(unit)["publisher"].login, actor=office, now=LATER)
    refused("not-allowed", assign_request, request.pk, people(unit)["clerk"].login, actor=by(unit, "clerk"), now=LATER)
    row = assign_request(request.pk, people(unit)["clerk"].login, "农业农村办", actor=office, now=LATER)
    assert row.handler == people(unit)["clerk"] and row.section == "农业农村办"
    assert "2026-03-30" in Notice.objects.get(person=people(unit)["clerk"]).text


def test_void_needs_a_reason_and_leaves_the_number_used() -> None:
    request = a_request()
    office = by(request.agency)
    refused("no-reason", void_registration, request.pk, "", actor=office, now=LATER)
    request = void_registration(request.pk, "同一信件登记了两次", actor=office, now=LATER)
    assert request.state == "void" and request.clocks.filter(closed_on=None).count() == 0
    assert a_request(request.agency).number == "2026-0002"


def mended(request: Request, **changes: object) -> Mended:
    columns = {name: getattr(request, name) for name in COLUMNS}
    said = {"applicant": {}, "columns": columns, "identity_checked": request.identity_checked}
    return Mended(**(said | changes))  # type: ignore[arg-type]


def test_a_mistyped_registration_is_mended_and_what_it_said_is_kept() -> None:
    request = a_request(days={"handed_in": date(2026, 2, 27)})
    clerk = by(request.agency, "clerk")
    assert request.due_on == date(2026, 3, 26)
    wrong = mended(request, days={"handed_in": RECEIVED}, items=("第一项", "第二项"))
    refused("no-reason", change_request_facts, request.pk, wrong, " ", actor=clerk, now=LATER)
    request = change_request_facts(request.pk, wrong, "收件日期录错", actor=clerk, now=LATER)
    assert (request.received_on, request.due_on) == (RECEIVED, date(2026, 3, 30))
    reply = request.clocks.get(rule="reply")
    assert reply.entries.count() == 3 and reply.opened_on == RECEIVED
    assert [item.text for item in request.items.all()] == ["第一项", "第二项"]
    kept = request.mendings.get()
    assert open_sealed(kept.sealed)["days"] == {"handed_in": "2026-02-27"} and set(kept.columns) == {"items", "days"}
    refused("nothing-changed", change_request_facts, request.pk, mended(request), "再改", actor=clerk, now=LATER)
    other = mended(request, applicant={"name": "王晓川"})
    request = change_request_facts(request.pk, other, "姓名录错", actor=clerk, now=LATER)
    assert opened(request) == replace(WANG, name="王晓川") and "王" not in str(JournalEntry.objects.last())
    rows = JournalEntry.objects.filter(act="change_request_facts")
    assert not any("王" in str((row.before, row.after)) for row in rows)
    nobody = mended(request, columns=mended(request).columns | {"applicant_kind": "alien"})
    refused("applicant-kind", change_request_facts, request.pk, nobody, "改", actor=clerk, now=LATER)
    void_registration(request.pk, "登记错误", actor=by(request.agency), now=LATER)
    refused("not-now", change_request_facts, request.pk, wrong, "改", actor=clerk, now=LATER)


def test_joined_requests_keep_their_numbers_and_have_one_handler() -> None:
    unit = a_unit()
    first, second, third = a_request(unit), a_request(unit), a_request(unit)
    clerk = by(unit, "clerk")
    refused("no-such-number", join_requests, second.pk, "2026-0009", actor=clerk, now=LATER)
    refused("no-such-number", join_requests, second.pk, second.number, actor=clerk, now=LATER)
    second = join_requests(second.pk, first.number, actor=clerk, now=LATER)
    third = join_requests(third.pk, second.number, actor=clerk, now=LATER)
    assert (second.joined_to, third.joined_to) == (first, first)
    assert (second.number, second.due_on) == ("2026-0002", date(2026, 3, 30))
    refused("no-such-number", join_requests, first.pk, second.number, actor=clerk, now=LATER)


def test_repeats_calls_and_enquiries_are_noted() -> None:
    unit = a_unit()
    first, second = a_request(unit), a_request(unit)
    clerk = by(unit, "clerk")
    row = mark_repeats(second.pk, first.pk, seen=second.version, actor=clerk, now=LATER)
    assert row.repeats == first
    refused("no-earlier", mark_repeats, first.pk, second.pk, actor=clerk, now=LATER)
    assert mark_repeats(second.pk, None, actor=clerk, now=LATER).repeats is None
    note_exchange(first.pk, "in", "phone", "询问办理进度", date(2026, 3, 4), actor=clerk, now=LATER)
    note_exchange(first.pk, "out", "card", "请携带身份证领取。", date(2026, 3, 5), actor=clerk, now=LATER)
    assert first.exchanges.count() == 2 and "请携带身份证" in on_card(first)
    assert "询问" not in first.exchanges.first().sealed  # type: ignore[union-attr]
    refused("no-text", note_exchange, first.pk, "in", "card", "我", date(2026, 3, 5), actor=clerk, now=LATER)
    refused("no-text", note_exchange, first.pk, "in", "pigeon", "我", date(2026, 3, 5), actor=clerk, now=LATER)
    asked = Asked("赵某", "0595-00000000", "怎样申请", "已告知办法")
    made = note_enquiry(unit.code, "phone", "申请办法", asked, RECEIVED, actor=clerk, now=LATER)
    assert "赵" not in made.sealed and Request.objects.count() == 2
    refused("no-subject", note_enquiry, unit.code, "phone", "", asked, RECEIVED, actor=clerk, now=LATER)


def test_many_are_registered_one_by_one_and_each_says_what_became_of_it() -> None:
    unit = a_unit()
    arrived = [an_arrived(unit) for _ in range(3)]
    done = a_request(unit)
    found = register_many([*(one.pk for one in arrived), done.pk], actor=by(unit, "clerk"), now=NOW)
    assert [one.request is not None for one in found] == [True, True, True, False]
    assert "不能登记" in found[-1].sentence
    refused("too-many", register_many, list(range(101)), actor=by(unit, "clerk"), now=NOW)


def test_an_export_is_journalled_with_every_unit(db: None) -> None:
    unit: Agency = a_unit()
    export_requests({unit.code: 3}, {"state": "handling"}, actor=by(unit, "clerk"), now=NOW)
    assert JournalEntry.objects.get(act="export_requests").after == {"rows": 3, "filters": {"state": "handling"}}
    refused("not-allowed", export_requests, {unit.code: 1}, {}, actor=by(unit, "section_head"), now=NOW)


def test_the_second_of_two_is_told_by_whom_and_what_changed() -> None:
    request = a_request()
    unit, seen = request.agency, request.version
    assign_request(request.pk, people(unit)["clerk"].login, "农业农村办", seen=seen, actor=by(unit), now=LATER)
    said = refused("changed-meanwhile", void_registration, request.pk, "登记两次", seen=seen, actor=by(unit), now=LATER)
    assert people(unit)["disclosure_office"].name in said and "2026-03-05 10:00" in said and "农业农村办" in said
    assert WANG.name not in said
