import io

import docx
import openpyxl
from docx.oxml.ns import qn
from lxml import html as lxml_html

from gongkai.annual.render.excel import to_excel
from gongkai.annual.render.marked import marked_copy, marked_page, marks_of, sentence_of
from gongkai.annual.render.tests.made import report
from gongkai.annual.report import Report
from gongkai.law.checks import check


def checked() -> Report:
    rows = {"new_received": "5", "granted": "4", "outcome_total": "4"}
    texts = {f"t3.{row}.{column}": text for row, text in rows.items() for column in ("natural_person", "total")}
    made = report("2021", texts)
    assert made.form is not None
    return report("2021", texts, findings=check(made.form, made.values).findings)


def test_findings_are_numbered_in_their_cells_and_listed_behind():
    made = checked()
    document = docx.Document(io.BytesIO(marked_copy(made)))
    cell = document.tables[1].cell(3, 9)

    assert cell.text == "5[" + ",".join(map(str, marks_of(made).numbers["t3.new_received.total"])) + "]"
    assert cell._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "F8D7DA"
    listed = [made.text for made in document.paragraphs if made.text.startswith("[1] ")]
    assert listed == [f"[1] {sentence_of(made.findings[0])}"]
    assert "第一项加第二项之和，应等于第三项总计加第四项之和。" in listed[0]


def test_a_finding_says_level_code_sentence_advice_and_basis():
    first = sentence_of(checked().findings[0])

    assert first.startswith("【错误 R1】")
    assert "对照申请登记台账" in first
    assert first.endswith("（依据：《政府信息公开工作年度报告格式》表三）")


def test_the_page_leads_from_each_cell_to_its_sentence():
    root = lxml_html.document_fromstring(marked_page(checked()))
    links = {link.get("href").removeprefix("#") for link in root.findall(".//td//a")}
    targets = {item.get("id") for item in root.findall(".//ol/li")}

    assert links
    assert links <= targets
    numbered = {cell.get("class") for cell in root.findall(".//td") if cell.find("sup") is not None}
    assert numbered == {"n found stop"}


def test_a_nought_that_a_broken_sum_runs_over_is_tinted_but_not_numbered():
    root = lxml_html.document_fromstring(marked_page(checked()))
    tinted = [cell for cell in root.findall(".//td") if cell.get("class") == "n zero found stop"]

    assert tinted
    assert all(cell.find("sup") is None for cell in tinted)


def test_a_sound_report_says_that_nothing_was_found():
    document = docx.Document(io.BytesIO(marked_copy(report("2021"))))

    assert document.paragraphs[-1].text == "未发现问题。"
    assert "未发现问题。" in marked_page(report("2021"))


def test_the_workbook_has_text_tables_and_findings():
    book = openpyxl.load_workbook(io.BytesIO(to_excel(checked())))

    assert book.sheetnames == [
        "正文", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
        "核对结果",
    ]  # fmt: skip
    assert book["核对结果"]["B2"].value == "R1"
    assert book["正文"]["A1"].value == checked().title
