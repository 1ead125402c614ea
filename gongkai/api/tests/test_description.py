"""The description is in step with the interface, and whatever is sent by it is answered as it says."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gongkai.api import limits
from gongkai.api.describing import HERE, OFFICE, OPEN, described
from gongkai.api.tests.conftest import Caller
from gongkai.records.models import Publication, Record

# A withdrawn record is answered with its stub.
STUB = "410"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A call through WSGI leaves the test's own connection open at its end, as the test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("name", [OFFICE, OPEN])
def test_the_kept_description_is_in_step(name: str) -> None:
    assert (HERE / name).read_text("utf-8") == described(name)


@pytest.mark.parametrize("name", [OFFICE, OPEN])
def test_every_problem_is_described_in_one_form(name: str) -> None:
    told = json.loads((HERE / name).read_text("utf-8"))
    for path in told["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400 and status != STUB:
                    shape = response["content"]["application/json"]["schema"]
                    assert shape == {"$ref": "#/components/schemas/ProblemOut"}


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nothing_that_is_sent_makes_a_fault(
    office: Caller, one_connection: None, monkeypatch: pytest.MonkeyPatch, mode: GenerationMode
) -> None:
    monkeypatch.setattr(limits, "CALLS_A_MINUTE", 100_000)
    schema = schemathesis.openapi.from_wsgi("/api/oa/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 6
    for operation in operations:
        try:
            sent_by(operation, mode, office.headers())
        except Unsatisfiable:
            assert not operation.body  # nothing of it can be said wrongly
    only_drafts()


def sent_by(operation: APIOperation, mode: GenerationMode, headers: dict[str, str]) -> None:
    """Send what the description allows, or does not; every answer must be one that it describes."""

    @given(case=operation.as_strategy(mode))
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def sent(case: Case) -> None:
        case.validate_response(case.call(headers=headers | {"Accept-Encoding": "identity"}), checks=CHECKS)

    sent()


WORDS = st.text(st.characters(), max_size=30)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(
    words=st.fixed_dictionaries(
        {},
        optional={
            name: WORDS
            for name in ("title", "doc_number", "formed_on", "embargo_until", "genre", "category", "topic", "summary",
                         "body", "text", "drafter", "mark_reason", "origin", "index_class")
        },
    ),
    lists=st.fixed_dictionaries(
        {}, optional={"keywords": st.lists(WORDS, max_size=4), "joint": st.lists(WORDS, max_size=2)}
    ),
    details=st.dictionaries(WORDS, WORDS, max_size=3),
    files=st.lists(
        st.tuples(WORDS, st.sampled_from(["", ".txt", ".txt", ".pdf"]), st.binary(max_size=20)),
        max_size=2,
    ),
)  # fmt: skip
def test_no_words_make_a_fault(
    office: Caller,
    words: dict[str, str],
    lists: dict[str, list[str]],
    details: dict[str, str],
    files: list[tuple[str, str, bytes]],
) -> None:
    cache.clear()
    sent = [{"name": name + ending, "content": b64encode(data).decode()} for name, ending, data in files]
    given_so = words | lists | {"ground_details": details, "files": sent}
    for more in ({}, {"replace": True}):
        answer = office.hand_over(**({"text": None} | given_so | more))
        assert answer.status_code in (200, 201, 400, 409, 422), answer.content
    only_drafts()


def only_drafts() -> None:
    assert not Publication.objects.exists()
    assert set(Record.objects.values_list("state", flat=True)) <= {"draft", "discarded"}
