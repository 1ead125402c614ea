"""The closed list says beforehand what a decision presupposes and has not happened."""

from __future__ import annotations

import pytest

from gongkai.requests import reads_deciding
from gongkai.requests.tests.making import RECEIVED, a_request
from gongkai.requests.tests.papering import issued, served

pytestmark = pytest.mark.django_db


def test_what_must_go_out_first_stands_beside_the_decision() -> None:
    request = a_request()
    first = {one.key: one.first for one in reads_deciding.choices(request, RECEIVED)}
    assert "补正告知书" in first["unclear_after_correction"] and first["release"] == ""
    assert first["refuse.third_party_rights"].endswith("）。") and "未保存" not in "".join(first.values())
    served(issued(request, "correction_notice"))
    request.refresh_from_db()
    first = {one.key: one.first for one in reads_deciding.choices(request, RECEIVED)}
    assert first["unclear_after_correction"] == ""
