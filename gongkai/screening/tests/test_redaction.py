"""What is burned out of a file is gone, wherever it hid; the proof finds what a bad burn leaves."""

from __future__ import annotations

import io
import re
from datetime import date

import pypdf
import pypdfium2
import pytest
from PIL import Image
from pypdf.generic import DecodedStreamObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from gongkai.papers.blocks import Body, Paper, Title
from gongkai.papers.pdf import to_pdf
from gongkai.screening.as_pages import as_pages
from gongkai.screening.burn_proof import prove
from gongkai.screening.covers import Cover
from gongkai.screening.errors import CannotScreen
from gongkai.screening.files import screen_file
from gongkai.screening.findings import Context
from gongkai.screening.placed_text import lines_of, signs_of
from gongkai.screening.redaction import Redacted, page_count, page_pictures, proposals, redacted, standing_elsewhere
from gongkai.screening.tests.making import (
    CONTEXT,
    PHONE,
    layered_pdf,
    note,
    pdf_of,
    picture,
    revised_pdf,
    with_hidden_sheet,
    with_hidden_word,
    words_at,
    written,
)

IDENTITY = "35058219900101123X"
SECRET = "SECRET WORDS"


def place_of(data: bytes, words: str, page: int = 1) -> list[Cover]:
    """The covers that hide these words."""
    document = pypdfium2.PdfDocument(data)
    signs = signs_of(document[page - 1])
    document.close()
    at = "".join(sign.words for sign in signs).index(words)
    return lines_of(signs[at : at + len(words)], page)


def everything(data: bytes) -> bytes:
    """The bytes of a PDF and of all its streams."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    parts = [data]
    for number in range(1, 500):
        found = reader.get_object(number) if number in reader.xref.get(0, {}) or number in reader.xref_objStm else None
        parts.append(found.get_data() if hasattr(found, "get_data") else str(found).encode())
    return b"".join(parts)


def text_of(data: bytes) -> str:
    """The words of all pages."""
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def burned(data: bytes, words: str = SECRET) -> Redacted:
    """The file with those words burned out, proven."""
    made = redacted(data, place_of(data, words), page_count(data))
    assert made.proven, [one.sentence for one in made.checks if not one.holds]
    return made


@pytest.fixture(scope="module")
def letter() -> bytes:
    """A letter of two pages with an identity number and a telephone on the first."""
    words = f"联系人王小川，身份证号码{IDENTITY}，电话{PHONE}，请按期办理。"
    return to_pdf(Paper("甲", "乙", (Title("关于报送材料的函"), Body(words), Body("请各镇按期报送材料。" * 80))))


def test_proposals_lie_on_the_words_and_are_burned_out(letter: bytes) -> None:
    found = proposals(letter, [1, 2, 9], Context(on=date(2026, 3, 2)))
    assert {one.kind for one in found} == {"id_number", "mobile_phone"} and {one.cover.page for one in found} == {1}
    told: list[int] = []
    made = redacted(letter, [one.cover for one in found], 2, told.append)
    assert made.proven and made.pictured == (1,) and told == [1, 2] and made.pages == 2
    words = text_of(made.data)
    assert IDENTITY not in words and PHONE not in words and "联系人王小川" in words and "请按期办理" in words
    assert IDENTITY.encode() not in everything(made.data)
    assert not [one for one in screen_file("函.pdf", made.data, CONTEXT).findings if one.level == "sure"]
    assert len(page_pictures(made.data, [1, 2, 3])) == 2


def test_words_that_stand_elsewhere_are_told_and_do_not_fail_the_proof(letter: bytes) -> None:
    covers = place_of(letter, "材料")
    assert standing_elsewhere(letter, covers)["材料"][0] == 1
    assert redacted(letter, covers, 2).proven


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_and_cropped_page_is_covered_where_it_is_seen(turn: int) -> None:
    turned = pdf_of(words_at(SECRET) + words_at("OPEN", y=60))
    turned.pages[0].rotate(turn)
    assert set("OPEN") <= set(text_of(burned(written(turned)).data))
    writer = pdf_of(words_at(SECRET) + words_at("OPEN", y=60) + words_at("OUTSIDE", y=188, x=200))
    writer.pages[0].cropbox.upper_right = (290, 180)
    writer.pages[0].rotate(turn)
    made = burned(written(writer))
    assert b"OUTSIDE" not in everything(made.data)
    assert (made.pictured, pypdf.PdfReader(io.BytesIO(made.data)).pages[0].get("/Rotate", 0)) == ((1,), 0)


def test_layers_notes_forms_scripts_files_and_former_revisions_are_gone() -> None:
    writer = pdf_of(words_at(SECRET), words_at("SECOND"))
    writer.add_metadata({"/Title": "TITLE OF SECRET", "/Author": "OFFICER"})
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("SCRIPTED")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment("inner.txt", b"ATTACHED FILE")
    writer.root_object[NameObject("/Collection")] = DictionaryObject({NameObject("/View"): NameObject("/D")})
    field = note("/Widget", T=TextStringObject("field"), V=TextStringObject("FIELD VALUE"), FT=NameObject("/Tx"))
    for one in (note("/Text", "NOTED WORDS"), field):
        writer.add_annotation(1, one)
    made = burned(written(writer))
    for words in (b"SECRET", b"OFFICER", b"SCRIPTED", b"ATTACHED", b"NOTED", b"FIELD VALUE"):
        assert words not in everything(made.data), words
    root = pypdf.PdfReader(io.BytesIO(made.data)).root_object
    assert not {"/Names", "/OpenAction", "/AcroForm", "/Metadata", "/Outlines", "/Collection"} & set(root)
    for data, hidden in ((layered_pdf(), PHONE), (revised_pdf(), PHONE)):
        shown = "SHOWN" if data == layered_pdf() else "NEW"
        assert hidden.encode() not in everything(burned(data, shown).data)


def test_what_lies_under_a_picture_or_in_shared_resources_does_not_stay() -> None:
    """One picture shared by all pages' resources, drawn only on the first; a white box over it on the second."""
    writer = pdf_of("q 200 0 0 100 20 40 cm /P Do Q ", "q 200 0 0 100 20 40 cm /P Do Q 1 g 20 40 200 100 re f ", "")
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "JPEG")
    stream = DecodedStreamObject()
    stream.set_data(out.getvalue())
    for key, value in (("/Subtype", "/Image"), ("/Filter", "/DCTDecode"), ("/ColorSpace", "/DeviceGray")):
        stream[NameObject(key)] = NameObject(value)
    for key in ("/Width", "/Height", "/BitsPerComponent"):
        stream[NameObject(key)] = FloatObject(8 if "Bits" in key else 256)
    shared = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/P"): writer._add_object(stream)})}
    )
    for page in writer.pages:
        page[NameObject("/Resources")] = shared
    made = redacted(written(writer), [Cover(1, 0, 0, 10_000, 10_000)], 3)
    assert made.proven and made.pictured == (1, 2)
    assert out.getvalue() not in everything(made.data)
    third = pypdf.PdfReader(io.BytesIO(made.data)).pages[2]
    assert not third["/Resources"].get("/XObject")  # type: ignore[attr-defined]


def test_a_page_with_words_that_are_not_seen_keeps_no_words_at_all() -> None:
    writer = pdf_of(
        "0.9 g 0 0 300 200 re f 0 g "
        + words_at(SECRET)
        + words_at("KEPT", y=50)
        + words_at("UNDER", extra="3 Tr", y=100)
    )
    made = burned(written(writer))
    assert b"UNDER" not in everything(made.data) and not text_of(made.data)


def test_the_proof_finds_what_a_bad_burn_leaves(letter: bytes) -> None:
    covers = place_of(letter, IDENTITY)
    failing = {one.code for one in prove(letter, letter, covers, ()) if not one.holds}
    assert failing >= {"no-signs", "black", "no-words"}
    boxed = pypdf.PdfWriter(clone_from=io.BytesIO(written(pdf_of(words_at(SECRET)))))
    cover = place_of(written(boxed), SECRET)
    box = DecodedStreamObject()
    box.set_data(words_at(SECRET).encode() + b" 0 g 0 140 300 40 re f")
    boxed.pages[0][NameObject("/Contents")] = boxed._add_object(box)
    checks = {one.code: one for one in prove(written(pdf_of(words_at(SECRET))), written(boxed), cover, (1,))}
    assert checks["black"].holds and not checks["no-signs"].holds and not checks["no-words"].holds
    good = burned(written(pdf_of(words_at(SECRET))))
    tail = prove(written(pdf_of(words_at(SECRET))), good.data + b"\n%%EOF\n", cover, (1,))
    assert {one.code for one in tail if not one.holds} == {"one-revision", "nothing-beside"}
    short = prove(letter, good.data, [], ())
    assert "pages" in {one.code for one in short if not one.holds}


def test_a_file_without_covers_is_made_anew_and_proven(letter: bytes) -> None:
    made = redacted(letter, [], 2)
    assert made.proven and made.pictured == () and "王小川" in text_of(made.data)
    assert not pypdf.PdfReader(io.BytesIO(made.data)).metadata


def test_hostile_files_end_with_a_sentence(letter: bytes) -> None:
    locked = pypdf.PdfWriter(clone_from=io.BytesIO(letter))
    locked.encrypt("open sesame")
    for data, code in ((written(locked), "encrypted"), (b"%PDF-1.7 nothing", "damaged")):
        with pytest.raises(CannotScreen) as raised:
            redacted(data, [], 1)
        assert raised.value.code == code and raised.value.sentence
    with pytest.raises(CannotScreen, match="不在文件的 2 页之内"):
        redacted(letter, [Cover(3, 0, 0, 10, 10)], 2)


@pytest.mark.office
@pytest.mark.slow
def test_office_files_become_pages_without_what_is_hidden() -> None:
    words = re.sub(r"\s", "", text_of(as_pages("通知.docx", with_hidden_word()).data))
    assert words == "各镇人民政府：请按期报送材料。看得见有批注修订：新词"
    cells = text_of(as_pages("表.xlsx", with_hidden_sheet()).data).split()
    assert cells[:2] == ["项目", "金额"] and PHONE not in cells and "底价九折" not in cells


def test_a_photograph_becomes_a_page_without_place_device_and_preview() -> None:
    for kind in ("JPEG", "PNG"):
        made = as_pages(f"现场.{'jpg' if kind == 'JPEG' else 'png'}", picture(kind))
        whole = everything(made.data)
        assert b"Exif" not in whole and b"Phone 9" not in whole and page_count(made.data) == 1
        assert redacted(made.data, [Cover(1, 0, 0, 5000, 5000)], 1).proven
    with pytest.raises(CannotScreen, match="不能转成页面"):
        as_pages("名单.csv", "甲,乙".encode())
