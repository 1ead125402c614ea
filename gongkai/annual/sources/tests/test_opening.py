from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources.limits import Limits
from gongkai.annual.sources.opening import open_document
from gongkai.annual.sources.tests.making import docx, lines, packed, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "文件是空的"),
        (b" \r\n\x00", "empty", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n....", "image", "这是图片"),
        (b"\xff\xd8\xff\xe0....", "image", "文字识别（OCR）"),
        (b"MZ\x90\x00\x03\x00", "executable", "系统不会运行它"),
        (b"\x7fELF\x02\x01", "executable", "可执行程序"),
        (b"Rar!\x1a\x07\x00", "archive-kind", "请解压后提交"),
        (b"ID3\x04....", "media", "音频或视频"),
        (b"PK\x03\x04broken", "damaged", "结构不完整"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00\x00", "encrypted", "打开密码"),
        (OLE + "PowerPoint Document".encode("utf-16-le") + b"\x00\x00", "presentation", "演示文稿"),
        (OLE, "unknown-kind", "找不到正文"),
        (b"<?xml version='1.0'?><rss/>", "unknown-kind", "XML 数据"),
        (packed({"OFD.xml": "<a/>"}), "ofd", "OFD 版式文件"),
        (packed({"[Content_Types].xml": "", "ppt/a.xml": ""}), "presentation", "演示文稿"),
        (packed({"a.txt": "x"}), "archive", "ZIP 压缩包"),
        (b"<html><body></body></html>", "empty", "里面没有文字"),
    ],
)
def test_what_is_no_report_gets_one_clear_line_with_its_name(data: bytes, code: str, words: str) -> None:
    with pytest.raises(CannotRead) as caught:
        open_document(data, "某局/年报.docx")
    assert caught.value.code == code
    assert caught.value.sentence.startswith("某局/年报.docx：")
    assert words in caught.value.sentence
    assert caught.value.sentence.endswith("。")
    assert "\n" not in caught.value.sentence


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "大.pdf"
    with huge.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(CannotRead, match="文件有 200 MB，超过上限 50 MB，没有读取"):
        open_document(huge, huge.name)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as caught:
        open_document(tmp_path / "没有.docx", "没有.docx")
    assert caught.value.code == "missing"


def test_a_bomb_is_refused_without_unpacking() -> None:
    data = docx(paragraph("a"), **{"word__media__x.xml": b"0" * 30_000_000})
    with pytest.raises(CannotRead, match="压缩比异常") as caught:
        open_document(data, "报告.docx")
    assert caught.value.code == "bomb"


def test_a_container_with_too_much_inside_is_refused() -> None:
    data = docx(paragraph("a"), **{"word__media__x.bin": bytes(range(256)) * 400})
    with pytest.raises(CannotRead, match="解压后有") as caught:
        open_document(data, "报告.docx", limits=Limits(unpacked_bytes=50_000))
    assert caught.value.code == "bomb"


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(CannotRead, match="文字超过 10 行"):
        open_document("甲\n".encode() * 11, "报告.txt", limits=Limits(lines=10))


def test_a_part_whose_check_sum_is_wrong_is_damaged() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", "<a>正文</a>")
    data = buffer.getvalue().replace("正文".encode(), "反文".encode())
    with pytest.raises(CannotRead) as caught:
        open_document(data, "报告.docx")
    assert caught.value.code == "damaged"


def test_a_wrong_ending_is_told_and_the_file_is_read_all_the_same() -> None:
    document = open_document(docx(paragraph("正文")), "报告.pdf")
    assert (document.kind, lines(document)) == ("docx", ["正文"])
    assert document.warnings == ("文件名后缀是 .pdf，内容其实是Word 文档（.docx），已按内容读取。",)


def test_a_name_with_control_characters_is_shown_on_one_line() -> None:
    with pytest.raises(CannotRead) as caught:
        open_document(b"", "坏\n\u202e名.docx")
    assert caught.value.sentence.startswith("坏名.docx：")
