"""Check my report: what comes back, what is refused, and that nothing of it stays."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from gongkai.annual.documents import Document
from gongkai.annual.report import Report
from gongkai.kit import journal
from gongkai.statistics.models import AnnualReport
from gongkai.statistics.tests.conftest import a_report
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
ADDRESS = "/annual/check/"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """A reader that finds a broken 2025 report in any file, and the documents it was given."""
    seen: list[Document] = []

    def read(document: Document) -> Report:
        seen.append(document)
        return replace(a_report(2025, t3__granted__total=7), file=document.name)

    monkeypatch.setattr("gongkai.portal.checked.read_report", read)
    return seen


def send(client: Client, data: bytes = "一、总体情况\n全文。".encode(), name: str = "我的报告.txt") -> html.HtmlElement:
    """Upload a file and parse the answer."""
    answer = client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)})
    return html.fromstring(answer.content.decode())


def test_the_report_comes_back_with_its_findings_at_the_cells(client: Client, reader: list[Document]) -> None:
    shown = send(client)
    assert "有" in shown.cssselect(".note.stop b")[0].text_content()
    assert shown.cssselect("#c-t3\\.granted\\.total.found.stop a.disc")
    assert reader[0].name == "我的报告.txt"


def test_nothing_of_it_stays(
    client: Client, reader: list[Document], settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        send(client)
    assert not list(Path(settings.HOME).rglob("*")) if Path(settings.HOME).exists() else True
    assert AnnualReport.objects.count() == 0
    assert journal.length() == 0
    assert "我的报告" not in caplog.text


def test_the_year_before_is_taken_from_the_public_column(
    client: Client, reader: list[Document], column: Agency
) -> None:
    shown = send(client)
    assert "已与公开的 2024 年度报告衔接核对" in shown.cssselect(".facts")[0].text_content()


@pytest.mark.parametrize("kind", ["marked", "csv", "json"])
def test_the_copies_are_made_from_the_page_itself(client: Client, reader: list[Document], kind: str) -> None:
    state = send(client).cssselect("input[name=state]")[0].get("value")
    answer = client.post("/annual/check/copy/", {"state": state, "kind": kind})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(answer.content) > 0


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"state": "forged", "kind": "csv"}, "核对结果已过期或不完整"),
        ({}, "核对结果已过期或不完整"),
    ],
)
def test_a_forged_state_makes_no_file(client: Client, form: dict[str, str], sentence: str) -> None:
    answer = client.post("/annual/check/copy/", form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_unknown_kind_makes_no_file(client: Client, reader: list[Document]) -> None:
    state = send(client).cssselect("input[name=state]")[0].get("value")
    answer = client.post("/annual/check/copy/", {"state": state, "kind": "exe"})
    assert answer.status_code == 422


def error_of(shown: html.HtmlElement) -> str:
    """The sentence at the field, which the field names as its description."""
    described = shown.cssselect("#file")[0].get("aria-describedby").split()
    assert "file-error" in described
    assert shown.findtext(".//title").strip().startswith("有误：")
    return str(shown.get_element_by_id("file-error").text_content()).strip()


def test_no_file_is_told_at_the_field(client: Client) -> None:
    answer = client.post(ADDRESS)
    assert error_of(html.fromstring(answer.content.decode())) == "没有选择文件。请选择一份年度报告后再核对。"


def test_a_file_that_cannot_be_read_is_told_in_its_own_sentence(client: Client) -> None:
    sentence = error_of(send(client, b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "扫描.png"))
    assert sentence.endswith("。")
    assert "Traceback" not in sentence


def test_an_empty_file_is_told(client: Client) -> None:
    assert error_of(send(client, b"", "空.docx"))


def test_a_fault_while_reading_is_told_and_its_words_are_not_logged(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(document: Document) -> Report:
        raise RuntimeError("secret words of the file")

    monkeypatch.setattr("gongkai.portal.checked.read_report", fail)
    assert error_of(send(client)).startswith("这份文件在读取时出错，没有核对。")
    assert "secret words" not in caplog.text


def test_a_body_that_is_too_large_is_turned_away_before_it_is_read(client: Client, settings: LazySettings) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    answer = client.post(ADDRESS, {"file": SimpleUploadedFile("大.txt", b"x" * 3 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "每次只接收不超过 1 MB 的文件" in answer.content.decode()


def test_a_file_just_over_the_limit_is_told_at_the_field(client: Client, settings: LazySettings) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    assert error_of(send(client, b"x" * (1024 * 1024 + 1))).startswith("文件超过 1 MB")


def test_after_the_hours_checks_are_used_up_the_wait_is_said(
    client: Client, reader: list[Document], settings: LazySettings
) -> None:
    settings.CHECKS_PER_HOUR = 2
    for _ in range(2):
        assert send(client).cssselect("table.stat")
    answer = client.post(ADDRESS, {"file": SimpleUploadedFile("a.txt", b"x")})
    assert answer.status_code == 429
    assert "每小时可核对 2 份，现已用完。请在 " in answer.content.decode()


def test_copies_are_limited_too(client: Client, reader: list[Document], settings: LazySettings) -> None:
    settings.CHECKS_PER_HOUR = 1
    state = send(client).cssselect("input[name=state]")[0].get("value")
    answers = [client.post("/annual/check/copy/", {"state": state, "kind": "csv"}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429]
    assert "下载次数已用完" in answers[-1].content.decode()


def test_another_visitor_is_not_held_up(client: Client, reader: list[Document], settings: LazySettings) -> None:
    settings.CHECKS_PER_HOUR = 1
    send(client)
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert other.post(ADDRESS, {"file": SimpleUploadedFile("a.txt", "一、总体情况".encode())}).status_code == 200


def test_behind_a_proxy_the_visitor_is_whom_the_proxy_saw(
    client: Client, reader: list[Document], settings: LazySettings
) -> None:
    settings.CHECKS_PER_HOUR, settings.PROXIES = 1, 1
    for address, status in (("1.1.1.1", 200), ("2.2.2.2", 200), ("1.1.1.1", 429)):
        sent = {"file": SimpleUploadedFile("a.txt", "一、总体情况".encode())}
        forged = f"9.9.9.9, {address}"
        assert client.post(ADDRESS, sent, headers={"X-Forwarded-For": forged}).status_code == status


def test_a_form_without_its_token_is_refused_in_plain_words() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(ADDRESS, {"file": SimpleUploadedFile("a.txt", b"x")})
    assert answer.status_code == 403
    assert "表单已失效，没有提交" in answer.content.decode()
