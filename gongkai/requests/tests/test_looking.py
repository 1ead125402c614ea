"""What comes with a request is looked at on its arrival: kind, what acts, what bursts, what is infected."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdf
import pytest
from django.conf import LazySettings
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from gongkai.kit.private_files import take_private
from gongkai.requests.attaching import attach, plain_name
from gongkai.requests.looking import look, refused_because
from gongkai.requests.tests.making import NOW, an_arrived
from gongkai.screening.tests.making import plain_word, saved, with_parts

WORD = saved(plain_word("请公开养护资金的使用情况。"))


def a_pdf(password: str = "", script: str = "") -> bytes:
    out, made = io.BytesIO(), pypdf.PdfWriter()
    made.add_blank_page(200, 200)
    made.add_blank_page(200, 200)
    if script:
        acting = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        )
        made.root_object[NameObject("/OpenAction")] = acting
    if password:
        made.encrypt(password)
    made.write(out)
    return out.getvalue()


def a_zip(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts:
            made.writestr(name, data)
    return out.getvalue()


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG")
    return out.getvalue()


def the_only_code(name: str, data: bytes) -> tuple[str, str]:
    found = look(name, data)
    assert all(one["sentence"].startswith(name) for one in found.findings)
    return found.state, found.findings[0]["code"]


def test_ordinary_files_pass() -> None:
    pdf = look("申请书.pdf", a_pdf())
    assert (pdf.state, pdf.media, pdf.pages, pdf.findings) == ("clean", "application/pdf", 2, ())
    assert look("说明.docx", WORD).state == look("身份证.jpg", a_picture()).state == "clean"


def test_what_acts_or_cannot_be_opened_is_flagged_and_said() -> None:
    assert the_only_code("脚本.pdf", a_pdf(script="app.alert(1)")) == ("flagged", "script")
    assert the_only_code("加密.pdf", a_pdf(password="x1")) == ("flagged", "encrypted")
    assert the_only_code("宏.docx", with_parts(WORD, {"word/vbaProject.bin": b"x"})) == ("flagged", "macro")
    assert the_only_code("里面还有.zip", a_zip(("甲.txt", b"x"))) == ("flagged", "archive")
    assert the_only_code("改了名.jpg", a_pdf()) == ("flagged", "forged")
    assert the_only_code("坏的.docx", WORD[:400]) == ("flagged", "damaged")
    assert the_only_code("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>")[0] == "flagged"


def test_what_cannot_be_meant_well_is_refused(settings: LazySettings) -> None:
    assert the_only_code("程序.pdf", b"MZ" + b"\0" * 400) == ("refused", "executable")
    assert the_only_code("空.pdf", b"") == ("refused", "empty")
    assert the_only_code("图.svg", b"<svg onload='alert(1)'/>") == ("refused", "script")
    assert the_only_code("页.html", b"<html><script>x</script></html>") == ("refused", "script")
    assert (
        the_only_code("大.docx", a_zip(("[Content_Types].xml", b""), ("word/a.xml", b"0" * 9_000_000)))[0] == "refused"
    )
    assert the_only_code("胀.zip", a_zip(("a", b"0" * 301_000_000)))[0] == "refused"
    settings.REQUEST_FILE_MB = 1
    assert the_only_code("超.txt", b"a" * 1_100_000) == ("refused", "too-large")


@contextmanager
def a_scanner(say: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A scanner speaking INSTREAM on the loopback: takes one file, gives the answer, and shows what it was sent."""
    taken: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = listening.accept()
        with line, line.makefile("rb") as sent:
            assert sent.read(10) == b"zINSTREAM\0"
            while length := int.from_bytes(sent.read(4), "big"):
                taken.append(sent.read(length))
            line.sendall(say)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}", taken
    finally:
        thread.join(5)
        listening.close()


def test_the_scanner_is_asked_and_believed(settings: LazySettings) -> None:
    with a_scanner(b"stream: Eicar-Test-Signature FOUND\0") as (address, taken):
        settings.CLAMD = address
        found = look("说明.docx", WORD)
    assert b"".join(taken) == WORD
    assert found.state == "refused" and "Eicar-Test-Signature" in refused_because(found)
    with a_scanner(b"stream: OK\0") as (address, _):
        settings.CLAMD = address
        assert look("说明.docx", WORD).state == "clean"


def test_a_scanner_that_is_down_loses_nothing(settings: LazySettings, tmp_path: Path) -> None:
    settings.CLAMD = f"unix:{tmp_path / 'nobody.sock'}"
    found = look("说明.docx", WORD)
    assert found.state == "flagged" and "未经病毒检查" in found.findings[0]["sentence"]
    with a_scanner(b"INSTREAM size limit exceeded. ERROR\0") as (address, _):
        settings.CLAMD = address
        assert look("说明.docx", WORD).findings[0]["code"] == "no-virus-check"


@pytest.mark.django_db
def test_a_refused_file_keeps_its_row_and_no_bytes() -> None:
    request = an_arrived()
    kept = attach(request, "application", "../../etc/申请书.docx", WORD, None, NOW, from_applicant=True)
    assert (kept.name, kept.state, kept.from_applicant) == ("申请书.docx", "clean", True)
    assert take_private(kept.digest) == WORD and kept.size == len(WORD)
    refused = attach(request, "other", "a.exe", b"MZ" + b"\0" * 400, None, NOW)
    assert (refused.digest, refused.state) == ("", "refused") and refused.findings[0]["code"] == "executable"


def test_names_are_made_plain() -> None:
    assert plain_name("C:\\下载\\报告\u202efdp.exe") == "报告fdp.exe"
    assert plain_name("/") == "未命名"
    assert len(plain_name("长" * 300 + ".pdf")) <= 200 and plain_name("长" * 300 + ".pdf").endswith(".pdf")
