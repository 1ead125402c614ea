"""A file is looked into place by place, and what is not seen when it is opened is pointed at."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor

from gongkai.screening.files import FileScreening, screen_file
from gongkai.screening.findings import KINDS, Context
from gongkai.screening.tests.making import (
    CONTEXT,
    PHONE,
    picture,
    plain_sheet,
    plain_word,
    saved,
    with_hidden_sheet,
    with_hidden_word,
    with_left_over_words,
    with_parts,
    with_slides,
)


def look(name: str, data: bytes) -> FileScreening:
    """The screening on the day of the tests."""
    return screen_file(name, data, CONTEXT)


def found(screening: FileScreening) -> list[tuple[str, str, str]]:
    """Kind, level and place of every finding."""
    return [(one.kind, one.level, one.place.words if one.place else "") for one in screening.findings]


def test_a_plain_word_file_passes_and_gives_its_words() -> None:
    screening = look("通知.docx", saved(plain_word("各镇人民政府：", "按期报送。")))
    assert (screening.kind, screening.findings, screening.passes) == ("docx", (), True)
    assert screening.text == "各镇人民政府：\n按期报送。"
    assert screening.looked_for == tuple(KINDS)


def test_findings_in_a_word_file_say_the_paragraph_and_the_cell() -> None:
    document = plain_word("正文", f"电话：{PHONE}")
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "申请人", "王小明"
    document.sections[0].header.paragraphs[0].text = "秘密★10年"
    screening = look("通知.docx", saved(document))
    assert ("mobile_phone", "sure", "正文第2段") in found(screening)
    assert ("person_name", "sure", "正文第4段") in found(screening)
    assert ("security_mark", "sure", "页眉第1段") in found(screening)
    (phone,) = [one for one in screening.findings if one.kind == "mobile_phone"]
    assert (phone.start, phone.end, phone.hidden) == (3, 14, False)
    assert phone.sentence.startswith("正文第2段写有手机号码")


def test_a_number_cut_by_runs_and_paragraphs_is_found() -> None:
    document = plain_word("联系电话：13800")
    document.paragraphs[0].runs[0].font.bold = True
    document.paragraphs[0].add_run("00")
    document.add_paragraph("0012")
    assert found(look("通知.docx", saved(document))) == [("mobile_phone", "sure", "正文第1段")]


def test_what_word_hides_is_pointed_at_and_screened() -> None:
    screening = look("通知.docx", with_hidden_word())
    assert screening.text.endswith("看得见\n有批注\n修订：新词")
    kinds = [kind for kind, _, _ in found(screening)]
    assert kinds.count("hidden_text") == 3 and kinds.count("revision") == 2
    assert {"comment", "metadata", "custom_data"} <= set(kinds)
    (phone,) = [one for one in screening.findings if one.kind == "mobile_phone"]
    assert phone.hidden and "（不显示的内容）" in phone.sentence
    assert not screening.passes


def test_white_words_on_a_dark_ground_are_seen() -> None:
    document = plain_word("正文")
    run = document.add_table(1, 1).rows[0].cells[0].paragraphs[0].add_run("表头")
    run.font.color.rgb = RGBColor(255, 255, 255)
    cell = document.tables[0].rows[0].cells[0]._tc
    cell.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>'))
    assert look("通知.docx", saved(document)).findings == ()


def test_hidden_by_style_is_hidden_too() -> None:
    document = Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    style = document.styles.add_style("Quiet", 1)
    style.font.hidden = True
    document.add_paragraph("藏在样式里", style="Quiet")
    kinds = [kind for kind, _, _ in found(look("通知.docx", saved(document)))]
    assert "hidden_text" in kinds


@pytest.mark.parametrize(
    ("part", "body", "kind"),
    [
        ("word/vbaProject.bin", b"\x00macro", "macro"),
        ("word/embeddings/oleObject1.bin", b"\x00ole", "embedded"),
        ("customXml/item9.xml", b"<a>0001</a>", "custom_data"),
        ("docProps/custom.xml", b'<Properties><property name="n"><v>0001</v></property></Properties>', "metadata"),
    ],
)
def test_parts_that_nobody_sees_are_pointed_at(part: str, body: bytes, kind: str) -> None:
    data = with_parts(saved(plain_word("正文")), {part: body})
    assert kind in [one.kind for one in look("通知.docx", data).findings]


def test_links_outward_are_pointed_at_and_web_links_screened() -> None:
    document = plain_word("正文")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    document.part.relate_to(r"\\server\模板.dotx", f"{base}/attachedTemplate", is_external=True)
    document.part.relate_to("mailto:someone00@qq.com", f"{base}/hyperlink", is_external=True)
    assert [kind for kind, _, _ in found(look("通知.docx", saved(document)))] == ["external_link", "email"]


def test_what_excel_hides_is_pointed_at_and_the_rest_read() -> None:
    screening = look("表.xlsx", with_hidden_sheet())
    assert screening.text == "项目\t金额\n甲\t1200\n乙\t800"
    places = found(screening)
    assert ("hidden_sheet", "sure", "工作表“底稿”") in places
    assert places.count(("hidden_sheet", "sure", "工作表“公开”")) == 2
    assert ("comment", "sure", "工作表“公开”B1") in places
    assert ("mobile_phone", "sure", "工作表“公开”B4") in places
    assert "hidden_text" in {kind for kind, _, _ in places}


def test_a_number_kept_as_a_figure_is_read_in_full() -> None:
    screening = look("表.xlsx", plain_sheet(("手机", 13800000012), ("金额", 12)))
    assert found(screening) == [("mobile_phone", "sure", "工作表“Sheet”B1")]


def test_words_left_in_the_table_of_shared_words_are_pointed_at() -> None:
    found_here = look("表.xlsx", with_left_over_words()).findings
    assert [(one.kind, one.excerpt) for one in found_here] == [("hidden_text", "删去的话")]


def test_web_pages_are_read_and_their_unseen_parts_pointed_at() -> None:
    page = (
        f"<html><head><title>公告</title><meta name='author' content='经办人'></head><body>"
        "<p>电话：138<b>0000</b>0012</p>"
        f"<p style='display: none'>藏{PHONE}</p><!-- 内部意见 --><table><tr><td>甲</td><td>乙</td></tr></table>"
        "<script>track()</script><input type='hidden' value='0001'></body></html>"
    )
    screening = look("公告.html", page.encode())
    assert "电话：13800000012" in screening.text and "藏" not in screening.text and "甲\t乙" in screening.text
    kinds = [kind for kind, _, _ in found(screening)]
    assert sorted(set(kinds)) == ["comment", "form_field", "hidden_text", "metadata", "mobile_phone", "script"]
    assert kinds.count("mobile_phone") == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_in_the_usual_encodings(encoding: str) -> None:
    screening = look("通知.txt", f"第一行\n联系人电话{PHONE}".encode(encoding))
    assert found(screening) == [("mobile_phone", "sure", "文中第2段")]


def test_a_csv_is_read_field_by_field() -> None:
    screening = look("名单.csv", f"户主,电话\n王小明,{PHONE}\n".encode())
    assert ("mobile_phone", "sure", "文中第2段") in found(screening)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_pictures_need_eyes_and_what_they_carry_is_read(kind: str) -> None:
    screening = look(f"照片.{'jpg' if kind == 'JPEG' else 'png'}", picture(kind))
    kinds = {kind for kind, _, _ in found(screening)}
    assert kinds == {"unseen", "location", "metadata"}
    assert not screening.passes


def test_data_behind_the_end_of_a_picture_are_pointed_at() -> None:
    kinds = {kind for kind, _, _ in found(look("照片.jpg", picture() + b"PK secret archive"))}
    assert "embedded" in kinds


def test_a_picture_in_a_word_file_needs_eyes() -> None:
    document = plain_word("正文")
    document.add_picture(io.BytesIO(picture()))
    kinds = {kind for kind, _, _ in found(look("通知.docx", saved(document)))}
    assert {"unseen", "location"} <= kinds


def test_kinds_that_are_not_asked_for_are_not_given() -> None:
    skip = frozenset(KINDS) - {"comment"}
    screening = screen_file("通知.docx", with_hidden_word(), Context(on=CONTEXT.on, skip=skip))
    assert {one.kind for one in screening.findings} == {"comment"}
    assert screening.looked_for == ("comment",)


def test_slides_are_read_and_their_notes_comments_and_hidden_ones_pointed_at() -> None:
    screening = look("汇报.pptx", with_slides(hidden=True))
    assert screening.text == f"电话{PHONE}"
    assert ("mobile_phone", "sure", "第2张幻灯片") in found(screening)
    assert ("notes", "sure", "第2张幻灯片备注") in found(screening)
    assert ("hidden_sheet", "sure", "第1张幻灯片") in found(screening)
    assert "comment" in {kind for kind, _, _ in found(screening)}
    assert look("汇报.pptx", with_slides()).text == f"第一张\n电话{PHONE}"


def test_words_of_charts_descriptions_and_cropped_pictures_are_looked_at() -> None:
    document = plain_word("正文")
    document.add_picture(io.BytesIO(picture()))
    for element in document.element.body.iter("{*}docPr"):
        element.set("descr", f"截图 电话{PHONE}")
    for element in document.element.body.iter("{*}blipFill"):
        element.append(parse_xml(f'<a:srcRect {nsdecls("a")} l="20000" t="0"/>'))
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    parts = {"word/charts/chart1.xml": f'<c:chart xmlns:c="{chart}"><c:v>秘密★5年</c:v></c:chart>'.encode()}
    screening = look("通知.docx", with_parts(saved(document), parts))
    assert ("mobile_phone", "sure", "文本框“document.xml”") in found(screening)
    assert ("security_mark", "sure", "文本框“chart1.xml”") in found(screening)
    assert any("裁去的部分仍在文件里" in one.sentence for one in screening.findings)


def test_names_below_a_heading_are_found_past_empty_cells() -> None:
    rows = (("序号", "备注", "姓名", "残疾等级"), (1, None, "王小明", "二级"), (2, "x", "李某某", None))
    names = [one for one in look("名单.xlsx", plain_sheet(*rows)).findings if one.kind == "person_name"]
    assert [(one.excerpt, one.level, one.place.words if one.place else "") for one in names] == [
        ("王小明", "doubtful", "工作表“Sheet”C2")
    ]
    document = plain_word("名单")
    table = document.add_table(2, 3)
    for cell, words in zip(table.rows[0].cells, ("备注", "姓名", "低保类别"), strict=True):
        cell.text = words
    table.rows[1].cells[1].text = "王小明"
    assert [kind for kind, _, _ in found(look("名单.docx", saved(document)))] == ["person_name"]
    plain = (("序号", "姓名", "职务"), (1, "王小明", "区长"))
    assert look("领导.xlsx", plain_sheet(*plain)).findings == ()


def test_white_words_that_a_style_may_colour_are_taken_as_seen() -> None:
    document = plain_word("正文")
    table = document.add_table(1, 1)
    run = table.rows[0].cells[0].paragraphs[0].add_run("表头")
    run.font.color.rgb = RGBColor(255, 255, 255)
    assert [kind for kind, _, _ in found(look("通知.docx", saved(document)))] == ["hidden_text"]
    table.style = "Medium Shading 1 Accent 1"
    assert found(look("通知.docx", saved(document))) == []


def test_white_cells_under_a_condition_are_taken_as_seen() -> None:
    def book(rule: bool) -> bytes:
        out = io.BytesIO()
        made = xlsxwriter.Workbook(out)
        sheet = made.add_worksheet("表")
        sheet.write(0, 0, "表头", made.add_format({"font_color": "#FFFFFF"}))
        if rule:
            sheet.conditional_format("A1:B2", {"type": "no_blanks", "format": made.add_format({"bg_color": "#1F3864"})})
        made.close()
        return out.getvalue()

    assert [kind for kind, _, _ in found(look("表.xlsx", book(False)))] == ["hidden_text"]
    assert found(look("表.xlsx", book(True))) == []


def test_white_words_of_a_page_are_doubtful_and_read() -> None:
    screening = look("公告.html", b"<html><body><p style='color: #fff'>HELLO</p></body></html>")
    assert [(one.kind, one.level) for one in screening.findings] == [("hidden_text", "doubtful")]
    assert screening.text == "HELLO"


def test_parts_that_belong_to_nothing_and_data_behind_the_end_are_pointed_at() -> None:
    stuffed = with_parts(saved(plain_word("正文")), {"word/old.png": picture("PNG"), "secret.txt": b"abc"})
    assert [one.excerpt for one in look("通知.docx", stuffed).findings if one.kind == "embedded"] == [
        "old.png",
        "secret.txt",
    ]
    out = io.BytesIO(saved(plain_word("正文")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = f"tel {PHONE}".encode()
    assert {kind for kind, _, _ in found(look("通知.docx", out.getvalue()))} == {"embedded", "mobile_phone"}
