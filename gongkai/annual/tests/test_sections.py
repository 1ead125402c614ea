from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.compact import compact, squeezed
from gongkai.annual.documents import Cell, Document, Line, Place, Table
from gongkai.annual.report import SectionText
from gongkai.annual.sections import choose_form, parts, split
from gongkai.annual.tests.making import a_report, document, sample
from gongkai.law.formats import ReportFormat, formats

SIX = ["overview", "proactive", "requests", "disputes", "problems", "other"]


def form(id: str) -> ReportFormat:
    return formats()[id]


def ids(text: str, id: str = "2021") -> list[str]:
    return [section.id for section in split(document(text), (form(id),))[1]]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("quangang_2025", "2021"),
        ("quangang_2019", "2019"),
        ("licheng_office_2020", "2019"),
        ("digital_quanzhou_2019", "2019"),
        ("quangang_service_centre_2018", "pre2019-fujian"),
    ],
)
def test_the_edition_of_the_samples_is_told_by_their_tables(name: str, id: str) -> None:
    chosen = choose_form(sample(name).text, None)
    assert chosen is not None
    assert chosen.id == id


def test_labels_decide_before_the_year_because_units_take_a_form_up_late() -> None:
    text = "本年新制作数量 本年新公开数量 对外公开总数量"
    assert choose_form(text, 2022) is form("2019")


def test_without_labels_the_year_decides_and_without_either_nothing_does() -> None:
    assert choose_form("正文。", 2024) is form("2021")
    assert choose_form("正文。", None) is None
    assert choose_form("正文。", 2016) is None, "two editions were in use before 2019"
    assert choose_form("正文。", 1999) is None


def test_an_edition_that_amends_another_is_told_by_its_new_row_and_else_by_the_year() -> None:
    old = form("2021")
    block = old.tables[0].blocks[2]
    added = replace(
        block, rows=(*block.rows, replace(block.rows[0], code="inspection", label="行政检查数量", aliases=()))
    )
    table = replace(old.tables[0], blocks=(*old.tables[0].blocks[:2], added, *old.tables[0].blocks[3:]))
    cells = {**old.cells, "t2.inspection.decisions": old.cells["t2.penalty.decisions"]}
    tables = (table, *old.tables[1:])
    new = replace(old, id="2027", family="2027", first_year=2027, tables=tables, cells=cells, file="annual_2027.toml")
    old = replace(old, last_year=2026)
    known = (new, old, form("2019"))
    plain = sample("quangang_2025").text
    with_row = plain + "\n行政检查数量 5"
    chosen = {
        (year, row): choose_form(with_row if row else plain, year, known)
        for year in (2020, 2025, 2027, None)
        for row in (0, 1)
    }
    assert {key: one.id for key, one in chosen.items() if one} == {
        (2020, 0): "2021", (2020, 1): "2027", (2025, 0): "2021", (2025, 1): "2027",
        (2027, 0): "2027", (2027, 1): "2027", (None, 0): "2021", (None, 1): "2027",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["quangang_2025", "quangang_2019", "licheng_office_2020", "digital_quanzhou_2019"])
def test_the_samples_fall_into_the_six_sections(name: str) -> None:
    made = sample(name)
    chosen = choose_form(made.text, None)
    assert chosen is not None
    assert [section.id for section in split(made, (chosen,))[1]] == SIX


def test_table_rows_are_left_out_of_the_text_and_sentences_stay() -> None:
    for name in ("quangang_2025", "quangang_2019", "licheng_office_2020", "digital_quanzhou_2019"):
        made = sample(name)
        chosen = choose_form(made.text, None)
        assert chosen is not None
        sections = {section.id: section for section in split(made, (chosen,))[1]}
        assert [sections[id].text for id in ("proactive", "requests", "disputes")] == ["", "", ""]
        assert len(sections["overview"].text) > 400


def test_a_sentence_beside_a_table_is_kept() -> None:
    text = a_report("收到申请0件。").replace(
        "四、政府信息公开行政", "本年度我区没有收到任何申请，特此说明。\n四、政府信息公开行政"
    )
    sections = {section.id: section.text for section in split(document(text), (form("2021"),))[1]}
    assert sections["requests"] == "本年度我区没有收到任何申请，特此说明。"


def test_text_that_runs_together_on_one_line_is_split_the_same() -> None:
    text = a_report("本年度收到申请3件。")
    title, rest = text.split("\n", 1)
    glued = title + " " + rest.replace("\n", "")
    apart, together = split(document(text), (form("2021"),)), split(document(glued), (form("2021"),))
    assert [section.id for section in together[1]] == SIX
    assert [squeezed(section.text) for section in together[1]] == [squeezed(section.text) for section in apart[1]]
    assert squeezed(together[0]) == squeezed(apart[0])


def test_a_heading_in_other_words_is_known_and_kept_as_written() -> None:
    text = a_report("无。").replace("五、存在的主要问题及改进情况", "四、存在的主要问题与改进的措施")
    sections = split(document(text), (form("2021"),))[1]
    found = next(section for section in sections if section.id == "problems")
    assert found.heading == "四、存在的主要问题与改进的措施"


def test_an_unknown_heading_that_carries_the_numbering_on_is_a_section_without_id() -> None:
    sections = split(document(a_report("无。") + "七、获奖名单\n无。\n"), (form("2021"),))[1]
    assert (sections[-1].id, sections[-1].heading, sections[-1].text) == ("", "七、获奖名单", "无。")


def test_numbered_rows_of_table_three_are_not_headings() -> None:
    assert ids(a_report("无。")) == SIX


def test_a_promise_in_the_introduction_is_not_a_heading() -> None:
    lead, sections, _ = split(sample("quangang_service_centre_2018"), (form("pre2019-fujian"),))
    assert "七部分" in lead
    assert [section.id for section in sections] == [
        "overview",
        "proactive",
        "requests",
        "disputes",
        "problems",
        "annex",
    ]


def test_lines_broken_at_the_width_of_the_page_become_paragraphs_again() -> None:
    made = sample("quangang_2019")
    overview = split(made, (form("2019"),))[1][0].text
    assert "\n\n" not in overview
    assert all(line.rstrip()[-1] in "。！？；：）" for line in overview.splitlines())


def test_signature_and_print_line_are_said_and_not_text() -> None:
    _, sections, notes = split(sample("quangang_2025"), (form("2021"),))
    assert "抄送" not in sections[-1].text
    assert any("抄送：市政府办公室" in note for note in notes)


def test_tables_the_file_marks_are_not_text() -> None:
    table = Table((Cell("行政许可", 0, 0), Cell("5", 0, 1)), Place(table=1))
    made = Document("x", "docx", (Line("一、总体情况", Place()), Line("好。", Place()), table))
    assert split(made, (form("2021"),))[1][0].text == "好。"


def test_a_text_without_headings_says_so() -> None:
    lead, sections, notes = split(document("本报告没有分部分，只有一段话，因此什么也找不到。"), (form("2021"),))
    assert sections == ()
    assert lead.startswith("本报告没有分部分")
    assert notes == ("没有找到任何一级标题，正文未能分部分。",)


def test_parts_have_their_headings_also_where_they_run_into_the_text() -> None:
    glued = SectionText(
        "overview", "一、总体情况", "总说。（一）主动公开方面严格执行。（二）依申请公开方面收到3件。", Place()
    )
    assert [(part.numeral, part.heading, part.text) for part in parts(glued)] == [
        ("一", "主动公开方面", "严格执行。"),
        ("二", "依申请公开方面", "收到3件。"),
    ]


def test_brackets_inside_a_sentence_do_not_begin_a_part() -> None:
    text = SectionText("overview", "一、总体情况", "按第二十条第（一）项公开。", Place())
    assert parts(text) == ()


@given(st.text(alphabet="甲乙，。 \u3000\n\t12０％件（）(", max_size=60))
@settings(max_examples=60)
def test_compact_text_leads_back_to_the_source(source: str) -> None:
    small = compact(source)
    assert len(small.text) == len(small.at)
    assert not any(char.isspace() for char in small.text)
    for index in range(len(small.text)):
        assert squeezed(small.original(index, index + 1)) == small.text[index]
    assert small.original(0, 0) == ""
    assert small.offset(len(small.text)) == len(source)


@given(st.lists(st.sampled_from(SIX), unique=True, min_size=1))
@settings(max_examples=40)
def test_sections_come_out_in_the_order_they_are_written_in(order: list[str]) -> None:
    known = {section.id: section for section in form("2021").sections}
    text = "甲区2024年度政府信息公开工作年度报告\n" + "".join(
        f"{'一二三四五六'[n]}、{known[id].heading}\n第{n}段内容写在这里。\n" for n, id in enumerate(order)
    )
    found = split(document(text), (form("2021"),))[1]
    assert [section.id for section in found] == order
    assert [section.text for section in found] == [f"第{n}段内容写在这里。" for n in range(len(order))]
