"""Whatever the bytes, the answer is a document or one clear line."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources import sheet, word
from gongkai.annual.sources.limits import Limits
from gongkai.annual.sources.opening import open_document
from gongkai.annual.sources.pdf_pages import read_pages
from gongkai.annual.sources.tests.making import cell, docx, packed, paragraph, pdf_page, table, xlsx

LIMITS = Limits(seconds=5)
WORD = docx(paragraph("一、总体情况") + table(cell("总计", '<w:gridSpan w:val="2"/>'), cell("1") + cell("2")))
SHEET = xlsx(
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>',
    after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
)
PAGE = (
    "<html><head><title>年报</title></head><body><table><tr><td rowspan=2>甲<td>乙</table><p>文</p></body></html>"
).encode()
MARKDOWN = "# 年报\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n<table><tr><td>x</td></tr></table>\n1. 二\n".encode()
TEXT = "年报\t甲\n规章 | 0 | 1 |\n文件 | 2 | 3 |\n".encode("gb18030")
ARCHIVE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/html\r\n\r\n<p>a</p>\r\n--x--"
)
PDF = pdf_page("BT /F1 12 Tf 72 700 Td (words) Tj ET 10 10 100 100 re S 60 10 m 60 110 l S")
BODY = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/>'
    "</w:tc><w:tc/></w:tr></w:tbl><w:sdt/><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>"
)


@st.composite
def mutated(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with a few changed, cut off, doubled or moved."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(min_value=1, max_value=6))):
        start = draw(st.integers(min_value=0, max_value=max(len(data) - 1, 0)))
        end = min(start + draw(st.integers(min_value=0, max_value=40)), len(data))
        how = draw(st.sampled_from(["set", "cut", "drop", "double", "insert"]))
        if how == "set" and data:
            data[start] = draw(st.integers(min_value=0, max_value=255))
        elif how == "cut":
            del data[start:]
        elif how == "drop":
            del data[start:end]
        elif how == "double":
            data[end:end] = data[start:end]
        else:
            data[start:start] = draw(st.binary(max_size=12))
    return bytes(data)


def answers(data: bytes, name: str) -> None:
    """Opens it; anything but a document or a refusal in one line fails the test."""
    try:
        document = open_document(data, name, limits=LIMITS)
    except CannotRead as problem:
        assert problem.code
        assert problem.sentence.startswith(f"{name}：")
        assert problem.sentence.endswith("。")
    else:
        assert document.blocks
        assert document.text.encode()


brief = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@brief
@given(st.one_of(*[mutated(whole) for whole in (WORD, SHEET)]))
def test_broken_containers_are_answered(data: bytes) -> None:
    answers(data, "坏.docx")


@brief
@given(
    st.one_of(*[mutated(whole) for whole in (PAGE, MARKDOWN, TEXT, ARCHIVE)]),
    st.sampled_from(["坏.html", "坏.md", "坏.txt"]),
)
def test_broken_text_is_answered(data: bytes, name: str) -> None:
    if not data.lstrip().startswith(b"{\\rtf"):
        answers(data, name)


@brief
@given(mutated(BODY.encode()))
def test_broken_word_xml_inside_a_sound_container_is_answered(body: bytes) -> None:
    try:
        word.read(docx(body.decode("utf-8", "replace")), LIMITS)
    except CannotRead as problem:
        assert problem.code in {"damaged", "unsafe"}


@brief
@given(mutated(b'<sheetData><row r="1"><c r="A1" t="s" s="1"><f>A2</f><v>1</v></c></row></sheetData>'))
def test_broken_sheet_xml_inside_a_sound_container_is_answered(inner: bytes) -> None:
    try:
        sheet.read(xlsx(inner.decode("utf-8", "replace")), LIMITS)
    except CannotRead as problem:
        assert problem.code in {"damaged", "unsafe", "too-many-cells"}
    except Exception as problem:
        # Only XML faults may leave the reader; the door turns them into a refusal.
        assert type(problem).__name__ == "XMLSyntaxError"


@brief
@given(mutated(PDF))
def test_a_broken_pdf_is_answered(data: bytes) -> None:
    try:
        found = read_pages(data, LIMITS)
    except CannotRead as problem:
        assert problem.code in {"damaged", "empty", "encrypted", "image-only", "garbled-text", "too-many-pages"}
    else:
        assert found.blocks


@brief
@given(
    st.dictionaries(
        st.sampled_from(["[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "_rels/.rels"]),
        st.binary(max_size=60),
    )
)
def test_containers_of_nonsense_are_answered(parts: dict[str, bytes]) -> None:
    answers(packed(dict(parts)), "坏.xlsx")


@brief
@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_answered(data: bytes) -> None:
    if not data.lstrip().startswith(b"{\\rtf") and b"%PDF-" not in data:
        answers(data, "坏.bin")
