"""What cannot be opened says so in one sentence; what cannot be looked into does not pass."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.screening.files import CannotScreen, screen_file
from gongkai.screening.opening import BOUNDS
from gongkai.screening.tests.making import (
    CONTEXT,
    pdf_of,
    picture,
    plain_sheet,
    plain_word,
    saved,
    with_parts,
    words_at,
    written,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def refusal(name: str, data: bytes) -> tuple[str, str]:
    """Code and sentence with which a file is refused."""
    with pytest.raises(CannotScreen) as raised:
        screen_file(name, data, CONTEXT)
    return raised.value.code, raised.value.sentence


def zipped(**parts: bytes) -> bytes:
    """A plain archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF with a password to open it."""
    writer = pdf_of(words_at("HELLO"))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def huge_picture() -> bytes:
    """A PNG that says it is a hundred thousand pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00")) + chunk(b"IEND", b"")


def entity_word() -> bytes:
    """A Word file whose body declares entities."""
    return with_parts(saved(plain_word("a")), {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})


def doubled_word() -> bytes:
    """A Word file with two bodies of the same name."""
    out = io.BytesIO(saved(plain_word("a")))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", b"<other/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.docx", b"  \n", "empty"),
        ("大.txt", b"a" * (BOUNDS.file_bytes + 1), "too-large"),
        ("包.zip", zipped(a=b"b"), "archive"),
        ("包.rar", b"Rar!\x1a\x07" + b"\x00" * 9, "archive"),
        ("程序.doc", b"MZ" + b"\x00" * 300, "executable"),
        ("录像.mp4", b"\x00\x00\x00\x20ftypisom" + b"\x00" * 30, "media"),
        ("半个.docx", saved(plain_word("a"))[:4000], "damaged"),
        ("半个.pdf", b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        ("照片.jpg", picture()[:200], "damaged"),
        ("名不副实.pdf", saved(plain_word("a")), "forged"),
        ("名不副实.docx", plain_sheet(("a",)), "forged"),
        ("名不副实.jpg", picture("PNG"), "forged"),
        ("加密.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("加密.pdf", locked_pdf(), "encrypted"),
        ("炸弹.docx", with_parts(saved(plain_word("a")), {"word/big.xml": b"\x00" * 30_000_000}), "bomb"),
        ("炸弹.png", huge_picture(), "bomb"),
        ("实体.docx", entity_word(), "unsafe"),
        ("重名.docx", doubled_word(), "unsafe"),
        ("表.xlsb", with_parts(plain_sheet(("a",)), {"xl/workbook.xml": b"<no>"}), "damaged"),
        ("数据.txt", bytes(range(256)) * 40, "damaged"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why_and_what_to_do(name: str, data: bytes, code: str) -> None:
    given, sentence = refusal(name, data)
    assert given == code
    assert sentence.startswith(name) and sentence.endswith("。")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("旧.doc", OLE, "旧版 Office 或者 WPS 文件"), ("旧.wps", OLE, "旧版 Office 或者 WPS 文件"),
     ("信.rtf", b"{\\rtf1 a}", "RTF 文档"),
     ("版.ofd", zipped(**{"OFD.xml": b"<a/>"}), "OFD 版式文件"), ("图.gif", b"GIF89a" + b"\x00" * 20, "是图片")],
)  # fmt: skip
def test_a_file_that_cannot_be_looked_into_does_not_pass(name: str, data: bytes, words: str) -> None:
    screening = screen_file(name, data, CONTEXT)
    assert [(one.kind, one.level) for one in screening.findings] == [("unseen", "doubtful")]
    assert words in screening.findings[0].sentence
    assert not screening.passes


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, 30_000), put=st.binary(min_size=1, max_size=8), cut=st.integers(0, 400))
def test_a_broken_word_file_gives_a_screening_or_one_clear_error(at: int, put: bytes, cut: int) -> None:
    whole = saved(plain_word("a"))
    data = whole[:at] + put + whole[at + len(put) + cut :]
    try:
        assert screen_file("坏.docx", data, CONTEXT).kind == "docx"
    except CannotScreen as problem:
        assert problem.sentence.startswith("坏.docx：")
