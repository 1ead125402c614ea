"""The downloads are what their names say, made by the real renderers."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from gongkai.statistics.rendering import MARKED, render_all, render_one
from gongkai.statistics.tests.conftest import a_report

STARTS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "csv": b"\xef\xbb\xbf", "json": b"{"}


def test_every_download_begins_as_its_kind_does() -> None:
    made = render_all(a_report(t3__granted__total=7))
    assert {kind: data[: len(STARTS[kind])] for kind, data in made.items()} == STARTS
    assert json.loads(made["json"])["cells"]["t3.granted.total"] == "7"


def test_the_marked_copy_is_word_and_carries_the_findings() -> None:
    report = a_report(t3__granted__total=7)
    document = zipfile.ZipFile(io.BytesIO(render_one(report, MARKED))).read("word/document.xml").decode()
    assert report.findings[0].sentence in document


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        render_one(a_report(), "exe")
