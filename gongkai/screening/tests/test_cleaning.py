"""A cleaned file opens, looks as before and holds nothing that is not seen; what cannot be cleaned says so."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pypdf
import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image, ImageChops
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from gongkai.screening.cleaning import CannotClean, Cleaned, clean_file
from gongkai.screening.files import CannotScreen, screen_file
from gongkai.screening.package import Package
from gongkai.screening.pdf_structure import notes_of, resolved
from gongkai.screening.tests.making import (
    CONTEXT,
    PHONE,
    layered_pdf,
    note,
    pdf_of,
    picture,
    plain_word,
    revised_pdf,
    saved,
    with_hidden_sheet,
    with_hidden_word,
    with_left_over_words,
    with_parts,
    words_at,
    written,
)

BOX = "0 0 0 rg 15 95 200 25 re f "


def kinds(name: str, data: bytes) -> set[str]:
    """The kinds of what a screening finds."""
    return {one.kind for one in screen_file(name, data, CONTEXT).findings}


def drawn(data: bytes) -> list[Image.Image]:
    """The pages as they look."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    pages = [document[at].render(scale=2, may_draw_forms=True).to_pil().convert("L") for at in range(len(document))]
    document.close()
    return pages


def look_alike(before: bytes, after: bytes) -> bool:
    """Whether two PDF files look the same, but for the grain of a picture."""
    first, second = drawn(before), drawn(after)
    return len(first) == len(second) and all(
        one.size == other.size and ImageChops.difference(one, other).point(lambda value: value > 90).getbbox() is None
        for one, other in zip(first, second, strict=True)
    )


def test_a_cleaned_word_file_keeps_what_is_seen_and_nothing_else() -> None:
    before = with_hidden_word()
    cleaned = clean_file("通知.docx", before)
    assert kinds("通知.docx", cleaned.data) == set()
    document = docx.Document(io.BytesIO(cleaned.data))
    assert [one.text for one in document.paragraphs][-3:] == ["看得见", "有批注", "修订：新词"]
    assert document.core_properties.author == ""
    everything = b"".join(Package(cleaned.data).parts.values())
    for word in (PHONE, "旧词", "白字", "小字", "暂缓", "经办人", "rsid", "w:ins "):
        assert word.encode() not in everything, word


def test_the_proof_ties_both_files_and_the_list_says_what_was_taken_out() -> None:
    before = with_hidden_word()
    cleaned = clean_file("通知.docx", before)
    assert cleaned.proof.sha256_before == hashlib.sha256(before).hexdigest()
    assert cleaned.proof.sha256_after == hashlib.sha256(cleaned.data).hexdigest()
    assert "hidden_text" in cleaned.proof.looked_for and "没有发现" in cleaned.proof.sentence
    counts = {one.kind: one.count for one in cleaned.removed}
    assert counts["hidden_text"] == 3 and counts["revision"] == 2 and counts["comment"] == 1
    assert cleaned.removed[0].sentence == "去掉隐藏文字 3 处：正文第3段。"


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_a_deleted_row_goes() -> None:
    document = plain_word("前半", "后半", "结尾")
    ns = nsdecls("w")
    mark = parse_xml(f'<w:pPr {ns}><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr>')
    document.paragraphs[0]._p.insert(0, mark)
    table = document.add_table(2, 1)
    table.rows[0].cells[0].text, table.rows[1].cells[0].text = "留下", "删去"
    properties = table.rows[1]._tr.get_or_add_trPr()
    properties.append(parse_xml(f'<w:del {ns} w:id="2" w:author="甲"/>'))
    paragraph = table.rows[1].cells[0].paragraphs[0]._p
    run = paragraph.r_lst[0]
    wrapped = parse_xml(f'<w:del {ns} w:id="3" w:author="甲"/>')
    paragraph.replace(run, wrapped)
    wrapped.append(run)
    cleaned = docx.Document(io.BytesIO(clean_file("通知.docx", saved(document)).data))
    assert [one.text for one in cleaned.paragraphs][:2] == ["前半后半", "结尾"]
    assert [[cell.text for cell in row.cells] for row in cleaned.tables[0].rows] == [["留下"]]


def test_macros_embedded_files_and_links_outward_go_and_web_links_stay() -> None:
    document = plain_word("正文")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    document.part.relate_to(r"\\server\模板.dotx", f"{base}/attachedTemplate", is_external=True)
    document.part.relate_to("https://www.example.com/", f"{base}/hyperlink", is_external=True)
    data = with_parts(saved(document), {"word/vbaProject.bin": b"x", "word/embeddings/a.bin": b"y"})
    cleaned = clean_file("通知.docm", data)
    assert {one.kind for one in cleaned.removed} >= {"macro", "embedded", "external_link"}
    package = Package(cleaned.data)
    assert not any("vba" in name or "embeddings" in name for name in package.parts)
    targets = [relation.get("Target") for _, relation in package.relations() if relation.get("TargetMode")]
    assert targets == ["https://www.example.com/"]


def test_parts_that_belong_to_nothing_go() -> None:
    cleaned = clean_file("通知.docx", with_parts(saved(plain_word("正文")), {"word/old.txt": b"abc", "a/b.bin": b"x"}))
    assert not {"word/old.txt", "a/b.bin"} & set(Package(cleaned.data).parts)
    assert {one.kind: one.count for one in cleaned.removed}["embedded"] == 2
    assert [one.text for one in docx.Document(io.BytesIO(cleaned.data)).paragraphs] == ["正文"]


def test_a_picture_in_a_word_file_loses_its_position_and_keeps_its_dots() -> None:
    document = plain_word("正文")
    document.add_picture(io.BytesIO(picture()))
    cleaned = clean_file("通知.docx", saved(document))
    assert kinds("通知.docx", cleaned.data) == {"unseen"}
    package = Package(cleaned.data)
    (name,) = package.named("word/media/")
    assert Image.open(io.BytesIO(package.parts[name])).tobytes() == Image.open(io.BytesIO(picture())).tobytes()


def test_hidden_parts_of_a_workbook_go_only_when_told() -> None:
    with pytest.raises(CannotClean, match="有隐藏的工作表“底稿”") as raised:
        clean_file("表.xlsx", with_hidden_sheet())
    assert raised.value.code == "hidden-parts"
    cleaned = clean_file("表.xlsx", with_hidden_sheet(), drop_hidden=True)
    assert kinds("表.xlsx", cleaned.data) == set()
    book = openpyxl.load_workbook(io.BytesIO(cleaned.data))
    assert book.sheetnames == ["公开"]
    rows = list(book["公开"].iter_rows(min_row=1, max_row=3, max_col=2, values_only=True))
    assert rows == [("项目", "金额"), ("甲", 1200), ("乙", 800)]
    everything = b"".join(Package(cleaned.data).parts.values()).decode("utf-8", "ignore")
    for word in (PHONE, "底价", "核减", "内部掌握", "白字", "经办人"):
        assert word not in everything


def test_formulas_become_their_values() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1"><v>2</v></c><c r="B1"><f>A1*3</f>{}</c></row></sheetData></worksheet>'
    )
    base = with_left_over_words()
    kept = with_parts(base, {"xl/worksheets/sheet1.xml": sheet.format("<v>6</v>").encode()})
    book = openpyxl.load_workbook(io.BytesIO(clean_file("表.xlsx", kept).data))
    assert book.active is not None and book.active["B1"].value == 6
    never = with_parts(base, {"xl/worksheets/sheet1.xml": sheet.format("").encode()})
    with pytest.raises(CannotClean, match="工作表“公开”B1的公式没有保存结果"):
        clean_file("表.xlsx", never)


def test_words_left_in_the_table_of_shared_words_go() -> None:
    cleaned = clean_file("表.xlsx", with_left_over_words())
    assert "删去的话".encode() not in Package(cleaned.data).parts["xl/sharedStrings.xml"]
    book = openpyxl.load_workbook(io.BytesIO(cleaned.data))
    assert [cell.value for cell in book["公开"][1]] == ["甲", "乙"]


@pytest.mark.parametrize(
    "content",
    [
        words_at(PHONE, y=100) + BOX,
        words_at(PHONE, y=100, extra="3 Tr"),
        "1 1 1 rg " + words_at(PHONE, y=100),
    ],
)
def test_a_page_with_unseen_words_becomes_a_picture_of_itself(content: str) -> None:
    before = written(pdf_of(words_at("HELLO") + content, words_at("SECOND")))
    cleaned = clean_file("文件.pdf", before)
    assert look_alike(before, cleaned.data)
    assert kinds("文件.pdf", cleaned.data) == {"unseen"}
    pages = pypdf.PdfReader(io.BytesIO(cleaned.data)).pages
    assert [page.extract_text() for page in pages] == ["", "SECOND"]
    assert "第1页有看不见或者被遮盖的文字，整页转成了图片" in cleaned.removed[-1].sentence


@pytest.mark.parametrize("make", [layered_pdf, revised_pdf])
def test_layers_and_former_revisions_go(make) -> None:  # type: ignore[no-untyped-def]
    cleaned = clean_file("文件.pdf", make())
    assert look_alike(make(), cleaned.data)
    assert kinds("文件.pdf", cleaned.data) <= {"unseen"}
    assert PHONE.encode() not in cleaned.data


def test_notes_files_scripts_and_properties_of_a_pdf_go_and_web_links_stay() -> None:
    writer = pdf_of(words_at("HELLO"))
    writer.add_metadata({"/Author": "clerk"})
    writer.add_attachment("draft.txt", b"abc")
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("a()")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_annotation(0, note("/Text", f"call {PHONE}"))
    for target in ("https://www.example.com/", f"tel:{PHONE}"):
        uri = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(target)}
        writer.add_annotation(0, note("/Link", A=DictionaryObject(uri), Border=ArrayObject()))
    before = written(writer)
    cleaned = clean_file("文件.pdf", before)
    assert kinds("文件.pdf", cleaned.data) == set()
    reader = pypdf.PdfReader(io.BytesIO(cleaned.data))
    assert reader.pages[0].extract_text() == "HELLO"
    assert not reader.metadata and not reader.attachments
    (link,) = notes_of(reader.pages[0])
    assert resolved(link["/A"])["/URI"] == "https://www.example.com/"
    assert PHONE.encode() not in cleaned.data


@pytest.mark.parametrize(("name", "kind"), [("照片.jpg", "JPEG"), ("照片.png", "PNG")])
def test_a_cleaned_picture_has_the_same_dots_and_nothing_beside_them(name: str, kind: str) -> None:
    before = picture(kind) + b"behind the end"
    cleaned = clean_file(name, before)
    assert kinds(name, cleaned.data) == {"unseen"}
    assert Image.open(io.BytesIO(cleaned.data)).tobytes() == Image.open(io.BytesIO(before)).tobytes()
    assert b"Phone 9" not in cleaned.data and b"behind" not in cleaned.data


def test_which_way_is_up_stays() -> None:
    made, out = Image.new("RGB", (8, 4)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker"
    made.save(out, "JPEG", exif=exif)
    cleaned = Image.open(io.BytesIO(clean_file("照片.jpg", out.getvalue()).data))
    assert dict(cleaned.getexif()) == {0x0112: 6}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("公告.html", b"<html><p>a</p></html>", "网页不能自动清理"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "不能自动清理，另存为 .docx、.xlsx 或 PDF"),
        ("通知.txt", "文字".encode(), "文本不能自动清理"),
    ],
)
def test_other_kinds_say_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(CannotClean, match=words):
        clean_file(name, data)


def test_a_part_imported_whole_is_not_cleaned() -> None:
    document = plain_word("正文")
    document.element.body.append(parse_xml(f"<w:altChunk {nsdecls('w')}/>"))
    with pytest.raises(CannotClean, match="插入了整份其他文件"):
        clean_file("通知.docx", saved(document))


def test_what_cannot_be_opened_cannot_be_cleaned() -> None:
    with pytest.raises(CannotScreen, match="结构"):
        clean_file("坏.pdf", b"%PDF-1.7 nothing")


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed on this machine")
@pytest.mark.parametrize(("name", "make"), [("通知.docx", with_hidden_word), ("表.xlsx", with_hidden_sheet)])
def test_libreoffice_opens_the_cleaned_file(tmp_path: Path, name: str, make) -> None:  # type: ignore[no-untyped-def]
    cleaned: Cleaned = clean_file(name, make(), drop_hidden=True)
    (tmp_path / name).write_bytes(cleaned.data)
    program = shutil.which("soffice")
    assert program is not None, "this test needs LibreOffice"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = screen_file("a.pdf", (tmp_path / name).with_suffix(".pdf").read_bytes(), CONTEXT).text
    assert ("看得见" if name.endswith("docx") else "项目") in text
    assert PHONE not in text
