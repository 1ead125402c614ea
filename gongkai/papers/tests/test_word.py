import io
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.papers.blocks import Body, Colophon, Head, Heading, NewPage, Paper, Signature, Title
from gongkai.papers.tests.sheets import small_grid
from gongkai.papers.word import to_word


def opened(*blocks: object) -> docx.document.Document:
    return docx.Document(io.BytesIO(to_word(Paper("题", "机关", blocks))))  # type: ignore[arg-type]


def test_the_page_is_that_of_the_standard():
    section = opened(Body("正文")).sections[0]

    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 28, 26, 35]
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "580"


def test_body_and_headings_name_the_fonts_of_the_office():
    styles = opened(Body("正文")).styles

    def chinese(name: str) -> str:
        return str(styles[name].element.rPr.rFonts.get(qn("w:eastAsia")))

    assert chinese("Normal") == "仿宋_GB2312"
    assert chinese("Title") == "方正小标宋简体"
    assert chinese("Heading 1") == "黑体"
    assert chinese("Heading 2") == "楷体_GB2312"
    assert styles["Normal"].font.size.pt == 16
    assert styles["Title"].font.size.pt == 22


def test_headings_are_real_headings():
    document = opened(Title("题"), Heading(1, "一、总体情况"), Heading(2, "（一）主动公开"), Body("正文"))

    assert [(made.style.name, made.text) for made in document.paragraphs] == [
        ("Title", "题"), ("Heading 1", "一、总体情况"), ("Heading 2", "（一）主动公开"), ("Normal", "正文"),
    ]  # fmt: skip


def test_cells_are_truly_merged_and_heads_repeat_and_rows_hold_together():
    table = opened(small_grid()).tables[0]

    assert table.cell(0, 0)._tc is table.cell(1, 1)._tc
    assert table.cell(0, 2)._tc is table.cell(0, 3)._tc
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc
    assert [cell.text for cell in table.rows[3].cells] == ["办理", "不公开", "3", "4.50"]
    repeats = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeats == [True, True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_page_numbers_stand_outside_on_odd_and_even_pages():
    document = opened(Body("正文"))
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].alignment == 2
    assert section.even_page_footer.paragraphs[0].alignment == 0
    assert section.footer.paragraphs[0].text.startswith("— ")
    assert "PAGE" in section.footer._element.xml


def test_a_letter_has_no_number_on_its_first_page():
    section = opened(Head("某办公室", "某函〔2026〕1号", "letter"), Body("正文")).sections[0]

    assert section.different_first_page_header_footer
    assert "PAGE" not in section.first_page_footer._element.xml


def test_the_issuer_mark_is_red_and_the_colophon_carries_printer_and_day():
    document = opened(
        Head("某某文件", "某〔2026〕2号"), Body("正文"), Signature("某某", "2026年1月12日"),
        Colophon("抄送：某办。", "某办公室", "2026年1月12日印发"),
    )  # fmt: skip

    assert str(document.paragraphs[0].runs[-1].font.color.rgb) == "DA251D"
    assert [made.text for made in document.paragraphs[-2:]] == ["抄送：某办。", "某办公室\t2026年1月12日印发"]


def test_a_new_page_begins_with_what_follows():
    document = opened(Body("一"), NewPage(), Title("二"))

    assert [made.paragraph_format.page_break_before for made in document.paragraphs] == [None, True]


def test_the_day_of_signing_is_the_day_of_the_file():
    made = to_word(Paper("题", "机关", (Body("文"),), date(2026, 1, 12)))

    assert docx.Document(io.BytesIO(made)).core_properties.created.date() == date(2026, 1, 12)


def test_the_same_paper_gives_the_same_parts():
    paper = Paper("题", "机关", (Title("题"), Body("正文"), small_grid()))
    first, second = (zipfile.ZipFile(io.BytesIO(to_word(paper))) for _ in range(2))

    assert {name: first.read(name) for name in first.namelist()} == {
        name: second.read(name) for name in second.namelist()
    }


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_comes_back_and_control_characters_are_seen_not_dropped(text: str):
    body = opened(Body(text)).paragraphs[0].text

    if all(letter >= " " and letter not in "\ufffe\uffff\x7f" for letter in text):
        assert body == text
    else:
        assert len(body) >= len(text.replace("\r\n", "\n"))


@pytest.mark.parametrize("text", ["</w:t><w:t>", "&amp;", "<w:p/>"])
def test_markup_in_a_cell_is_words(text: str):
    assert opened(small_grid(text, "2", "3", "4")).tables[0].cell(2, 2).text == text
