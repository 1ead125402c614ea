"""The open interface: what is public, all of it, in step, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode

from gongkai.api.tests.test_description import CHECKS, one_connection  # noqa: F401  a fixture
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Publication, Record
from gongkai.records.said import Said
from gongkai.records.tests.making import NOW, a_draft, a_published, a_unit, actors, an_approved, passed_on

pytestmark = pytest.mark.django_db
AT = "/api/open/v1"


def got(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(f"{AT}{address}")
    assert answer.status_code == status, answer.content.decode()
    return json.loads(answer.content)


def numbered(count: int) -> list[Record]:
    return [a_published(title=f"第{at}件事的通知", doc_number=f"涂政〔2026〕{at}号") for at in range(1, count + 1)]


def number_of(record: Record) -> str:
    return str(Publication.objects.exclude(state="replaced").get(record=record).index_number)


def revised(record: Record, **changes: Any) -> None:
    """The record changed, sent through the chain and published again."""
    staff = actors(record.agency)
    record.refresh_from_db()
    assert record.content is not None
    said = Said.from_json(record.content.said | changes)
    record = change_record(record.pk, record.edition, said, actor=staff["clerk"], now=NOW)
    record = passed_on(submit_record(record.pk, record.edition, actor=staff["clerk"], now=NOW))
    publish_record(record.pk, change_note="订正", actor=staff["publisher"], now=NOW)


def test_every_public_record_comes_once_page_by_page(client: Client) -> None:
    records = numbered(5)
    found, cursor = [], ""
    while True:
        page = got(client, f"/records?limit=2&cursor={cursor}")
        found += [one["index_number"] for one in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert found == [number_of(record) for record in records]


def test_going_on_later_gives_what_was_published_and_revised_since(client: Client) -> None:
    first, second, _ = numbered(3)
    cursor = got(client, "/records?limit=2")["next"]
    revised(first, title="第1件事的通知（修订）")
    assert [one["title"] for one in got(client, f"/records?cursor={cursor}")["items"]] == [
        "第3件事的通知", "第1件事的通知（修订）",
    ]  # fmt: skip
    withdraw_record(second.pk, "附表有误", actor=actors(second.agency)["publisher"], now=NOW)
    gone = got(client, "/withdrawals")["items"]
    assert [(one["index_number"], one["reason"]) for one in gone] == [(number_of(second), "附表有误")]
    assert number_of(second) not in json.dumps(got(client, "/records"))


def test_drafts_and_signed_records_are_not_there(client: Client) -> None:
    unit = a_unit()
    a_draft(unit, title="草稿里的话")
    an_approved(unit, title="签发未发的话")
    assert got(client, "/records")["items"] == []
    assert got(client, "/agencies")["items"][0]["records"] == 0


def test_one_record_its_stub_and_nothing(client: Client) -> None:
    record = a_published()
    number = number_of(record)
    told = got(client, f"/records/{number}")
    assert told["page"] == f"{settings.BASE_URL}/records/{number}/" and told["title"] == record.title
    assert client.get(told["data"].removeprefix(settings.BASE_URL)).status_code == 200
    withdraw_record(record.pk, "附表有误", keep_title=False, actor=actors(record.agency)["publisher"], now=NOW)
    stub = got(client, f"/records/{number}", 410)
    assert (stub["title"], stub["reason"]) == ("", "附表有误")
    assert got(client, "/records/QZ00000-0000-2026-00001", 404)["code"] == "no-record"
    assert got(client, "/records/000014349/2018-00222", 404)["code"] == "no-record"


def test_it_is_narrowed_by_what_the_columns_hold(client: Client) -> None:
    numbered(2)
    other = a_published(a_unit("nanpu"), doc_number="")
    assert [one["index_number"] for one in got(client, "/records?agency=nanpu")["items"]] == [number_of(other)]
    assert got(client, "/records?agency=nobody")["items"] == []
    assert got(client, "/records?changed_since=2030-01-01")["items"] == []
    assert len(got(client, "/records?changed_since=2020-01-01T00:00:00%2B08:00")["items"]) == 3


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("/records?cursor=!!!", "cursor"), ("/records?cursor=LTE", "cursor"), ("/withdrawals?cursor=MQ", "cursor"),
        ("/records?cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "cursor"),
        ("/records?changed_since=yesterday", "changed-since"), ("/records?changed_since=0001-01-01", "changed-since"),
        ("/records?limit=0", "unfit-greater-than-equal"), ("/records?limit=9999", "unfit-less-than-equal"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_in_one_sentence(client: Client, asked: str, code: str) -> None:
    told = got(client, asked, 422)
    assert told["code"] == code and told["sentence"].endswith("。")


def test_a_wrong_address_and_a_wrong_method_are_told_in_the_same_form(client: Client) -> None:
    assert got(client, "/drafts", 404)["code"] == "no-address"
    answer = client.post(f"{AT}/records", "{}", content_type="application/json")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (405, "method")


def test_pages_of_other_sites_may_ask_and_nobody_too_often(client: Client, settings: Any) -> None:
    settings.OPEN_CALLS_A_MINUTE = 3
    answers = [client.get(f"{AT}/agencies", REMOTE_ADDR="192.0.2.7") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert {answer["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
    assert 0 < int(answers[3]["Retry-After"]) <= 60
    assert client.get(f"{AT}/agencies", REMOTE_ADDR="192.0.2.8").status_code == 200


def test_words_are_found_and_lead_to_pages(client: Client) -> None:
    record = a_published(title="森林防火通知", doc_number="涂政〔2026〕8号")
    for words in ("防火", "森林 防火", "涂政[2026]8号", "森林防火通知"):
        found = got(client, f"/search?q={words}")
        assert [(one["kind"], one["key"]) for one in found["items"]] == [("record", number_of(record))], words
        assert client.get(found["items"][0]["page"].removeprefix(settings.BASE_URL)).status_code == 200
    assert got(client, "/search?q=没有这个词")["total"] == 0
    withdraw_record(record.pk, "附表有误", actor=actors(record.agency)["publisher"], now=NOW)
    assert got(client, "/search?q=防火")["items"] == []


def test_an_answer_that_did_not_change_is_not_sent_again(client: Client) -> None:
    a_published()
    tag = client.get(f"{AT}/records")["ETag"]
    assert client.get(f"{AT}/records", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.usefixtures("one_connection")
def test_nothing_that_is_sent_makes_a_fault(settings: Any, mode: GenerationMode) -> None:
    settings.OPEN_CALLS_A_MINUTE = 10**6
    numbered(2)
    schema = schemathesis.openapi.from_wsgi(f"{AT}/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 6
    for operation in operations:

        @given(case=operation.as_strategy(mode))
        @trying(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def send(case: Case) -> None:
            case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

        try:
            send()
        except Unsatisfiable:
            assert operation.path.endswith(("/agencies", "}"))  # nothing of these can be said wrongly


@given(st.text(max_size=60))
@trying(max_examples=200, deadline=None)
def test_any_cursor_is_taken_or_refused(typed: str) -> None:
    from gongkai.api.cursors import row_of, taken
    from gongkai.kit.action import Refused

    for read in (row_of, taken):
        try:
            read(typed)
        except Refused as refusal:
            assert refusal.code == "cursor"
