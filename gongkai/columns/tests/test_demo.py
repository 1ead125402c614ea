"""The sample pages go their way by the real actions, every unit has them, and a second building makes nothing twice."""

from __future__ import annotations

from datetime import datetime

import pytest

from gongkai.columns import published
from gongkai.columns.demo import build_columns
from gongkai.columns.models import Page
from gongkai.kit import journal
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import VISITOR
from gongkai.units.demo import build_units
from gongkai.units.models import Agency

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=BEIJING)


@pytest.mark.slow
@pytest.mark.django_db
def test_every_unit_of_the_district_has_its_columns_and_nothing_is_made_twice() -> None:
    build_units(lambda line: None, now=NOW)
    told: list[str] = []
    assert build_columns(told.append, now=NOW) > 100
    units = Agency.objects.filter(code__startswith="QZ-QG")
    assert units.count() >= 32
    for unit in units:
        guide = published.guide(VISITOR, unit.code)
        assert guide is not None
        assert unit.name in guide.value("request_who")
        assert published.institution(VISITOR, unit.code) is not None
        assert len(published.systems(VISITOR, unit.code)) == 1
    addresses = {point.value("address") for point in published.reading_points(VISITOR)}
    assert {"泉州市鲤城区庄府巷24号", "泉州市丰泽区府东路311号"} <= addresses
    assert all("示例" in line.value("phone") for line in published.reading_points(VISITOR))
    assert Page.objects.filter(state=Page.State.SUBMITTED).count() == 1
    assert published.site_profile(VISITOR, NOW.date()).owner == "泉州市泉港区人民政府"
    assert list(journal.verify()) == []
    assert build_columns(told.append, now=NOW) == 0
    assert len(told) == 1
