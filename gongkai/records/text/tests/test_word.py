"""Drafts from Word files: numbers, tables and headings as they are; what is no Word file is refused in one sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gongkai.kit.action import Refused
from gongkai.records.text.cleaning import clean_html
from gongkai.records.text.word import from_docx

DAY = date(2026, 3, 10)
HEAD = (
    "泉州市泉港区涂岭镇人民政府文件",
    "涂政〔2026〕9号",
    "泉州市泉港区涂岭镇人民政府",
    "关于做好春季森林防火工作的通知",
)


def saved(document: Document) -> bytes:  # type: ignore[valid-type]
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def paper(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def test_the_head_gives_number_and_title_and_the_end_the_day() -> None:
    found = from_docx(paper(*HEAD, "各村民委员会：", "现通知如下。", "涂岭镇人民政府", "2026年3月2日"), DAY)
    assert found.title == "泉州市泉港区涂岭镇人民政府关于做好春季森林防火工作的通知"
    assert (found.doc_number, found.formed_on) == ("涂政〔2026〕9号", "2026-03-02")
    assert found.html == "<p>各村民委员会：</p><p>现通知如下。</p><p>涂岭镇人民政府</p><p>2026年3月2日</p>"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("二〇二六年三月二日", "2026-03-02"),
        ("二〇二五年九月二十五日", "2025-09-25"),
        ("二○一九年十二月三十一日", "2019-12-31"),
        ("2026年2月30日", ""),
    ],
)
def test_a_day_may_be_written_in_characters(words: str, day: str) -> None:
    assert from_docx(paper("关于防汛的通知", "正文。", words), DAY).formed_on == day


def test_what_is_no_title_stays_in_the_text() -> None:
    found = from_docx(paper("各村民委员会：", "现通知如下。"), DAY)
    assert (found.title, found.html) == ("", "<p>各村民委员会：</p><p>现通知如下。</p>")


def numbered(paragraph: Paragraph, key: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    place = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", key)):
        one = OxmlElement(name)
        one.set(qn("w:val"), value)
        place.append(one)
    properties.append(place)


def test_numbers_that_word_counts_are_written_out() -> None:
    document = Document()
    part = document.part.numbering_part._element
    for key, form, pattern in (("90", "chineseCounting", "%1、"), ("91", "bullet", "·")):
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), key)
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", pattern)):
            one = OxmlElement(name)
            one.set(qn("w:val"), value)
            level.append(one)
        abstract.append(level)
        part.insert(0, abstract)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), key)
        pointer = OxmlElement("w:abstractNumId")
        pointer.set(qn("w:val"), key)
        number.append(pointer)
        part.append(number)
    document.add_paragraph("开头说明。")
    for words, key in (("组织", "90"), ("时间", "90"), ("甲", "91"), ("乙", "91")):
        numbered(document.add_paragraph(words), key)
    html = from_docx(saved(document), DAY).html
    assert html == "<p>开头说明。</p><p>一、组织</p><p>二、时间</p><ul><li>甲</li><li>乙</li></ul>"


def test_tables_keep_merged_cells_and_headings_their_rank() -> None:
    document = Document()
    document.add_paragraph("说明如下。")
    document.add_heading("一、责任人", 2)
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "职务"
    table.cell(0, 2).text = "电话"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "组长"
    html = from_docx(saved(document), DAY).html
    assert "<h2>一、责任人</h2>" in html
    assert '<td colspan="2">职务</td>' in html
    assert clean_html(html) == html


def test_pictures_are_left_out_and_said_so() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    document = Document()
    document.add_paragraph("说明如下。")
    document.add_picture(io.BytesIO(out.getvalue()))
    found = from_docx(saved(document), DAY)
    assert found.html == "<p>说明如下。</p>"
    assert found.warnings == ("文件里有 1 张图片没有取入正文，需要公开的作为附件上传。",)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document/>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "word-kind"),
        (b"%PDF-1.4", "word-kind"),
        (b"\xd0\xcf\x11\xe0rest", "word-kind"),
        (b"PK\x03\x04broken", "word-unsafe"),
        (with_part(paper("甲"), "word/document.xml", BOMB), "word-unsafe"),
        (with_part(paper("甲"), "word/styles.xml", BOMB), "word-unsafe"),
        (with_part(paper("甲"), "word/document.xml", b"\0" * 30_000_000), "word-unsafe"),
        (with_part(paper("甲"), "word/document.xml", b"<w:document"), "word-unsafe"),
        (paper(), "word-empty"),
    ],
    ids=["nothing", "pdf", "doc", "torn", "entities", "entities-aside", "bomb", "torn-xml", "no-words"],
)
def test_what_cannot_be_taken_in_is_refused_in_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        from_docx(data, DAY)
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith("。") and "没有导入" in refusal.value.sentence


WHOLE = paper(*HEAD, "正文。")


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_and_never_breaks(at: int, noise: bytes) -> None:
    torn = WHOLE[:at] + noise + WHOLE[at + len(noise) :]
    try:
        found = from_docx(torn, DAY)
    except Refused as refusal:
        assert refusal.sentence
    else:
        assert clean_html(found.html) == found.html
