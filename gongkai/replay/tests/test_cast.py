"""Who plays: rows of data, units made up from a name, or those that are registered."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from gongkai.kit.clock import BEIJING
from gongkai.replay.cast_named import named
from gongkai.replay.cast_present import present, registered
from gongkai.replay.cast_units import known
from gongkai.replay.facts import Asked, CannotReplay
from gongkai.replay.replaying import Replay
from gongkai.replay.samples import Published, at, find, playing, read
from gongkai.replay.staffing import REPLAY
from gongkai.replay.tests.reports import a_report, sample
from gongkai.units.actions.add_agency import add_agency
from gongkai.units.models import Agency

NOW = datetime(2021, 1, 4, 9, tzinfo=BEIJING)


def test_a_name_tells_the_level_and_the_units_below_or_the_government_above() -> None:
    zone = named("某某综合实验区")
    assert (zone.government.code, zone.government.level, zone.units[0].name) == (
        zone.agency, "county", "某某综合实验区办公室（演练）",
    )  # fmt: skip
    assert {one.level for one in zone.units} == {"department", "town"} and zone == named("某某综合实验区")
    assert {one.level for one in named("某某市人民政府").units} == {"department"}
    bureau = named("某市甲区教育局")
    assert bureau.government.name == "某市甲区人民政府（演练）" and bureau.office in bureau.staffed
    assert [one.name for one in bureau.units] == ["某市甲区教育局"] and bureau.agency != bureau.government.code
    assert named("某市甲区乙镇人民政府").units[0].level == "town"
    for nothing in ("", "区", "某某公司", "甲" * 61 + "区"):
        with pytest.raises(CannotReplay, match="看不出"):
            named(nothing)


def test_rows_of_data_come_before_a_made_up_cast() -> None:
    whole, alone = known("QZ-QG"), known("QZ-QG-TL")
    assert whole is not None and whole.office is None and len(whole.units) == 5
    assert alone is not None and alone.office is not None and alone.office.code == "QZ-QG-ZFB"
    report = sample(2025, "泉港区")
    assert playing(find(2025, "泉港区"), report) == whole
    office = find(2019, "泉州市数字办")
    assert playing(office, read(office)).made_up


def test_a_report_of_another_unit_year_or_time_is_refused_in_one_sentence() -> None:
    file = find(2025, "泉港区").file
    for unit, year, words in (
        ("泉州市鲤城区", 2025, "是“泉港区”的报告"), ("鲤城区", 2025, "未演练"), ("泉港区教育局", 2025, "泉港区"),
        ("泉港区", 2024, "2025 年度"),
    ):  # fmt: skip
        with pytest.raises(CannotReplay, match=words):
            read(at(year, unit, file))
    assert read(at(2025, "泉港", file)).year == 2025
    old = find(2018, "泉港区行政服务中心")
    with pytest.raises(CannotReplay, match="2019 年度以后"):
        read(old)


@pytest.mark.django_db
def test_here_only_units_that_are_registered_play() -> None:
    report = a_report(Asked("natural_person", "granted"), year=2022)
    said = Published("", "某市丙区", 2022, find(2025, "泉港区").file)
    with pytest.raises(CannotReplay, match="没有登记"):
        registered(said, report)
    top = _unit("BING", "某市丙区人民政府", "某市丙区", Agency.Level.COUNTY, None)
    with pytest.raises(CannotReplay, match="下级单位"):
        present("某市丙区", 2022)
    bureau = _unit("BING-A", "某市丙区教育局", "丙区教育局", Agency.Level.DEPARTMENT, top)
    _unit("BING-B", "某市丙区人民政府办公室", "丙区政府办", Agency.Level.DEPARTMENT, top)
    _unit("BING-C", "某市丙区新设局", "丙区新设局", Agency.Level.DEPARTMENT, top, begins=date(2022, 6, 1))
    found = registered(said, report)
    assert [one.code for one in found.units] == ["BING-B", "BING-A"]
    assert found.government.office == "BING-B" and not found.made_up
    alone = present(bureau.name, 2022)
    assert alone is not None and alone.office is not None and alone.office.code == "BING-B"


@pytest.mark.django_db
def test_a_bureau_known_by_name_alone_plays_its_year_under_a_made_up_government() -> None:
    report = a_report(Asked("natural_person", "granted"), year=2022)
    replay = Replay(report, named("某市甲区教育局"))
    replay.begin()
    for _ in replay.play(None):
        pass
    found = replay.hold("made-up")
    assert found.held.different == 0 and found.held.agency.name == "某市甲区教育局"
    assert found.held.filing is not None and found.held.filing.receiver.name == "某市甲区人民政府（演练）"
    assert any("按名称编成" in one for one in found.story["推定"])


def _unit(code: str, name: str, short: str, level: str, under: Agency | None, begins: date | None = None) -> Agency:
    return add_agency(
        code=code, name=name, short=short, level=level, under=under, begins=begins, actor=REPLAY, now=NOW
    )  # fmt: skip
