from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document as NewDocument

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources import office
from gongkai.annual.sources.limits import Limits
from gongkai.annual.sources.opening import open_document
from gongkai.annual.sources.tests.making import lines, spans, tables, texts

RTF = rb"{\rtf1\ansi\ansicpg936 {\fonttbl{\f0\fcharset134 SimSun;}}\f0 \'b9\'ab\'bf\'aa 12\par}"


def test_without_the_program_the_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(CannotRead, match=r"旧报告\.rtf：这是RTF 文档，本机没有 LibreOffice，请安装") as caught:
        open_document(RTF, "旧报告.rtf")
    assert caught.value.code == "needs-libreoffice"


def test_a_converter_that_hangs_is_stopped_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 30\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(program))
    with pytest.raises(CannotRead, match="转换超过 0 秒，已停止"):
        office.read(RTF, "rtf", Limits(seconds=0))


def test_a_converter_that_gives_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/bin/true")
    with pytest.raises(CannotRead, match="可能已损坏或设了密码"):
        office.read(RTF, "wps", Limits())


def converted(data: bytes, ending: str, target: str, folder: Path) -> bytes:
    program = shutil.which("soffice")
    assert program is not None
    source = folder / f"source.{ending}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"source.{target}").read_bytes()


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed on this machine")
def test_an_old_word_file_keeps_its_words_and_merged_cells(tmp_path: Path) -> None:
    made, buffer = NewDocument(), io.BytesIO()
    made.add_paragraph("年度报告")
    grid = made.add_table(rows=2, cols=2)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "申请人"
    grid.cell(1, 0).text, grid.cell(1, 1).text = "1", "2"
    # In the old format a text cannot end with a table.
    made.add_paragraph("完")
    made.save(buffer)
    old = converted(buffer.getvalue(), "docx", "doc", tmp_path)
    document = open_document(old, "报告.wps")
    assert (document.kind, lines(document)) == ("wps", ["年度报告", "完"])
    assert spans(tables(document)[0])["申请人"] == (0, 0, 1, 2)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed on this machine")
def test_an_old_workbook_and_an_rtf_are_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("表").write_row(0, 0, ["总计", 12])
    old = converted(buffer.getvalue(), "xlsx", "xls", tmp_path)
    assert texts(tables(open_document(old, "报告.et"))[0]) == [["总计", "12"]]
    assert lines(open_document(RTF, "报告.rtf")) == ["公开 12"]
