"""PDF files: what is drawn is read, what is there without being seen is pointed at."""

from __future__ import annotations

import io

import pypdf
import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from gongkai.screening.files import FileScreening, screen_file
from gongkai.screening.tests.making import (
    CONTEXT,
    PHONE,
    layered_pdf,
    note,
    pdf_of,
    picture,
    revised_pdf,
    words_at,
    written,
)

BOX = "0 0 0 rg 15 95 200 25 re f "
WHITE_BOX = "1 1 1 rg 15 95 200 25 re f "


def look(data: bytes) -> FileScreening:
    """The screening on the day of the tests."""
    return screen_file("文件.pdf", data, CONTEXT)


def kinds(screening: FileScreening) -> list[tuple[str, str, bool]]:
    """Kind, level and whether it is hidden."""
    return [(one.kind, one.level, one.hidden) for one in screening.findings]


def test_the_words_of_each_page_are_read() -> None:
    screening = look(written(pdf_of(words_at("HELLO"), words_at(f"TEL {PHONE}"))))
    assert kinds(screening) == [("mobile_phone", "sure", False)]
    assert screening.findings[0].place is not None and screening.findings[0].place.words == "第2页"
    assert "HELLO" in screening.text


def test_a_plain_page_passes() -> None:
    assert look(written(pdf_of(words_at("HELLO")))).passes


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (words_at(PHONE, y=100) + BOX, "covered_text"),
        (words_at(PHONE, y=100) + WHITE_BOX, "covered_text"),
        (words_at(PHONE, y=100, extra="3 Tr"), "hidden_text"),
        ("1 1 1 rg " + words_at(PHONE, y=100), "hidden_text"),
        (words_at(PHONE, x=900, y=100), "covered_text"),
        (f"BT /F1 0.3 Tf 20 100 Td ({PHONE}) Tj ET ", "covered_text"),
    ],
)
def test_words_that_are_not_seen_are_pointed_at_and_screened(content: str, kind: str) -> None:
    screening = look(written(pdf_of(words_at("HELLO") + content)))
    assert screening.findings[0].kind in {kind, "hidden_text"}
    assert ("mobile_phone", "sure", True) in kinds(screening)
    assert PHONE not in screening.text and "HELLO" in screening.text


def test_words_on_a_dark_ground_are_seen() -> None:
    screening = look(written(pdf_of(BOX + "1 1 1 rg " + words_at(PHONE, y=100))))
    assert kinds(screening) == [("mobile_phone", "sure", False)]


def test_a_layer_that_is_off_is_pointed_at() -> None:
    found = kinds(look(layered_pdf()))
    assert ("layer", "sure", True) in found and ("mobile_phone", "sure", True) in found


def test_former_revisions_are_read_and_screened() -> None:
    screening = look(revised_pdf())
    assert screening.text.strip() == "NEW WORDS"
    assert ("earlier_revision", "sure", True) in kinds(screening)
    assert ("mobile_phone", "sure", True) in kinds(screening)


def test_properties_notes_files_scripts_and_forms_are_pointed_at() -> None:
    writer = pdf_of(words_at("HELLO"))
    writer.add_metadata({"/Author": "clerk", "/Producer": "maker"})
    writer.add_attachment("draft.txt", b"abc")
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("a()")}
    )
    writer.add_annotation(0, note("/Text", f"call {PHONE}"))
    writer.add_annotation(0, note("/Widget", V=TextStringObject("0001")))
    found = kinds(look(written(writer)))
    assert [kind for kind, _, _ in found].count("metadata") == 1
    for kind in ("attachment", "script", "annotation", "mobile_phone"):
        assert (kind, "sure", True) in found
    assert ("form_field", "doubtful", True) in found


def test_a_page_that_is_only_a_picture_needs_eyes_and_its_picture_is_looked_into() -> None:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (10, 200, 10)).save(out, "PDF")
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(out.getvalue())))
    writer.metadata = None
    resources = writer.pages[0]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    objects = resources["/XObject"]
    assert isinstance(objects, DictionaryObject)
    stream = next(iter(objects.values())).get_object()
    assert isinstance(stream, pypdf.generic.StreamObject)
    stream._data = picture()
    stream[NameObject("/Filter")] = NameObject("/DCTDecode")
    found = kinds(look(written(writer)))
    assert ("unseen", "doubtful", True) in found and ("location", "sure", True) in found


def test_a_file_with_bytes_behind_its_end_is_pointed_at() -> None:
    found = kinds(look(written(pdf_of(words_at("HELLO"))) + b"PK\x03\x04 something else entirely"))
    assert ("embedded", "sure", True) in found


def test_links_are_screened_as_hidden_words() -> None:
    writer = pdf_of(words_at("HELLO"))
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(f"tel:{PHONE}")}
    )
    writer.add_annotation(0, note("/Link", A=action, Border=ArrayObject()))
    assert kinds(look(written(writer))) == [("mobile_phone", "sure", True)]
