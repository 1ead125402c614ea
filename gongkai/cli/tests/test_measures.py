"""`gongkai measures`: a unit's cells with their definitions, on the terminal and as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gongkai.cli.measures import measures
from gongkai.cli.speech import Stop
from gongkai.law.errors import UnknownLaw
from gongkai.law.formats import formats
from gongkai.statistics.tests.facts import a_request, a_unit, granted
from gongkai.units.models import AgencyLink

pytestmark = pytest.mark.django_db


def test_the_cells_of_a_quarter_with_those_below_or_without(capsys: pytest.CaptureFixture[str]) -> None:
    upper, lower = a_unit("QG", "county"), a_unit("LH")
    AgencyLink.objects.create(upper=upper, lower=lower, kind=AgencyLink.Kind.ADMINISTERS)
    a_request(lower, date(2025, 8, 2), granted(date(2025, 8, 9)))
    values = {}
    for own in (False, True):
        measures("QG局", 2025, "q3", own=own, as_json=True)
        said = json.loads(capsys.readouterr().out)
        assert set(said["cells"]) == set(formats()["2021"].cells) and said["last"] == "2025-09-30"
        values[own] = said["cells"]["t3.granted.total"]["value"], said["units"]
    assert values == {False: ("1", 2), True: ("0", 1)}
    measures("QG", 2018, form="pre2019-fujian")
    assert "须填报" in capsys.readouterr().out


@pytest.mark.parametrize(("unit", "year", "more"), [
    ("XX", 2025, {}), ("QG", 0, {}), ("QG", 2025, {"period": "Q3"}), ("QG", 2025, {"form": "1999"}),
    ("QG", 2025, {"period": "m13"}),
])  # fmt: skip
def test_what_is_not_known_ends_in_one_line(unit: str, year: int, more: dict[str, str]) -> None:
    a_unit("QG")
    with pytest.raises((Stop, UnknownLaw)):
        measures(unit, year, **more)  # type: ignore[arg-type]
