"""Handing a document over: it becomes one draft of the unit, marked, cleaned, and public by no way."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.api.tests.conftest import NOW, PDF, Caller, a_document, linked, said
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Record
from gongkai.records.reads_tasks import waiting_for
from gongkai.records.tests import making
from gongkai.records.writing import current, said_of
from gongkai.units.models import Notice

pytestmark = pytest.mark.django_db


def only() -> Record:
    return Record.objects.get()


def test_a_document_becomes_a_draft_of_the_unit(office: Caller) -> None:
    answer = office.hand_over()
    assert answer.status_code == 201
    assert answer["Location"] == "/api/oa/v1/documents/OA-2026-0008"
    told = said(answer)
    assert (told["state"], told["mark"]["code"], told["mark"]["decided"]) == ("draft", "proactive", False)
    record = only()
    assert (record.agency.code, record.source_system, record.source_key) == (
        "tuling", office.system.prefix, "OA-2026-0008",
    )  # fmt: skip
    assert said_of(current(record)).body.count("<p>") == 2
    row = JournalEntry.objects.get(act="create_record")
    assert (row.actor, row.chain_id) == (f"system:{office.system.prefix}", "tuling")


def test_without_a_named_drafter_it_waits_for_the_units_clerks(office: Caller) -> None:
    office.hand_over(drafter="nobody-here")
    assert only().handler is None
    staff = making.actors(only().agency)
    assert list(waiting_for(staff["clerk"])) == [only()]
    assert list(waiting_for(staff["legal_reviewer"])) == []


def test_the_named_drafter_has_it_and_is_told(office: Caller) -> None:
    office.hand_over(drafter="tuling-clerk")
    clerk = making.people(only().agency)["clerk"]
    assert (only().handler, only().drafter) == (clerk, clerk)
    assert "森林防火" in Notice.objects.get(person=clerk).title


def test_a_drafter_of_another_unit_or_without_the_duty_is_nobody(office: Caller) -> None:
    making.people(making.a_unit("elsewhere"))
    office.hand_over(drafter="elsewhere-clerk")
    office.hand_over(drafter="tuling-legal-reviewer", source_key="OA-2")
    assert {record.handler for record in Record.objects.all()} == {None}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"mark": None}, "mark-missing", "mark"),
        ({"mark": "secret"}, "mark-unknown", "mark"),
        ({"mark": "not_disclosed"}, "mark-ground-missing", "ground"),
        ({"mark": "not_disclosed", "ground": "internal_affairs", "mark_reason": "内部事务"}, "mark-detail-missing",
         "ground_details.kind"),
        ({"mark": "not_disclosed", "ground": "internal_affairs", "ground_details": {"kind": "workflow"}},
         "mark-reason-missing", "mark_reason"),
    ],
)  # fmt: skip
def test_no_complete_mark_no_circulation(office: Caller, changes: dict[str, Any], code: str, field: str) -> None:
    answer = office.hand_over(**changes)
    told = said(answer)
    assert (answer.status_code, told["code"], told["field"]) == (422, code, field)
    assert told["sentence"].endswith("。")
    assert not Record.objects.exists()


def test_the_text_of_a_state_secret_is_never_taken(office: Caller) -> None:
    details = {"level": "secret", "period": "10年", "basis": "定密责任人审定", "authority": "某单位"}
    answer = office.hand_over(mark="not_disclosed", ground="state_secret", ground_details=details, mark_reason="涉密")
    assert said(answer)["code"] == "mark-content-not-here"
    assert not Record.objects.exists()


def test_the_same_again_is_the_same_record(office: Caller) -> None:
    first, second = office.hand_over(), office.hand_over()
    assert (first.status_code, second.status_code) == (201, 200)
    assert said(first) == said(second)
    assert only().contents.count() == 1


def test_another_content_under_the_same_key_is_refused_unless_it_replaces_the_draft(office: Caller) -> None:
    office.hand_over(drafter="tuling-clerk")
    refused = office.hand_over(title="另一个标题")
    assert (refused.status_code, said(refused)["code"]) == (409, "handed-over-differently")
    done = office.hand_over(title="另一个标题", replace=True)
    assert (done.status_code, said(done)["title"]) == (200, "另一个标题")
    assert only().contents.count() == 2
    assert only().handler == making.people(only().agency)["clerk"]
    again = office.hand_over(title="另一个标题", replace=True)
    assert (again.status_code, only().contents.count()) == (200, 2)


def test_what_people_have_worked_on_is_not_written_over(office: Caller) -> None:
    office.hand_over()
    record = only()
    clerk = making.actors(record.agency)["clerk"]
    mended = making.a_said(title="经办人改过的标题")
    change_record(record.pk, record.edition, mended, actor=clerk, now=NOW)
    assert office.hand_over().status_code == 200
    refused = office.hand_over(title="办公系统又改了", replace=True)
    assert (refused.status_code, said(refused)["code"]) == (409, "changed-at-desk")
    assert only().title == "经办人改过的标题"


def test_what_is_under_review_is_not_replaced(office: Caller) -> None:
    office.hand_over()
    record = only()
    submit_record(record.pk, record.edition, actor=making.actors(record.agency)["clerk"], now=NOW)
    refused = office.hand_over(title="另一个标题", replace=True)
    assert (refused.status_code, said(refused)["code"]) == (409, "wrong-state")
    assert office.hand_over().status_code == 200


def test_hostile_markup_is_cleaned(office: Caller) -> None:
    body = '<p onclick="x()">正文<script>alert(1)</script><img src=x onerror=x()><a href="javascript:x()">链</a></p>'
    assert office.hand_over(body=body + "<iframe src=//x>", text=None).status_code == 201
    kept = said_of(current(only())).body
    assert "正文" in kept
    assert not any(word in kept for word in ("script", "onclick", "onerror", "iframe", "javascript", "<img"))


def test_markup_in_plain_text_stays_text(office: Caller) -> None:
    office.hand_over(text="<script>alert(1)</script>")
    assert said_of(current(only())).body == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_files_come_in_the_document_or_beside_it(office: Caller) -> None:
    inside = [{"name": "附件一.pdf", "content": base64.b64encode(PDF).decode()}]
    fields = {
        "document": json.dumps(a_document(files=inside)),
        "files": [SimpleUploadedFile("附件二.pdf", PDF + b"2"), SimpleUploadedFile("附件三.txt", "三".encode())],
    }
    assert office.parts("/documents", fields).status_code == 201
    kept = said_of(current(only())).files
    assert [(one.name, one.size) for one in kept] == [
        ("附件一.pdf", len(PDF)), ("附件二.pdf", len(PDF) + 1), ("附件三.txt", 3),
    ]  # fmt: skip
    assert office.parts("/documents", fields | {"files": []}).status_code == 409


@pytest.mark.parametrize("name", ["a.exe", "a.zip", "a.html", "a.svg", "无后缀", "a.pdf.js"])
def test_only_kinds_an_office_sends_out_are_taken(office: Caller, name: str) -> None:
    answer = office.hand_over(files=[{"name": name, "content": base64.b64encode(PDF).decode()}])
    assert (answer.status_code, said(answer)["code"], said(answer)["field"]) == (422, "file-kind", "files.0")
    assert not Record.objects.exists()


def test_a_forged_ending_is_found_out_at_submission(office: Caller) -> None:
    office.hand_over(files=[{"name": "a.docx", "content": base64.b64encode(PDF).decode()}])
    record = only()
    with pytest.raises(Refused, match=r"后缀是 \.docx"):
        submit_record(record.pk, record.edition, actor=making.actors(record.agency)["clerk"], now=NOW)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": None}, "unfit-missing", "title"),
        ({"titel": "x"}, "unfit-extra-forbidden", "titel"),
        ({"title": 5}, "unfit-string-type", "title"),
        ({"source_key": "a/b"}, "unfit-string-pattern-mismatch", "source_key"),
        ({"formed_on": "三月二日"}, "said-formed_on", "formed_on"),
        ({"body": "<p>二</p>"}, "body-twice", "text"),
        ({"files": [{"name": "a.pdf", "content": "不是"}]}, "file-encoding", "files.0.content"),
        ({"files": [{"name": "a.pdf", "content": ""}]}, "file-empty", "files.0"),
        ({"joint": ["nowhere"]}, "said-joint", "joint"),
        ({"replace": "yes"}, "unfit-bool-type", "replace"),
    ],
)
def test_what_does_not_fit_is_named(office: Caller, changes: dict[str, Any], code: str, field: str) -> None:
    answer = office.hand_over(**changes)
    told = said(answer)
    assert (answer.status_code, told["code"], told["field"]) == (422, code, field)
    assert told["sentence"].endswith("。")
    assert not Record.objects.exists()


def test_two_systems_may_use_the_same_key(office: Caller) -> None:
    other = linked(making.a_unit("elsewhere"))
    assert (office.hand_over().status_code, other.hand_over().status_code) == (201, 201)
    assert Record.objects.count() == 2


def test_who_wrote_it_in_the_office_system_cannot_review_it_here(office: Caller) -> None:
    unit = making.a_unit()
    both = making.a_person(unit, "clerk", login="tuling-both")
    office.hand_over(drafter="tuling-both")
    record = only()
    assert current(record).made_by == both
    submitted = submit_record(record.pk, record.edition, actor=making.actors(unit)["clerk"], now=NOW)
    making.a_person(unit, submitted.waiting_duty, login="tuling-both")
    with pytest.raises(Refused, match="本人"):
        pass_step(submitted.pk, submitted.edition, current(submitted).hash, actor=making.actor(both), now=NOW)
