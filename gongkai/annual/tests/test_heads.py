from __future__ import annotations

import pytest

from gongkai.annual.heads import read_head
from gongkai.annual.tests.making import document, sample

PERIOD = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"


@pytest.mark.parametrize(
    ("name", "agency", "year", "number", "issued"),
    [
        ("quangang_2025", "泉港区", 2025, "泉港政办〔2026〕2号", "2026-01-12"),
        ("quangang_2019", "泉港区人民政府", 2019, "", "2020-01-02"),
        ("licheng_office_2020", "泉州市鲤城区人民政府办公室", 2020, "", "2021-01-18"),
        ("digital_quanzhou_2019", "泉州市数字泉州建设办公室", 2019, "泉数函综合〔2020〕1号", "2020-01-03"),
        ("quangang_service_centre_2018", "泉港区行政服务中心", 2018, "", "2019-02-18"),
    ],
)
def test_the_samples_say_who_reports_on_which_year(name: str, agency: str, year: int, number: str, issued: str) -> None:
    head = read_head(sample(name))
    assert (head.agency, head.year, head.number, head.issued) == (agency, year, number, issued)


def test_a_covering_notice_is_not_the_title_and_the_report_begins_behind_it() -> None:
    made = sample("quangang_2025")
    head = read_head(made)
    assert head.title == "泉港区2025年度政府信息公开工作年度报告"
    assert "印发" not in head.title
    assert made.blocks[head.starts_at_block].text.startswith("泉港区")  # type: ignore[union-attr]
    assert "报告前有印发或报送文件（泉港政办〔2026〕2号），不计入报告正文。" in head.notes


def test_a_title_broken_over_two_lines_is_put_together() -> None:
    head = read_head(document("甲县民政局2023年政府信息\n公开工作年度报告\n" + PERIOD))
    assert (head.title, head.agency, head.year) == ("甲县民政局2023年政府信息公开工作年度报告", "甲县民政局", 2023)


def test_a_name_on_the_line_above_the_title_is_the_agency() -> None:
    head = read_head(document("甲市乙局\n2023年度政府信息公开工作年度报告\n" + PERIOD))
    assert (head.agency, head.year) == ("甲市乙局", 2023)


def test_the_year_may_be_written_in_chinese_figures_and_before_the_name() -> None:
    assert read_head(document("甲县二○一一年政府信息公开工作年度报告")).year == 2011
    head = read_head(document("2023年度甲县财政局政府信息公开工作年度报告"))
    assert (head.agency, head.year) == ("甲县财政局", 2023)


def test_the_head_of_a_saved_page_gives_title_issuer_and_day_when_the_text_has_none() -> None:
    head = read_head(
        document(
            "标题: 甲区2023年度政府信息公开工作年度报告\n发布时间: 2024-03-08 15:34\n文号: \n发布机构: 甲区办\n"
            "==================== 正文 ====================\n本报告根据规定编制。" + PERIOD
        )
    )
    assert (head.title, head.agency, head.issued) == ("甲区2023年度政府信息公开工作年度报告", "甲区", "2024-03-08")
    assert head.starts_at_block == 5


def test_a_title_among_the_words_of_a_page_that_runs_together_is_found() -> None:
    line = (
        "当前位置： 首页政务公开政府信息公开年报 甲区2021年度政府信息公开工作年度报告 来源：甲区政府 打印 "
        + "根据《条例》编制本报告。" * 5
    )
    head = read_head(document(line))
    assert (head.title, head.agency, head.year) == ("甲区2021年度政府信息公开工作年度报告", "甲区", 2021)


def test_a_year_that_differs_from_the_statistics_period_is_said() -> None:
    head = read_head(document("甲区2024年度政府信息公开工作年度报告\n" + PERIOD))
    assert head.year == 2024
    assert "题目年度为 2024 年，统计期限写作 2023 年，两者不一致。" in head.notes


def test_a_period_over_two_years_is_said() -> None:
    head = read_head(document("甲区2023年度政府信息公开工作年度报告\n数据统计期限为2023年1月1日至2024年12月31日。"))
    assert "统计期限写作 2023 年至 2024 年，应为同一年度。" in head.notes


def test_without_a_title_the_period_gives_the_year_and_the_signature_the_agency() -> None:
    head = read_head(document(PERIOD + "\n一、总体情况\n无。\n甲县民政局\n2024年1月20日"))
    assert (head.title, head.agency, head.year, head.issued) == ("", "甲县民政局", 2023, "2024-01-20")
    assert "未找到报告题目，请核对是否为年度报告全文。" in head.notes


def test_nothing_is_invented_for_a_text_that_is_no_report() -> None:
    head = read_head(document("今天天气很好。\n欢迎来访。"))
    assert (head.title, head.agency, head.year, head.number, head.issued) == ("", "", None, "", "")


def test_a_day_in_chinese_figures_is_read() -> None:
    head = read_head(document("甲区2011年政府信息公开工作年度报告\n一、概述\n无。\n甲区政府\n二○一二年二月二十日"))
    assert head.issued == "2012-02-20"
    glued = "甲区2011年政府信息公开工作年度报告 一、概述 工作有序开展。 二○一二年二月二十日 附件1：统计表"
    assert read_head(document(glued)).issued == "2012-02-20"


def test_a_day_the_calendar_does_not_have_is_no_day() -> None:
    assert read_head(document("甲区2023年度政府信息公开工作年度报告\n正文。\n甲区\n2024年2月31日")).issued == ""


def test_the_day_of_the_document_and_the_day_on_the_page_are_both_kept() -> None:
    head = read_head(
        document(
            "标题: 甲区2023年度政府信息公开工作年度报告\n发布时间: 2024-03-08\n"
            "甲区2023年度政府信息公开工作年度报告\n正文。\n甲区\n2024年1月5日"
        )
    )
    assert head.issued == "2024-01-05"
    assert "成文或印发日期为 2024-01-05，网页发布日期为 2024-03-08。" in head.notes
