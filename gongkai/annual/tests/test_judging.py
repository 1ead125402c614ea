from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.annual.documents import Place
from gongkai.annual.figure_findings import facts_of
from gongkai.annual.judging import judge
from gongkai.annual.report import Figure, Report
from gongkai.annual.tests.making import a_report, bare, document, report_of, sample, zeros
from gongkai.annual.text_findings import implied_base, rounds_to
from gongkai.law.formats import formats

CLEAN = (
    "2024年收到政府信息公开申请56件，答复55件，结转下一年度办理1件。"
    "其中，予以公开及部分公开32件，占57.1%；不予公开2件，占3.6%。"
)


def row(name: str, person: int = 0, other: int = 0) -> dict[str, int | str]:
    return {
        f"t3.{name}.natural_person": person,
        f"t3.{name}.other_organization": other,
        f"t3.{name}.total": person + other,
    }


def quangang_2025() -> dict[str, int | str]:
    """The tables of the 2025 sample, the two lost rows as the relations settle them."""
    return (
        zeros("2021")
        | {"t2.normative.issued": 4, "t2.normative.abolished": 33, "t2.normative.in_force": 136}
        | {"t2.licence.decisions": 2505, "t2.penalty.decisions": 334, "t2.coercion.decisions": 221}
        | {"t2.fees.amount_wan": "274.09249"}
        | row("new_received", 51, 5)
        | row("granted", 24, 5)
        | row("partially_granted", 3)
        | row("refused.process_information", 2)
        | row("unable.not_held", 7)
        | row("other.other", 14)
        | row("outcome_total", 50, 5)
        | row("carried_out", 1)
        | {"t4.reconsideration.upheld": 4, "t4.reconsideration.corrected": 5, "t4.reconsideration.other_result": 3}
        | {"t4.reconsideration.total": 12, "t4.litigation_direct.upheld": 2, "t4.litigation_direct.total": 2}
        | {"t4.litigation_after_reconsideration.upheld": 3, "t4.litigation_after_reconsideration.corrected": 1}
        | {"t4.litigation_after_reconsideration.pending": 1, "t4.litigation_after_reconsideration.total": 5}
    )


def clean_values() -> dict[str, int | str]:
    return (
        zeros("2021")
        | row("new_received", 56)
        | row("granted", 32)
        | row("refused.process_information", 2)
        | row("other.other", 21)
        | row("outcome_total", 55)
        | row("carried_out", 1)
    )


def codes(report: Report, level: str = "") -> list[str]:
    return [finding.code for finding in report.findings if not level or finding.level == level]


def sentence(report: Report, code: str) -> str:
    return next(finding.sentence for finding in report.findings if finding.code == code)


def clean(text: str = CLEAN, **more: str) -> Report:
    return report_of(document(a_report(text, **more)), clean_values())


def test_a_clean_report_has_no_findings_at_all() -> None:
    made = document(a_report(CLEAN))
    judged = judge(report_of(made, clean_values()), document=made)
    assert judged.findings == ()
    assert judged.mends == ()
    shares = [claim for claim in judged.claims if claim.kind == "share"]
    assert len(judged.claims) == 8
    assert [claim.of for claim in shares] == [("t3.new_received.total",), ("t3.new_received.total",)]


def test_the_report_of_2025_has_its_known_findings_and_no_others() -> None:
    made = sample("quangang_2025")
    judged = judge(report_of(made, quangang_2025()), document=made)
    assert codes(judged, "error") == []
    assert codes(judged, "warning") == ["heading"]
    assert sentence(judged, "heading") == (
        "标题“五、存在的主要问题及改进措施”与格式规定的“五、存在的主要问题及改进情况”不一致。"
    )
    hints = [finding for finding in judged.findings if finding.level == "hint"]
    assert [finding.code for finding in hints] == ["R17", "implied-last-year", "implied-last-year"]
    assert [finding.computed for finding in hints[1:]] == [Decimal(42), Decimal(165)]
    assert "2024 年收到申请应为 42 件" in hints[1].sentence
    assert "2024 年报告的“行政规范性文件·现行有效件数”应为 165" in hints[2].sentence


def test_the_report_of_2019_falls_for_the_columns_and_its_text_agrees() -> None:
    made = sample("quangang_2019")
    values = (
        zeros("2019")
        | {"t2.normative.made": 52, "t2.normative.published": 52, "t2.normative.public_total": 52}
        | {"t2.licence.items_last_year": 210, "t2.licence.items_change": 689, "t2.licence.decisions": 899}
        | {"t2.other_services.items_last_year": 192, "t2.other_services.items_change": -30}
        | {"t2.other_services.decisions": 162, "t2.penalty.items_last_year": 2426, "t2.penalty.items_change": -2129}
        | {"t2.penalty.decisions": 297, "t2.coercion.items_last_year": 127, "t2.coercion.items_change": -115}
        | {"t2.coercion.decisions": 12, "t2.fees.items_last_year": 51, "t2.fees.items_change": 1}
        | row("new_received", 49)
        | row("granted", 19)
        | row("partially_granted", 2)
        | row("refused.third_party_rights", 2)
        | row("unable.not_held", 15)
        | row("unable.requires_creation", 4)
        | {"t3.other.natural_person": 7, "t3.other.total": 7}
        | row("outcome_total", 49)
    )
    judged = judge(report_of(made, values), document=made)
    assert codes(judged) == ["R10"]
    assert "疑似把处理决定数量当作项目数量计算填报" in judged.findings[0].sentence


def test_the_office_of_2020_carries_the_figures_of_its_government() -> None:
    made = sample("licheng_office_2020")
    values = (
        zeros("2019")
        | {"t2.normative.made": 12, "t2.normative.published": 12, "t2.normative.public_total": 23}
        | {"t2.other_services.items_change": 1, "t2.other_services.decisions": 2}
        | row("new_received", 4)
        | row("granted", 2)
        | row("unable.not_held", 1)
        | row("outcome_total", 3)
        | row("carried_out", 1)
    )
    judged = judge(report_of(made, values), document=made)
    assert codes(judged) == ["scope", "unit-missing"]
    assert "表格似填了所服务的政府的数字" in sentence(judged, "scope")
    assert sentence(judged, "unit-missing") == "“采购总金额”一栏没有印单位，暂按万元读取。"


def test_the_office_of_2019_mixes_two_editions() -> None:
    made = sample("digital_quanzhou_2019")
    judged = judge(report_of(made, zeros("2019")), document=made)
    assert sorted(codes(judged)) == [
        "field-code",
        "heading",
        "heading",
        "mixed-formats",
        "promised-part",
        "unit-missing",
    ]
    assert "引言说报告包括“政府信息公开相关收费情况”，正文没有这一部分" in sentence(judged, "promised-part")
    assert "是 2018 年及以前报告的提纲" in sentence(judged, "mixed-formats")
    assert "HYPERLINK" in sentence(judged, "field-code")


def test_the_centre_of_2018_left_instructions_in_and_a_part_out() -> None:
    made = sample("quangang_service_centre_2018")
    values = zeros("pre2019-fujian") | {
        "annex.proactive_docs.year": 31,
        "annex.proactive_docs.cumulative": 324,
        "annex.proactive_website.year": 31,
        "annex.proactive_website.cumulative": 324,
    }
    judged = judge(report_of(made, values), document=made)
    assert codes(judged, "warning") == ["list-sum", "promised-part", "drafting-note"]
    assert "所列 3 类相加为 14 条，与所述总数 324、31 条不符" in sentence(judged, "list-sum")
    assert "收费及减免情况" in sentence(judged, "promised-part")
    assert "应包括：" in sentence(judged, "drafting-note")
    assert [finding.computed for finding in judged.findings if finding.code == "implied-last-year"] == [293, 293]


def test_a_count_that_differs_is_an_error_with_both_figures() -> None:
    judged = judge(clean(CLEAN.replace("申请56件", "申请50件").replace("57.1", "57.1")))
    (found,) = [finding for finding in judged.findings if finding.code == "R14"]
    assert (found.level, found.reported, found.computed, found.cells) == ("error", 50, 56, ("t3.new_received.total",))
    assert found.sentence == (
        "正文“2024年收到政府信息公开申请50件”：收到申请 50 件，"
        "表中“一、本年新收政府信息公开申请数量·总计”为 56，相差 6。"
        "正文所述数字应与统计表一致。"
    )
    assert found.cite == "annual-format-2021"


def test_a_share_of_either_denominator_passes_and_any_other_is_said() -> None:
    of_new, of_done, of_none = CLEAN, CLEAN.replace("57.1", "58.18"), CLEAN.replace("57.1", "61.5")
    assert "share" not in codes(judge(clean(of_new)))
    assert "share" not in codes(judge(clean(of_done)))
    judged = judge(clean(of_none))
    assert "32 占一、本年新收政府信息公开申请数量·总计 56 应为 57.1%" in sentence(judged, "share")
    assert next(finding.level for finding in judged.findings if finding.code == "share") == "warning"


OLD_TEXT = """甲区2018年政府信息公开工作年度报告
一、概述
总的情况良好。
二、主动公开政府信息的情况
（一）主动公开政府信息的数量
2018年全区主动公开政府信息3460条。其中，区直各部门主动公开政府信息1822条，占{share}%。
三、政府信息依申请公开办理情况
2018年未收到政府信息公开申请。
四、因政府信息公开申请行政复议、提起行政诉讼的情况
无。
五、政府信息公开工作存在的主要问题及改进措施
解读不多。
六、需要说明的其他事项与附表
主动公开文件数 政府网站公开数 受理政府信息公开申请总数 对申请的答复总数
"""


@pytest.mark.parametrize(("share", "fits"), [("53", True), ("52.7", True), ("47", False)])
def test_the_share_of_a_part_is_held_against_the_total_the_text_states(share: str, fits: bool) -> None:
    values = zeros("pre2019-fujian") | {
        f"annex.{row}.{column}": 3460
        for row in ("proactive_docs", "proactive_website")
        for column in ("year", "cumulative")
    }
    judged = judge(report_of(document(OLD_TEXT.format(share=share)), values))
    assert [code for code in codes(judged, "warning")] == ([] if fits else ["share"])
    if not fits:
        assert "1822 占主动公开政府信息 3460 应为 52.7%" in sentence(judged, "share")


def test_a_figure_is_not_held_against_a_cell_nobody_could_read() -> None:
    report = clean(CLEAN.replace("申请56件", "申请50件"))
    figures = {cell: figure for cell, figure in report.figures.items() if not cell.startswith("t3.new_received")}
    judged = judge(replace(report, figures=figures, unread=tuple(c for c in report.figures if c not in figures)))
    assert "R14" not in codes(judged)
    unread = next(finding for finding in judged.findings if finding.code == "unread")
    assert len(unread.cells) == 7
    assert "有 7 格在原件中没有读出：一、本年新收政府信息公开申请数量" in unread.sentence


def test_a_figure_that_was_solved_is_named_with_the_relations() -> None:
    report = clean()
    solved = Figure(Decimal(56), "56", Place(), "solved", ("2021/R3/new_received",))
    judged = judge(replace(report, figures={**report.figures, "t3.new_received.total": solved}))
    assert "由勾稽关系（R3）唯一推出：一、本年新收政府信息公开申请数量·总计 56" in sentence(judged, "solved")


def test_a_change_is_held_against_the_report_of_the_year_before() -> None:
    text = CLEAN.replace("申请56件", "申请56件，较上年增长33.3%")
    right, wrong = (bare("2021", zeros("2021") | row("new_received", n), year=2023) for n in (42, 50))
    assert "year-change" not in codes(judge(clean(text), right))
    judged = judge(clean(text), wrong)
    assert "2023 年报告为 50，本年为 56，应为上升 12.0%" in sentence(judged, "year-change")


def test_a_change_that_no_whole_number_gives_is_said() -> None:
    judged = judge(clean(CLEAN.replace("申请56件", "申请56件，较上年增长0.01%")))
    assert "没有整数的上年数" in sentence(judged, "year-change")


def test_a_report_of_another_year_is_not_taken_for_the_year_before() -> None:
    judged = judge(clean(), bare("2021", zeros("2021") | row("carried_out", 9), year=2021))
    assert "R5" not in codes(judged)
    assert judged.notes[-1] == "所给的上年报告是 2021 年度的，不是上一年，跨年核对未作。"


def test_carry_over_is_held_against_the_year_before() -> None:
    judged = judge(clean(), bare("2021", zeros("2021") | row("carried_out", 9), year=2023))
    assert codes(judged, "warning").count("R5") == 2


@pytest.mark.parametrize(
    ("before", "after", "code", "words"),
    [
        (
            "六、其他需要报告的事项\n本年度未收取信息处理费。\n",
            "",
            "missing-section",
            "格式规定的“六、其他需要报告的事项”：未找到该部分",
        ),
        ("四、政府信息公开行政复议、行政诉讼情况\n", "", "missing-section", "表格在文中，但缺少标题"),
        ("（五）监督保障情况\n组织培训。\n", "", "missing-part", "没有写“监督保障”"),
        ("本年度未收取信息处理费。", "无。", "fee-not-reported", "没有写信息处理费的收取情况"),
        ("解读形式单一，明年改进。", "", "empty-section", "“五、存在的主要问题及改进情况”下没有内容"),
        ("逐件登记。", "由（单位名称）逐件登记。", "drafting-note", "像是模板中留待填写的地方"),
        ("逐件登记。", "登记XX件。", "drafting-note", "像是没有替换的占位符"),
        ("组织培训。", "组织培训。填报本年新制作数量、本年新公开数量、对外公开总数量。", "mixed-formats", "文中另有"),
    ],
)
def test_each_slip_of_the_text_is_found_alone(before: str, after: str, code: str, words: str) -> None:
    text = a_report(CLEAN)
    assert before in text
    made = document(text.replace(before, after))
    judged = judge(report_of(made, clean_values()), document=made)
    assert codes(judged) == [code]
    assert words in judged.findings[0].sentence


def test_latin_words_and_campaign_names_are_not_placeholders() -> None:
    made = document(a_report(CLEAN, overview="开展民生“XIN”行动，升级XXL展板与IPv6。"))
    assert codes(judge(report_of(made, clean_values()))) == []


@pytest.mark.parametrize(("day", "late"), [("2025年1月31日", False), ("2025年2月1日", True)])
def test_a_department_that_reports_after_its_day_is_told(day: str, late: bool) -> None:
    text = a_report(CLEAN).replace("甲区2024", "甲区财政局2024") + f"甲区财政局\n{day}\n"
    judged = judge(report_of(document(text), clean_values()))
    assert codes(judged) == (["late"] if late else [])
    if late:
        assert (
            "《条例》第四十九条第一款要求政府部门或工作机构在 2025 年 1 月 31 日前公布" in judged.findings[0].sentence
        )


def test_a_government_has_until_the_end_of_march() -> None:
    text = a_report(CLEAN) + "甲区人民政府\n2025年3月31日\n"
    assert codes(judge(report_of(document(text), clean_values()))) == []


def test_a_report_without_a_known_format_says_that_nothing_was_checked() -> None:
    judged = judge(Report("x", "", "", None, None, {}, ()))
    assert judged.notes == ("不能确定年度报告的格式版本，未作核对。",)
    assert judged.findings == ()


def test_facts_follow_the_agency_and_the_year() -> None:
    form = formats()["2021"]
    assert facts_of("甲区", 2023, form) == ()
    assert facts_of("甲区", 2024, form) == ("reconsideration_first",)
    assert facts_of("甲市", 2024, form) == ("rule_making", "reconsideration_first")
    assert facts_of("", None, form) == ("rule_making",)


def test_a_district_with_rules_is_warned_and_a_province_is_not() -> None:
    values = clean_values() | {"t2.rules.in_force": 3}
    district, province = (replace(clean(), agency=name) for name in ("甲区", "福建省"))
    for report, wanted in ((district, True), (province, False)):
        figures = {
            **report.figures,
            "t2.rules.in_force": Figure(Decimal(str(values["t2.rules.in_force"])), "3", Place()),
        }
        assert ("R7" in codes(judge(replace(report, figures=figures)))) is wanted


def test_the_single_change_that_mends_two_relations_comes_with_the_findings() -> None:
    report = clean()
    figures = {**report.figures, "t3.granted.total": Figure(Decimal(23), "23", Place())}
    judged = judge(replace(report, figures=figures))
    assert {"R2", "R3"} <= set(codes(judged, "error"))
    assert [(mend.cell, mend.proposed) for mend in judged.mends] == [("t3.granted.total", Decimal(32))]


@pytest.mark.parametrize(
    ("value", "percent", "decimals", "rises", "wanted"),
    [(56, "33.3", 1, True, [42]), (50, "50", 0, False, [100, 101]), (0, "5", 0, True, []), (5, "100", 0, False, [])],
)
def test_the_year_before_is_worked_back_from_a_change(
    value: int, percent: str, decimals: int, rises: bool, wanted: list[int]
) -> None:
    assert implied_base(Decimal(value), Decimal(percent), decimals, rises) == wanted


def test_a_share_may_be_rounded_or_cut_off() -> None:
    assert rounds_to(Decimal(2), Decimal(3), Decimal("66.7"), 1)
    assert rounds_to(Decimal(2), Decimal(3), Decimal("66.6"), 1)
    assert not rounds_to(Decimal(2), Decimal(3), Decimal("66.8"), 1)
    assert not rounds_to(Decimal(2), Decimal(0), Decimal(0), 1)
