"""What is rendered is read back, cell by cell, by the platform's own reader, in every file format."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.annual.documents import Place
from gongkai.annual.heads import read_head
from gongkai.annual.recognise.figures import recognise
from gongkai.annual.render.cover import Cover
from gongkai.annual.render.excel import to_excel
from gongkai.annual.render.html import to_html
from gongkai.annual.render.pdf import to_pdf
from gongkai.annual.render.tests.made import FORMS, filled_reports, report
from gongkai.annual.render.word import to_word
from gongkai.annual.report import Report, SectionText
from gongkai.annual.sections import split
from gongkai.annual.sources.opening import open_document
from gongkai.law.formats import formats

QUICK: dict[str, Callable[[Report], bytes]] = {
    "报告.docx": to_word,
    "报告.html": lambda made: to_html(made, full_page=True).encode(),
    "报告.xlsx": to_excel,
}
EVERY: dict[str, Callable[[Report], bytes]] = {**QUICK, "报告.pdf": to_pdf}


def read_back(made: Report, name: str) -> dict[str, Decimal]:
    """The figures another office would read out of the file."""
    assert made.form is not None
    found = recognise(open_document(EVERY[name](made), name), made.form)
    return {cell: figure.value for cell, figure in found.figures.items() if figure.how == "read"}


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_figures_come_back_equal(name: str, form: str, data: st.DataObject):
    made = data.draw(filled_reports(form))

    assert read_back(made, name) == made.values


@pytest.mark.parametrize("form", FORMS)
def test_figures_come_back_equal_from_pdf(form: str):
    spec = formats()[form].cells
    texts = {id: str(at * 7919 % 4001) for at, id in enumerate(spec)}
    texts |= {id: "274.09249" for id, cell in spec.items() if cell.kind == "amount"}
    texts |= {id: "-30" for id, cell in spec.items() if cell.kind == "signed"}
    made = report(form, texts)

    assert read_back(made, "报告.pdf") == made.values


def test_figures_of_nine_digits_come_back_equal_from_pdf():
    made = report("2021", {id: str(100_000_000 + at) for at, id in enumerate(formats()["2021"].cells)})

    assert read_back(made, "报告.pdf") == made.values


@pytest.mark.parametrize("name", EVERY)
def test_an_unread_cell_does_not_come_back_as_nought(name: str):
    made = report("2021", {"t2.rules.issued": "", "t2.fees.amount_wan": "", "t2.licence.decisions": "12"})
    back = read_back(made, name)

    assert "t2.rules.issued" not in back
    assert "t2.fees.amount_wan" not in back
    assert back["t2.licence.decisions"] == 12


SECTIONS = (
    SectionText("overview", "一、总体情况", "（一）主动公开情况\n全年公开信息1202条。\n（二）管理\n有目录。", Place()),
    SectionText("proactive", "二、主动公开政府信息情况", "", Place()),
    SectionText("requests", "三、收到和处理政府信息公开申请情况", "", Place()),
    SectionText("disputes", "四、政府信息公开行政复议、行政诉讼情况", "", Place()),
    SectionText("problems", "五、存在的主要问题及改进情况", "队伍建设有待加强。", Place()),
    SectionText("other", "六、其他需要报告的事项", "2025年度未收取信息处理费。", Place()),
)
NOTICE = Cover("notice", "某区人民政府办公室", "某政办〔2026〕2号", date(2026, 1, 12), ("各镇人民政府",), "区政府",
               copies=("市政府办公室",), printer="某区人民政府办公室", printed_on=date(2026, 1, 12))  # fmt: skip
COVERED: dict[str, Callable[[Report], bytes]] = {
    **EVERY,
    "通知.docx": lambda made: to_word(made, NOTICE),
    "通知.pdf": lambda made: to_pdf(made, NOTICE),
}


@pytest.mark.parametrize("name", COVERED)
def test_title_year_lead_and_sections_come_back_and_the_cover_is_not_taken_for_text(name: str):
    made = report("2021", sections=SECTIONS, title="某区2025年度政府信息公开工作年度报告")
    assert made.form is not None
    document = open_document(COVERED[name](made), name)

    head = read_head(document, (made.form,))
    lead, sections, _ = split(document, (made.form,))

    assert (head.title, head.year) == (made.title, 2025)
    assert lead == made.lead
    assert [(one.id, one.heading, one.text) for one in sections] == [
        (one.id, one.heading, one.text) for one in SECTIONS
    ]
    assert head.number == ("某政办〔2026〕2号" if name.startswith("通知") else "")
