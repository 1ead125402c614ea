"""Who may call, how much and how often; and that nothing on this side can publish."""

from __future__ import annotations

import ast
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

import gongkai.api
from gongkai.api import limits
from gongkai.api.tests.conftest import NOW, ROOT, Caller, a_document, linked, said
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Publication, Record
from gongkai.records.tests import making
from gongkai.units.actions.renew_system import renew_system
from gongkai.units.actions.revoke_system import revoke_system
from gongkai.units.powers import MANAGE_SYSTEMS
from gongkai.units.systems import actor_of_system

pytestmark = pytest.mark.django_db
KEEPER = Actor("person:keeper", "系统管理员", frozenset({(MANAGE_SYSTEMS, "tuling")}))
PLACES = (("get", "/documents"), ("get", "/documents/A"), ("get", "/marks"), ("get", "/classes"))


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer x", "Bearer x.y", "Basic eDp5", "Bearer 密.钥", "x" * 5000])
def test_without_a_good_key_nothing_is_told(office: Caller, header: str | None) -> None:
    client = Client(headers={"Authorization": header} if header else {})
    for verb, path in PLACES:
        answer = getattr(client, verb)(ROOT + path)
        assert (answer.status_code, said(answer)["code"]) == (401, "no-key")
    assert client.post(f"{ROOT}/documents", a_document(), content_type="application/json").status_code == 401
    assert not Record.objects.exists()


def test_the_right_prefix_with_a_wrong_secret_is_no_key(office: Caller) -> None:
    key = office.key
    office.key = key[:-1] + ("A" if key[-1] != "A" else "B")
    assert office.get("/documents").status_code == 401
    office.key = key
    assert office.get("/documents").status_code == 200


def test_only_the_hash_of_a_key_is_kept(office: Caller) -> None:
    secret = office.key.partition(".")[2]
    assert secret not in json.dumps(list(type(office.system).objects.values()), default=str)


def test_a_revoked_key_is_worth_nothing_at_once(office: Caller) -> None:
    assert office.get("/marks").status_code == 200
    revoke_system(office.system.pk, "停用", actor=KEEPER, now=NOW)
    assert office.get("/marks").status_code == 401


def test_a_renewed_key_reaches_what_the_old_one_handed_over(office: Caller) -> None:
    office.hand_over()
    made = renew_system(office.system.pk, "密钥遗失", actor=KEEPER, now=NOW)
    assert office.get("/documents/OA-2026-0008").status_code == 401
    office.key = made.key
    assert office.get("/documents/OA-2026-0008").status_code == 200
    assert office.hand_over().status_code == 200


def test_a_key_holds_until_the_day_it_ends(office: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    office.system.ends = NOW.date() + timedelta(days=1)
    office.system.save()
    assert office.get("/marks").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert office.get("/marks").status_code == 401


def test_the_moment_of_last_use_is_kept(office: Caller) -> None:
    office.get("/marks")
    office.system.refresh_from_db()
    assert office.system.last_used_at == NOW


def test_too_many_calls_in_a_minute_wait(office: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CALLS_A_MINUTE", 3)
    assert [office.get("/marks").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = office.get("/marks")
    assert (said(answer)["code"], answer["Retry-After"]) == ("too-often", "60")
    assert linked(making.a_unit("elsewhere")).get("/marks").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    assert office.get("/marks").status_code == 200


def test_guessing_keys_is_stopped_for_the_address_only(office: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WRONG_KEYS_A_MINUTE", 3)
    client = Client(headers={"Authorization": "Bearer x.y"})
    assert [client.get(f"{ROOT}/marks").status_code for _ in range(5)] == [401, 401, 401, 429, 429]
    assert client.get(f"{ROOT}/marks", REMOTE_ADDR="192.0.2.7").status_code == 401
    assert office.client.get(f"{ROOT}/marks", headers=office.headers(), REMOTE_ADDR="192.0.2.8").status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_not_taken(office: Caller, kind: str) -> None:
    answer = office.post("/documents", json.dumps(a_document()), kind)
    assert (answer.status_code, said(answer)["code"]) == (415, "content-type")


@pytest.mark.parametrize(
    "body", [b" ", b"{", b"\xff\xfe", b"[]", b'"x"', b"null", b"[" * 5000, b'{"title": "\\ud800"}']
)
def test_what_is_no_document_is_told_and_not_a_fault(office: Caller, body: bytes) -> None:
    answer = office.post("/documents", body)
    assert answer.status_code in (400, 422)
    assert said(answer)["sentence"].endswith("。")


def test_broken_multipart_is_told(office: Caller) -> None:
    answer = office.post("/documents", b"--x\r\nnothing", "multipart/form-data; boundary=x")
    assert answer.status_code in (400, 422)
    assert office.post("/documents", b"x", "multipart/form-data").status_code == 400
    assert said(office.parts("/documents", {"document": "{}", "more": "x"}))["code"] == "unfit-part"


def test_a_hundred_megabytes_are_turned_away(office: Caller, settings: LazySettings) -> None:
    settings.MIDDLEWARE = ["gongkai.api.limits.TooLarge", *settings.MIDDLEWARE]
    client = Client(headers=office.headers())
    hundred = b"x" * (100 * 2**20)
    answer = client.post(f"{ROOT}/documents", hundred, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, said(answer)["code"]) == (413, "too-large")
    elsewhere = client.post("/annual/check/", hundred[: 22 * 2**20], content_type="text/plain")
    assert elsewhere["Content-Type"].startswith("text/html")


def test_a_large_json_is_sent_to_multipart(office: Caller) -> None:
    answer = office.post("/documents", b" " * (8 * 2**20 + 1))
    assert (answer.status_code, said(answer)["code"]) == (413, "too-large")
    assert "multipart" in said(answer)["sentence"]


def test_a_wrong_address_and_a_wrong_verb_are_told_in_the_same_form(office: Caller) -> None:
    assert said(office.get("/nothing"))["code"] == "no-address"
    assert said(office.client.get("/api/"))["code"] == "no-address"
    assert said(office.get("/"))["code"] == "no-address"
    answer = office.client.delete(f"{ROOT}/documents", headers=office.headers())
    assert (answer.status_code, said(answer)["code"]) == (405, "method")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}
    assert said(office.client.put(f"{ROOT}/documents/A/publish", headers=office.headers()))["code"] == "no-address"


def test_no_token_of_a_form_is_asked_and_no_cookie_is_set(office: Caller) -> None:
    strict = Client(enforce_csrf_checks=True, headers=office.headers())
    answer = strict.post(f"{ROOT}/documents", json.dumps(a_document()), content_type="application/json")
    assert answer.status_code == 201
    assert not answer.cookies
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_fault_is_told_without_its_inside(office: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.api.lists.marks", lambda on: 1 / 0)
    answer = office.get("/marks")
    assert (answer.status_code, said(answer)["code"]) == (500, "fault")
    assert b"ZeroDivision" not in answer.content
    assert b"Traceback" not in answer.content


def test_the_door_to_publishing_is_closed_to_a_system(office: Caller) -> None:
    actor = actor_of_system(office.system)
    signed = making.an_approved(making.a_unit())
    with pytest.raises(Refused, match="权限"):
        publish_record(signed.pk, edition=signed.edition, actor=actor, now=NOW)
    office.hand_over()
    draft = Record.objects.get(source_key="OA-2026-0008")
    with pytest.raises(Refused, match="工作人员"):
        submit_record(draft.pk, draft.edition, actor=actor, now=NOW)
    waiting = making.a_submitted(making.a_unit(), doc_number="涂政〔2026〕9号")
    with pytest.raises(Refused, match="工作人员"):
        pass_step(waiting.pk, waiting.edition, waiting.content.hash, actor=actor, now=NOW)
    assert not Publication.objects.exists()


def test_this_face_knows_no_act_but_handing_over_and_calling_back() -> None:
    here = Path(gongkai.api.__file__).parent
    names = {
        node.module
        for file in here.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    acts = {name.rpartition(".")[2] for name in names if ".actions." in name}
    assert acts == {"hand_over_record", "call_back_record"}
    assert not any("publishing" in name or name.startswith("gongkai.desk") for name in names)
