"""The sample list goes its way through the real actions, once."""

from __future__ import annotations

import pytest

from gongkai.inspection.demo import OFFICE, build_assurance
from gongkai.inspection.models import AssuranceList
from gongkai.inspection.tests.making import a_district
from gongkai.records.tests.making import NOW, a_unit, people
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


def test_the_sample_list_is_confirmed_once_and_left_out_where_there_is_no_office() -> None:
    said: list[str] = []
    assert build_assurance(said.append, now=NOW) == 0
    town = a_unit("town")
    people(town)
    Agency.objects.filter(pk=a_district(town).pk).update(code=OFFICE)
    people(Agency.objects.get(code=OFFICE))
    assert build_assurance(said.append, now=NOW) == 9
    assert build_assurance(said.append, now=NOW) == 0
    assert AssuranceList.objects.get().state == "confirmed"
    assert len(said) == 1
