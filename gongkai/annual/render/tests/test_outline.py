from gongkai.annual.documents import Place
from gongkai.annual.render.outline import level_of, outline, title_of
from gongkai.annual.render.tests.made import report
from gongkai.annual.report import SectionText


def section(id: str, heading: str, text: str = "无") -> SectionText:
    return SectionText(id, heading, text, Place())


def test_the_reports_own_headings_are_kept_as_written():
    made = report("2021", sections=(section("problems", "五、存在的主要问题及改进措施"), section("other", "六、其他")))

    assert [entry.heading for entry in outline(made)][-2:] == ["五、存在的主要问题及改进措施", "六、其他"]


def test_a_heading_the_form_does_not_know_stays_where_it_was():
    made = report("2021", sections=(section("overview", "一、总体情况"), section("", "附带说明")))

    assert [entry.heading for entry in outline(made)][:2] == ["一、总体情况", "附带说明"]


def test_a_section_written_twice_prints_its_table_once():
    made = report("2021", sections=(section("proactive", "二、主动公开"), section("proactive", "二、主动公开（续）")))

    assert [entry.table is not None for entry in outline(made) if entry.id == "proactive"] == [True, False]


def test_an_optional_section_without_text_is_not_invented():
    headings = [entry.id for entry in outline(report("pre2019-fujian", sections=()))]

    assert "fees" not in headings
    assert headings[-1] == "annex"


def test_a_report_without_known_form_is_its_text():
    made = report("2021", form=None, figures={}, sections=(section("", "一、概述", "正文。"),))

    assert [(entry.heading, entry.lines, entry.table) for entry in outline(made)] == [("一、概述", ("正文。",), None)]


def test_a_report_without_title_is_named_by_agency_year_and_form():
    assert title_of(report("2019", title="", agency="某区")) == "某区2020年政府信息公开工作年度报告"
    assert title_of(report("2019", title="", form=None)) == "报告.json"


def test_only_lines_that_stand_alone_are_sub_headings():
    assert level_of("（一）主动公开情况") == 2
    assert level_of("1.网站") == 3
    assert level_of("（一）明确工作职责，健全工作机制。成立了领导小组。") == 0
    assert level_of("2.5万件") == 0
    assert level_of("全年公开信息") == 0
