from __future__ import annotations

import json

import pytest
import typst
from pylopdf_fonts_zh_cn import __file__ as fonts

from gongkai.annual.documents import CannotRead, Document
from gongkai.annual.sources.limits import Limits
from gongkai.annual.sources.opening import open_document
from gongkai.annual.sources.pdf_margins import PageLine, without_margins
from gongkai.annual.sources.pdf_pages import read_pages
from gongkai.annual.sources.pdf_worker import as_json
from gongkai.annual.sources.tests.making import lines, pdf, pdf_page, spans, tables

REPORT = """
#set page(width: 400pt, height: 300pt, numbering: "— 1 —")
#set text(font: ("Noto Sans SC", "Noto Sans CJK SC", "Noto Serif SC"))
某局2023年政府信息公开工作年度报告

#table(columns: 4, table.cell(rowspan: 2)[办理结果], table.cell(colspan: 2)[申请人情况], [总计],
  [自然人], [企业], [合计], [予以公开], [7], [5], [12])
#pagebreak()
#table(columns: 2, [结转], [1], [新收], [13])
"""


def compiled(source: str) -> bytes:
    result = typst.compile(source.encode(), font_paths=[fonts.rsplit("/", 1)[0]])
    assert isinstance(result, bytes)
    return result


def read(data: bytes) -> Document:
    found = read_pages(data, Limits())
    return Document("报告.pdf", "pdf", tuple(found.blocks), tuple(found.warnings))


@pytest.fixture(scope="module")
def report() -> bytes:
    return compiled(REPORT)


def test_ruled_tables_keep_their_merged_cells_and_their_pages(report: bytes) -> None:
    document = open_document(report, "报告.pdf")
    first, second = tables(document)
    assert spans(first) == {
        "办理结果": (0, 0, 2, 1),
        "申请人情况": (0, 1, 1, 2),
        "总计": (0, 3, 1, 1),
        "自然人": (1, 1, 1, 1),
        "企业": (1, 2, 1, 1),
        "合计": (1, 3, 1, 1),
        "予以公开": (2, 0, 1, 1),
        "7": (2, 1, 1, 1),
        "5": (2, 2, 1, 1),
        "12": (2, 3, 1, 1),
    }
    assert (first.pages, second.pages, second.place.table) == ((1,), (2,), 2)
    assert lines(document) == ["某局2023年政府信息公开工作年度报告"]


def test_columns_without_rulings_are_parted_by_tabs() -> None:
    content = "BT /F1 12 Tf 72 700 Td (Item) Tj 200 0 Td (49) Tj 100 0 Td (0) Tj -300 -20 Td (two words) Tj ET"
    assert lines(read(pdf_page(content))) == ["Item\t49\t0", "two words"]


def test_a_document_of_pictures_says_what_to_do() -> None:
    image = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    data = pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        "<< /Length 30 >>\nstream\nq 500 0 0 700 0 0 cm /Im Do Q \nendstream",
        f"{image}\nstream\n0\nendstream",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
        "/Resources << /XObject << /Im 4 0 R >> >> >>",
    )
    with pytest.raises(CannotRead, match="扫描件或图片做成的 PDF") as caught:
        read(data)
    assert caught.value.code == "image-only"


def test_a_page_with_nothing_on_it_is_empty() -> None:
    with pytest.raises(CannotRead) as caught:
        read(pdf_page("BT ET"))
    assert caught.value.code == "empty"


def test_an_encrypted_document_says_so() -> None:
    secret = "00" * 32
    data = pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        f"<< /Filter /Standard /V 1 /R 2 /O <{secret}> /U <{secret}> /P -4 >>",
        trailer="/Encrypt 3 0 R /ID [<00> <00>]",
    )
    with pytest.raises(CannotRead, match="设了打开密码的 PDF") as caught:
        open_document(data, "报告.pdf")
    assert caught.value.code == "encrypted"


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(CannotRead, match="有 5 页，超过 4 页"):
        read_pages(pdf_page("BT /F1 12 Tf 72 700 Td (a) Tj ET", pages=5), Limits(pages=4))


def test_a_truncated_document_is_read_with_a_warning_or_refused(report: bytes) -> None:
    whole = pdf_page("BT /F1 12 Tf 72 700 Td (words) Tj ET")
    document = read(whole.replace(b"%%EOF", b""))
    assert document.warnings == ("PDF 末尾不完整，可能没有下载完，请核对页数。",)
    with pytest.raises(CannotRead) as caught:
        read(report[: len(report) // 3])
    assert caught.value.code in {"damaged", "empty"}


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(CannotRead, match="已停止") as caught:
        open_document(pdf_page("BT ET"), "慢.pdf", limits=Limits(seconds=0))
    assert caught.value.code == "too-slow"


def test_what_the_reading_process_sends_is_plain_json(report: bytes) -> None:
    sent = json.loads(json.dumps(as_json(read_pages(report, Limits()))))
    assert [sorted(block) for block in sent["blocks"]] == [["page", "text"], ["cells", "page"], ["cells", "page"]]


def line(text: str, top: float) -> PageLine:
    return PageLine(text, top, top + 12, 290, 300)


def test_page_numbers_go_and_lone_figures_of_the_report_stay() -> None:
    pages = [
        (842.0, [line("正文", 300), line(number, 790)]) for number in ("- 4 -", "第 5 页 共 9 页", "—6—", "7/9", "49")
    ]
    kept, dropped = without_margins(pages)
    assert [[one.text for one in page] for page in kept] == [["正文"]] * 4 + [["正文", "49"]]
    assert dropped == []


def test_bare_numbers_that_count_on_are_page_numbers() -> None:
    pages = [(842.0, [line("正文", 300), line(str(number), 790)]) for number in (3, 4, 5)]
    kept, _ = without_margins(pages)
    assert [[one.text for one in page] for page in kept] == [["正文"]] * 3


def test_a_running_head_is_kept_once() -> None:
    pages = [(842.0, [line("某局年度报告", 40), line(f"正文{number}", 300)]) for number in range(4)]
    kept, dropped = without_margins(pages)
    assert [[one.text for one in page] for page in kept] == [["某局年度报告", "正文0"], ["正文1"], ["正文2"], ["正文3"]]
    assert dropped == ["某局年度报告"]
