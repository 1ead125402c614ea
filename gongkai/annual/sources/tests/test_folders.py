from __future__ import annotations

import io
import zipfile
from pathlib import Path

from gongkai.annual.documents import Document
from gongkai.annual.sources.folders import Refused, count, each_document
from gongkai.annual.sources.limits import Limits
from gongkai.annual.sources.tests.making import docx, packed, paragraph


def answers(*paths: Path, limits: Limits | None = None) -> list[tuple[str, str]]:
    """Name and kind, or name and code."""
    found = each_document(paths, limits=limits or Limits())
    return [(one.name, one.kind if isinstance(one, Document) else one.code) for one in found]


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "年报"
    (folder / "乙").mkdir(parents=True)
    (folder / "a.txt").write_text("正文", encoding="utf-8")
    (folder / "b.docx").write_bytes(b"PK\x03\x04broken")
    (folder / "乙" / "c.docx").write_bytes(docx(paragraph("正文")))
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "~$c.docx").write_bytes(b"x")
    assert answers(folder) == [("年报/a.txt", "text"), ("年报/b.docx", "damaged"), ("年报/乙/c.docx", "docx")]
    assert count([folder]) == 3


def test_a_missing_path_is_one_refusal(tmp_path: Path) -> None:
    assert answers(tmp_path / "没有.docx") == [("没有.docx", "missing")]


def test_names_in_a_zip_made_on_a_chinese_windows_are_readable(tmp_path: Path) -> None:
    placeholder = "ABCDEFGH.txt"
    data = packed({placeholder: "正文"}).replace(placeholder.encode(), "某局年报.txt".encode("gb18030"))
    path = tmp_path / "包.zip"
    path.write_bytes(data)
    assert answers(path) == [("包.zip/某局年报.txt", "text")]


def test_zips_inside_zips_are_opened_to_a_bounded_depth(tmp_path: Path) -> None:
    inner = packed({"c.txt": "三"})
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"b.zip": packed({"b.txt": "二", "deep.zip": inner}), "a.docx": docx(paragraph("一"))}))
    expected = [("a.zip/a.docx", "docx"), ("a.zip/b.zip/b.txt", "text"), ("a.zip/b.zip/deep.zip", "nested")]
    assert answers(path) == expected
    assert count([path]) == 3


def test_a_bomb_among_archives_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"x.txt": "0" * 30_000_000}))
    (tmp_path / "b.txt").write_text("正文", encoding="utf-8")
    assert answers(tmp_path / "a.zip", tmp_path / "b.txt") == [("a.zip", "bomb"), ("b.txt", "text")]


def test_an_encrypted_entry_is_refused_by_its_name(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": "正文", "b.txt": "正文"}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    data[6] |= 1
    path = tmp_path / "密.zip"
    path.write_bytes(bytes(data))
    assert answers(path) == [("密.zip/a.txt", "encrypted"), ("密.zip/b.txt", "text")]
    refused = next(iter(each_document([path])))
    assert isinstance(refused, Refused)
    assert refused.sentence == "密.zip/a.txt：压缩包里的文件设了密码，请去掉密码后再试。"


def test_a_truncated_zip_is_one_refusal(tmp_path: Path) -> None:
    path = tmp_path / "半.zip"
    path.write_bytes(packed({"a.txt": "正文" * 1000})[:60])
    assert answers(path) == [("半.zip", "damaged")]


def test_documents_packed_as_zip_are_documents_and_not_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("一")))
    assert answers(path) == [("a.docx", "docx")]


def test_an_unreadable_zip_without_entries_is_empty(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    path = tmp_path / "空.zip"
    path.write_bytes(buffer.getvalue())
    assert answers(path) == [("空.zip", "empty")]
