from __future__ import annotations

import pytest
from docx import Document as NewDocument

from gongkai.annual.documents import CannotRead, Document, Line
from gongkai.annual.sources.opening import open_document
from gongkai.annual.sources.tests.making import cell, docx, lines, packed, paragraph, spans, table, tables, texts


def opened(body: str, name: str = "报告.docx", **more: str) -> Document:
    return open_document(docx(body, **more), name)


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    document = opened(paragraph("甲") + table(cell("1") + cell("2")) + paragraph("乙") + table(cell("3") + cell("4")))
    kinds = [block.text if isinstance(block, Line) else texts(block) for block in document.blocks]
    assert kinds == ["甲", [["1", "2"]], "乙", [["3", "4"]]]
    assert [found.place.table for found in tables(document)] == [1, 2]


def test_merged_cells_appear_once_with_what_they_cover() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = opened(
        table(
            cell("申请人情况", '<w:gridSpan w:val="3"/>'),
            cell("结果", restart) + cell("自然人") + cell("1"),
            cell("", goes_on) + cell("商业企业") + cell("2"),
        )
    )
    assert spans(tables(document)[0]) == {
        "申请人情况": (0, 0, 1, 3),
        "结果": (1, 0, 2, 1),
        "自然人": (1, 1, 1, 1),
        "1": (1, 2, 1, 1),
        "商业企业": (2, 1, 1, 1),
        "2": (2, 2, 1, 1),
    }


def test_a_table_made_by_a_word_library_keeps_its_merges(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = NewDocument()
    grid = made.add_table(rows=3, cols=3)
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "合并"
    for row, column in ((0, 2), (1, 2), (2, 0), (2, 1), (2, 2)):
        grid.cell(row, column).text = f"{row}{column}"
    path = tmp_path_factory.mktemp("word") / "合并.docx"
    made.save(str(path))
    found = spans(tables(open_document(path, path.name))[0])
    assert found["合并"] == (0, 0, 2, 2)
    assert found["12"] == (1, 2, 1, 1)


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    document = opened(
        "<w:p><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>3</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>"
    )
    assert lines(document) == ["收到5件"]


def test_a_deleted_table_row_is_gone() -> None:
    gone = "<w:trPr><w:del/></w:trPr>" + cell("旧") + cell("0")
    assert texts(tables(opened(table(cell("新") + cell("1"), gone)))[0]) == [["新", "1"]]


def test_field_instructions_are_dropped_and_their_results_kept() -> None:
    document = opened(
        '<w:p><w:r><w:t>见</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "http://a.example" </w:instrText></w:r><w:r><w:t>指令</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>网站</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    )
    assert lines(document) == ["见网站。"]


def test_hidden_text_is_left_out_and_told() -> None:
    document = opened(paragraph("公开") + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部批注</w:t></w:r></w:p>")
    assert lines(document) == ["公开"]
    assert document.warnings == ("文档有 1 处隐藏文字，没有读取，请在 Word 中显示后核对。",)


def test_vanish_switched_off_is_not_hidden() -> None:
    document = opened('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t></w:r></w:p>')
    assert lines(document) == ["看得见"]


def test_content_controls_are_opened_but_placeholders_are_no_text() -> None:
    document = opened(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('正文')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>数量：</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>单击此处输入文字</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert lines(document) == ["正文", "数量："]


def test_a_text_box_is_read_once_although_the_file_says_it_twice() -> None:
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    document = opened(
        f"<w:p><w:r><w:t>框外</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(document) == ["框外", "框内文字"]


def test_headings_are_told_by_style_through_inheritance() -> None:
    styles = (
        '<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="x"><w:name w:val="自定"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:styleId="loop"><w:name w:val="环"/><w:basedOn w:val="loop"/></w:style>'
    )
    body = paragraph("标题", '<w:pStyle w:val="x"/>') + paragraph("正文", '<w:pStyle w:val="loop"/>')
    body += paragraph("大纲", '<w:outlineLvl w:val="0"/>')
    found = [block for block in opened(body, styles=styles).blocks if isinstance(block, Line)]
    assert [(line.text, line.heading) for line in found] == [("标题", 2), ("正文", 0), ("大纲", 1)]


def test_numbers_that_word_counts_by_itself_are_written_out() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )

    def item(text: str, level: int) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    body = item("总体情况", 0) + item("公开", 1) + item("申请", 1) + item("主动公开", 0) + item("规章", 1)
    assert lines(opened(body, numbering=numbering)) == [
        "一、总体情况",
        "（一）公开",
        "（二）申请",
        "二、主动公开",
        "（一）规章",
    ]


def test_a_table_that_only_arranges_the_page_gives_its_contents() -> None:
    inner = table(cell("许可") + cell("3"), cell("处罚") + cell("4"))
    document = opened(table(f"<w:tc>{paragraph('前言')}{inner}<w:p/></w:tc>"))
    assert lines(document) == ["前言"]
    assert texts(tables(document)[0]) == [["许可", "3"], ["处罚", "4"]]


def test_a_macro_document_is_read_as_text_and_says_so() -> None:
    data = docx(paragraph("正文"), **{"word__vbaProject.bin": b"macro"})
    document = open_document(data, "报告.docm")
    assert lines(document) == ["正文"]
    assert document.warnings == ("文档带有宏，宏没有运行，只读取了文字。",)


def test_a_document_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(CannotRead, match=r"报告\.docx：里面带有外部定义或实体声明") as caught:
        opened("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", prolog=bomb)
    assert caught.value.code == "unsafe"


def test_entities_hidden_in_a_wide_encoding_are_refused() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
    data = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": text.encode("utf-16")})
    with pytest.raises(CannotRead) as caught:
        open_document(data, "报告.docx")
    assert caught.value.code == "unsafe"


def test_a_document_without_its_body_part_names_the_part() -> None:
    data = packed({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<a/>"})
    with pytest.raises(CannotRead, match=r"文档缺少组成部分 word/document\.xml"):
        open_document(data, "报告.docx")


def test_the_strict_form_of_the_format_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{strict}"><w:body>{paragraph("严格")}</w:body></w:document>',
        }
    )
    assert lines(open_document(data, "报告.docx")) == ["严格"]
