"""The text of a report with live figures: one broken fact changes the cell, the finding and the sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.annual.narrating import LEAD
from gongkai.kit.clock import day_of
from gongkai.records.tests.making import actors
from gongkai.statistics.actions.write_compilation import write_compilation
from gongkai.statistics.compiling import changed_since, compose, current
from gongkai.statistics.compiling_checks import check_text
from gongkai.statistics.models import AnnualReport, Compilation
from gongkai.statistics.snapshot import freeze, hash_of
from gongkai.statistics.tests.making_compiling import NOW, REST, a_filing, a_town, set_cell, started, written

pytestmark = pytest.mark.django_db
ON = day_of(NOW)


def text_at(row: Compilation, place: str) -> str:
    return next(one.printed for one in compose(row).places if one.slot.id == place)


def test_the_draft_speaks_of_what_happened_and_agrees_with_the_tables() -> None:
    row = written()
    said = text_at(row, "overview/2")
    assert "新收政府信息公开申请6件。" in said and "上年结转政府信息公开申请1件" in said
    assert "予以公开和部分公开3件，占50%；不予公开1件，占16.7%；无法提供1件，占16.7%" in said
    assert "其他处理" not in said and "行政复议案件1件，其中结果维持1件" in said
    assert "没有发生因政府信息公开引起的行政诉讼案件" in said
    checked = check_text(compose(row), ON)
    assert checked.remarks == () and {one.level for one in checked.tables} == {"hint"}
    assert len(checked.report.claims) >= 8


def test_the_change_from_the_year_before_stands_where_that_year_is_known() -> None:
    unit = a_town()
    a_filing(unit, year=2024, t3__new_received__natural_person=3, t3__new_received__total=4)
    assert "申请6件，较上年上升50%。" in text_at(started(unit), "overview/2")


def test_one_fact_changes_its_cell_its_sentence_and_what_the_checks_say() -> None:
    row = written(overview__3="全年收到政府信息公开申请6件，逐件登记。")
    version = current(row)
    assert check_text(compose(row), ON).blocking == ""
    for cell in ("t3.new_received.natural_person", "t3.new_received.total"):
        set_cell(row.filing, cell, 7)
    composed = compose(row)
    changed = {one.label: one for one in changed_since(version, composed)}
    assert (changed["本年新收"].before, changed["本年新收"].after) == ("6", "7")
    assert changed["本年新收"].sentence == "本年度新收政府信息公开申请7件。"
    assert (changed["不予公开占比"].before, changed["不予公开占比"].after) == ("16.7%", "14.3%")
    assert any(one.before == "6" and not one.sentence for one in changed.values())
    checked = check_text(composed, ON)
    stopping = [one for one in checked.remarks if one.stops]
    assert [one.place for one in stopping] == ["overview/3"] and "相差 1" in stopping[0].sentence
    assert any(one.code == "R1" for one in checked.tables)


def test_an_erratum_is_the_figure_that_counts() -> None:
    row = written()
    person = row.made_by
    assert person is not None
    row.filing.errata.create(cell="t2.licence.decisions", before=40, after=41, reason="漏计一件", by=person, at=NOW)
    composed = compose(row)
    assert composed.ground.facts.cells["t2.licence.decisions"] == Decimal(41)
    assert "行政许可41件" in next(one.printed for one in composed.places if one.slot.id == "overview/1")


def test_no_statutory_place_can_be_left_out_and_an_empty_one_is_named() -> None:
    row = started()
    row = write_compilation(row.pk, {"problems": ""}, seen=1, actor=actors(row.agency)["clerk"], now=NOW)
    composed = compose(row)
    assert [one.slot.heading for one in composed.places][1:7] == [
        "一、总体情况", "（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）政府信息公开平台建设",
        "（五）监督保障",
    ]  # fmt: skip
    assert text_at(row, "problems") == "无。"
    named = {one.place for one in check_text(composed, ON).remarks if one.code == "empty-part"}
    assert named == {"overview/3", "overview/4", "overview/5", "problems"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("新收{收到数}件。", "figure-unknown"),
        ("较上年{本年新收同比}。", "figure-missing"),
        ("新收{ 本年新收 }件。", "figure-unknown"),
        ("新收{{本年新收}}件。", "figure-braces"),
        ("新收｛本年新收｝件。", "figure-braces"),
        ("新收{本年新收件。", "figure-braces"),
        ("联系人身份证号码为11010519491231002X。", "id_number"),
    ],
)
def test_what_must_not_go_out_stops_the_submission(text: str, code: str) -> None:
    row = written(other=REST["other"] + text)
    stopping = [one for one in check_text(compose(row), ON).remarks if one.stops]
    assert [(one.code, one.place) for one in stopping] == [(code, "other")]


def test_drafting_notes_and_wrong_words_are_said_and_hold_nothing_up() -> None:
    row = written(problems="应包括：本单位的问题。按装设备不够。")
    found = check_text(compose(row), ON)
    assert {"drafting-note", "wrong_word"} <= {one.code for one in found.remarks} and not found.blocking


def test_last_years_text_with_other_figures_is_marked_where_it_stands() -> None:
    unit = a_town()
    copied = "业务人员对公开范围把握不够准确，答复文书的说理还不够充分，下一步将按月组织学习并抽查答复文书。"
    before = written(unit, problems=copied)
    frozen = freeze(check_text(compose(before), ON).report)
    frozen["year"] = 2024
    AnnualReport.objects.create(
        agency=unit, year=2024, version=1, edition="2021", title="上年", published_at=NOW, content=frozen,
        content_hash=hash_of(frozen),
    )  # fmt: skip
    found = check_text(compose(before), ON)
    assert found.copied is not None and found.copied.too_much
    spans = found.copied.passages["problems"]
    assert any(end - start > 20 for start, end in spans)
    assert "copied" in [one.code for one in found.remarks]


def test_the_opening_keeps_its_own_office_number() -> None:
    row = written(lead="编制依据见《条例》，统计期限为{年度}年1月1日至12月31日。联系电话0595-87766100。")
    assert not check_text(compose(row), ON).blocking and text_at(row, LEAD).startswith("编制依据")
