"""The description is in step with the interface, and whatever is sent by it is answered as it says."""

from __future__ import annotations

import json

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.schemas import APIOperation

from gongkai.api import limits
from gongkai.api.describing import KEPT, described
from gongkai.api.tests.conftest import Caller
from gongkai.records.models import Publication, Record


def test_the_kept_description_is_in_step() -> None:
    assert KEPT.read_text("utf-8") == described()


def test_every_problem_is_described_in_one_form() -> None:
    told = json.loads(KEPT.read_text("utf-8"))
    for path in told["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    shape = response["content"]["application/json"]["schema"]
                    assert shape == {"$ref": "#/components/schemas/ProblemOut"}


@pytest.mark.slow
def test_nothing_that_is_sent_makes_a_fault(office: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CALLS_A_MINUTE", 100_000)
    schema = schemathesis.openapi.from_wsgi("/api/oa/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 6
    for operation in operations:
        sent_by(operation, office.headers())
    assert not Publication.objects.exists()
    assert set(Record.objects.values_list("state", flat=True)) <= {"draft", "discarded"}


def sent_by(operation: APIOperation, headers: dict[str, str]) -> None:
    """Send what the description allows for one operation; every answer must be one that it describes."""

    @given(case=operation.as_strategy())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def sent(case: Case) -> None:
        answer = case.call(headers=headers)
        case.validate_response(answer)
        assert answer.status_code < 500

    sent()
