"""What a system is told of its documents, from the draft to the page and back; and calling one back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.api.tests.conftest import NOW, Caller, linked, said
from gongkai.kit import clock
from gongkai.kit.models import JournalEntry
from gongkai.records.actions.answer_escalation import answer_escalation
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.discard_record import discard_record
from gongkai.records.actions.escalate_record import escalate_record
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Record
from gongkai.records.tests import making
from gongkai.records.writing import current
from gongkai.units.models import Notice

pytestmark = pytest.mark.django_db
HERE = "/documents/OA-2026-0008"


def only() -> Record:
    return Record.objects.get()


def submitted() -> Record:
    record = only()
    return submit_record(record.pk, record.edition, actor=making.actors(record.agency)["clerk"], now=NOW)


def test_the_steps_are_told_by_duty_and_never_by_name(office: Caller) -> None:
    office.hand_over()
    assert said(office.get(HERE))["steps"] == []
    record = submitted()
    record = making.passed_on(record, until="leader_sign")
    answer = office.get(HERE)
    told = said(answer)
    stands = {one["step"]: one["stand"] for one in told["steps"]}
    assert (stands["secrecy_review"], stands["leader_sign"]) == ("passed", "due")
    assert {one["duty"] for one in told["steps"]} >= {"secrecy_reviewer", "deputy_leader"}
    names = {person.name for person in making.people(record.agency).values()}
    assert not any(name in answer.content.decode() for name in names)
    assert told["mark"]["decided"] is False


def test_a_return_is_told_with_its_reason(office: Caller) -> None:
    office.hand_over()
    record = submitted()
    who = making.actors(record.agency)[record.waiting_duty]
    return_record(record.pk, record.edition, current(record).hash, "缺少附件二", actor=who, now=NOW)
    told = said(office.get(HERE))
    assert (told["state"], told["returned_reason"]) == ("returned", "缺少附件二")
    record = only()
    clerk = making.actors(record.agency)["clerk"]
    change_record(record.pk, record.edition, making.a_said(title="补正后"), actor=clerk, now=NOW)
    assert said(office.get(HERE))["returned_reason"] == ""


def test_publication_and_withdrawal_are_told_with_number_and_address(office: Caller) -> None:
    office.hand_over()
    record = making.passed_on(submitted())
    told = said(office.get(HERE))
    assert (told["state"], told["mark"]["decided"], told["public_url"]) == ("approved", True, "")
    publisher = making.actors(record.agency)["publisher"]
    publish_record(record.pk, edition=record.edition, actor=publisher, now=NOW)
    told = said(office.get(HERE))
    assert told["state"] == "published"
    assert told["public_url"] == f"https://example.gov.cn/records/{told['index_number']}/"
    assert told["published_at"] == "2026-03-10T10:00:00+08:00"
    assert office.client.get(f"/records/{told['index_number']}/").status_code == 200
    withdraw_record(record.pk, "发布有误", actor=publisher, now=NOW)
    told = said(office.get(HERE))
    assert (told["state"], told["withdrawn"]["reason"]) == ("withdrawn", "发布有误")


def test_another_systems_documents_are_not_there(office: Caller) -> None:
    office.hand_over()
    same_unit = linked(making.a_unit(), "督查系统")
    other_unit = linked(making.a_unit("elsewhere"))
    for caller in (same_unit, other_unit):
        answer = caller.get(HERE)
        assert (answer.status_code, said(answer)["code"]) == (404, "no-record")
        assert said(caller.get("/documents"))["items"] == []
        assert caller.post(HERE + "/recall", {"reason": "试"}).status_code == 404
    assert only().state == "draft"


def test_drafts_of_the_desk_are_not_there_either(office: Caller) -> None:
    making.a_draft(making.a_unit())
    assert said(office.get("/documents")) == {"items": [], "next": ""}


def test_changes_are_listed_page_by_page(office: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        at = NOW + timedelta(minutes=number // 2)
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        office.hand_over(source_key=f"OA-{number}")
    keys, cursor = [], ""
    for _ in range(3):
        page = said(office.get("/documents", limit=2, cursor=cursor))
        keys += [one["source_key"] for one in page["items"]]
        cursor = page["next"]
    assert (keys, cursor) == ([f"OA-{number}" for number in range(5)], "")
    since = (NOW + timedelta(minutes=1)).isoformat()
    assert len(said(office.get("/documents", changed_since=since))["items"]) == 3
    assert len(said(office.get("/documents", changed_since=since.replace("+", " ")))["items"]) == 3
    assert len(said(office.get("/documents", changed_since="2026-03-11"))["items"]) == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"changed_since": "昨天"}, "changed_since"),
        ({"changed_since": "0001-01-01T00:00:00+08:00"}, "changed_since"),
        ({"cursor": "zzz"}, "cursor"),
        ({"cursor": "MjAyNi0wMy0xMH4x"}, "cursor"),
        ({"limit": 0}, "limit"),
        ({"limit": "many"}, "limit"),
    ],
)
def test_a_question_that_makes_no_sense_is_told(office: Caller, query: dict[str, str], field: str) -> None:
    answer = office.get("/documents", **query)
    assert (answer.status_code, said(answer)["field"]) == (422, field)


def test_every_look_is_in_the_units_journal(office: Caller) -> None:
    office.hand_over()
    office.hand_over()
    office.get(HERE)
    office.get("/documents")
    rows = JournalEntry.objects.filter(chain="tuling", actor=f"system:{office.system.prefix}").order_by("number")
    assert [row.act for row in rows] == ["create_record", "open_record", "open_record", "list_handed_over"]


def test_a_draft_is_called_back_and_its_clerk_told(office: Caller) -> None:
    office.hand_over(drafter="tuling-clerk")
    answer = office.post(HERE + "/recall", {"reason": "文件有误"})
    assert (answer.status_code, said(answer)["state"]) == (200, "discarded")
    assert office.post(HERE + "/recall", {"reason": "文件有误"}).status_code == 200
    assert "文件有误" in Notice.objects.latest("pk").text
    row = JournalEntry.objects.get(act="discard_record")
    assert (row.actor, row.reason) == (f"system:{office.system.prefix}", "文件有误")
    refused = office.hand_over()
    assert (refused.status_code, said(refused)["code"]) == (409, "discarded")


def test_what_is_under_way_is_not_called_back(office: Caller) -> None:
    office.hand_over()
    submitted()
    refused = office.post(HERE + "/recall", {"reason": "文件有误"})
    assert (refused.status_code, said(refused)["code"]) == (409, "wrong-state")
    assert office.post(HERE + "/recall", {"reason": " "}).status_code == 422
    assert office.post(HERE + "/recall", {}).status_code == 422


def test_the_revision_of_a_public_record_is_not_called_back(office: Caller) -> None:
    office.hand_over()
    record = making.passed_on(submitted())
    staff = making.actors(record.agency)
    publish_record(record.pk, edition=record.edition, actor=staff["publisher"], now=NOW)
    record.refresh_from_db()
    change_record(record.pk, record.edition, making.a_said(title="修订"), actor=staff["clerk"], now=NOW)
    assert office.post(HERE + "/recall", {"reason": "文件有误"}).status_code == 409
    record.refresh_from_db()
    discard_record(record.pk, record.edition, "不修订了", actor=staff["clerk"], now=NOW)
    assert said(office.get(HERE))["state"] == "published"


def test_the_lists_are_those_of_the_law_today(office: Caller) -> None:
    marks = said(office.get("/marks"))
    assert [one["code"] for one in marks["marks"]] == ["proactive", "on_request", "not_disclosed"]
    withheld = marks["marks"][2]
    kinds = {ground["code"]: ground for ground in withheld["grounds"]}
    assert kinds["internal_affairs"]["details"][0]["choices"][0]["code"] == "personnel"
    classes = said(office.get("/classes"))
    assert "art20_12_emergencies" in {one["code"] for one in classes["classes"]}
    assert {"rule", "normative_document", "other"} == {one["code"] for one in classes["document_kinds"]}
    assert all(classes[name] for name in classes)


def test_the_publishers_return_and_an_authoritys_answer_are_told_too(office: Caller) -> None:
    office.hand_over()
    record = making.passed_on(submitted())
    staff = making.actors(record.agency)
    return_record(record.pk, record.edition, current(record).hash, "附件打不开", actor=staff["publisher"], now=NOW)
    assert said(office.get(HERE))["returned_reason"] == "附件打不开"
    record = making.passed_on(submitted(), until="secrecy_review")
    asker = staff["secrecy_reviewer"]
    escalate_record(record.pk, record.edition, current(record).hash, "保密局", "能否公开？", actor=asker, now=NOW)
    steps = {one["step"]: one["stand"] for one in said(office.get(HERE))["steps"]}
    assert steps["secrecy_review"] == "escalated"
    answerer = making.actor(making.a_person(record.agency, "secrecy_reviewer", login="tuling-second"))
    answer_escalation(record.pk, "may_not", "泉密函〔2026〕3号", "不得公开", NOW.date(), actor=answerer, now=NOW)
    told = said(office.get(HERE))
    assert (told["state"], told["returned_reason"]) == ("returned", "保密局答复不得公开：不得公开")
