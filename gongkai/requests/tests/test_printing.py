"""The printed papers are read again: the words are all there, and they lie where GB/T 9704 puts them."""

from __future__ import annotations

import io
from datetime import date
from itertools import pairwise
from typing import Any

import docx
import pdfplumber
import pypdfium2
import pytest
from docx.shared import Mm

from gongkai.law.paper_forms import paper_forms
from gongkai.records.tests.making import a_unit
from gongkai.requests import previewing
from gongkai.requests.paper_texts import text_in_use
from gongkai.requests.printing import rendered, text_of
from gongkai.requests.tests.making import RECEIVED
from gongkai.requests.tests.papering import papers_of

MM = 72 / 25.4
ISSUER = "泉州市泉港区人民政府办公室"
LONG = "经审查，您申请公开的政府信息可以公开，本机关以纸质复制件邮寄的方式向您提供。"


def content(layout: str = "letter", paragraphs: int = 6, annexes: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "kind": "reply", "shape": "letter", "title": f"{ISSUER}政府信息公开申请答复书", "issuer": ISSUER,
        "layout": layout,
        "draft_number": "泉港政办公复〔　　〕　号", "number": "泉港政办公复〔2026〕12号", "addressee": "林某某",
        "body": [LONG * 2] * paragraphs, "annexes": list(annexes),
    }  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u3000", "")


def words_in_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return squeezed("".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def words_in_word(data: bytes) -> str:
    file = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return squeezed("".join([*(one.text for one in file.paragraphs), *cells]))


@pytest.mark.django_db
def test_every_sample_says_in_both_forms_what_was_composed() -> None:
    unit = a_unit("tuling", name="泉州市泉港区涂岭镇人民政府")
    papers_of(unit)
    read = 0
    for day in (date(2018, 6, 1), RECEIVED):
        for form in paper_forms(day):
            sample = previewing.sample(unit, form, text_in_use(unit, form).body, RECEIVED)
            made = rendered(sample, on=RECEIVED)
            pdf, word = words_in_pdf(made.pdf), words_in_word(made.word)
            for said in (sample["title"], sample["draft_number"], *text_of(sample)):
                for part in said.split("：", 1) if sample["shape"] == "sheet" else [said]:
                    assert squeezed(part) in pdf, (form.code, part)
                    assert squeezed(part) in word, (form.code, part)
            assert form.shape == "sheet" or ("2026年3月2日" in pdf and pdf.count(squeezed(unit.name)) >= 2)
            assert made.pages == 1 or form.shape == "letter"
            read += 1
    assert read == 35


def test_a_letter_lies_on_its_page_as_the_standard_says() -> None:
    made = rendered(content(annexes=("资金安排表（共3页）", "验收报告（共12页）")), on=date(2026, 3, 20))
    with pdfplumber.open(io.BytesIO(made.pdf)) as file:
        page = file.pages[0]
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        body = [char for char in page.chars if round(char["size"], 1) == 16]
        left = min(char["x0"] for char in body) / MM
        right = (page.width - max(char["x1"] for char in body)) / MM
        assert abs(left - 28) < 1 and 25 < right < 29
        tops = sorted({round(char["top"], 1) for char in body if char["x0"] / MM < 40})
        steps = {round(later - top, 1) for top, later in pairwise(tops) if later - top < 40}
        assert all(abs(step - 225 / 22 * MM) < 0.6 for step in steps if step < 35)
        red = [line for line in (*page.lines, *page.rects) if line["stroking_color"] not in ((0,), (0, 0, 0), None)]
        assert len(red) == 4 and all(abs((line["x1"] - line["x0"]) / MM - 170) < 0.5 for line in red)
        number = next(char for char in page.chars if char["text"] == "〔")
        assert number["x0"] / MM > 120
        last = "".join(char["text"] for char in file.pages[-1].chars)
        assert "附件：1. 资金安排表（共3页）" in last.replace("\u3000", "") or "附件：1." in last
        assert "2026年3月20日" in last and "林某某：" in "".join(char["text"] for char in page.chars)
        assert not any("— 1 —" in one for one in [page.extract_text()])


def test_a_document_has_its_number_in_the_middle_and_page_numbers() -> None:
    made = rendered(content("document"), on=date(2026, 3, 20))
    with pdfplumber.open(io.BytesIO(made.pdf)) as file:
        page = file.pages[0]
        marks = [char for char in page.chars if char["size"] > 23]
        assert "".join(char["text"] for char in marks) == f"{ISSUER}文件"
        number = [char for char in page.chars if abs(char["top"] - _top(page, "〔")) < 2]
        middle = (min(char["x0"] for char in number) + max(char["x1"] for char in number)) / 2 / MM
        assert abs(middle - (28 + 156 / 2)) < 2
        assert "1" in page.extract_text().splitlines()[-1]


def _top(page: Any, letter: str) -> float:
    return float(next(char["top"] for char in page.chars if char["text"] == letter))


@pytest.mark.parametrize("paragraphs", range(4, 9))
def test_the_day_never_stands_alone_on_a_page(paragraphs: int) -> None:
    made = rendered(content(paragraphs=paragraphs), on=date(2026, 3, 20))
    with pdfplumber.open(io.BytesIO(made.pdf)) as file:
        last = file.pages[-1].extract_text()
    assert "2026年3月20日" in last and "经审查" in last


def test_the_word_file_has_the_same_page_and_keeps_the_day_with_the_text() -> None:
    made = rendered(content(annexes=("资金安排表（共3页）",)), on=date(2026, 3, 20))
    file = docx.Document(io.BytesIO(made.word))
    section = file.sections[0]
    measures = (section.page_width, section.left_margin, section.top_margin)
    wanted = (Mm(210), Mm(28), Mm(37))
    assert all(abs((one or 0) - other) < Mm(0.1) for one, other in zip(measures, wanted, strict=True))
    texts = [one.text for one in file.paragraphs]
    annex = file.paragraphs[texts.index("附件：资金安排表（共3页）")]
    assert annex.paragraph_format.keep_with_next
    assert texts[-2:] == [ISSUER, "2026年3月20日"]


def test_the_same_content_gives_the_same_bytes() -> None:
    first, again = rendered(content(), on=RECEIVED), rendered(content(), on=RECEIVED)
    assert first.pdf == again.pdf
    assert words_in_word(first.word) == words_in_word(again.word)
