"""The papers read back: every word, number and mark is in the PDF; the package can be checked by its manifest."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from gongkai.delivery.body_blocks import PAGE_MM, blocks_of
from gongkai.delivery.package import Enclosed, item_name, packed
from gongkai.delivery.papers_letter import Letter, letter_pdf
from gongkai.delivery.papers_list import DeliveryList, Line, label_pdf, list_excel, list_pdf
from gongkai.delivery.papers_record import page_count, record_pdf
from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.papers.grid import Grid, covered
from gongkai.records.text.cleaning import clean_html

NUMBER = "QZ04151-0105-2026-00001"
DAY = date(2026, 11, 5)


def words(data: bytes) -> str:
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return "".join(text.replace("\u200b", "").split())


def a_snapshot(**changes: Any) -> dict[str, Any]:
    return {
        "title": "关于森林防火的通知", "agency": {"name": "涂岭镇人民政府"}, "footer": "（此件主动公开）",
        "metadata": [
            {"code": "index_number", "label": "索引号", "value": NUMBER},
            {"code": "publicity_attribute", "label": "公开属性", "value": "主动公开"},
        ],
        "body": "<p>各村：</p><h2>一、要求</h2><table><thead><tr><th>任务</th><th>单位</th></tr></thead><tbody><tr>"
        "<td rowspan='2'>排查</td><td>甲村</td></tr><tr><td>乙村</td></tr></tbody></table>",
        "files": [],
    } | changes  # fmt: skip


def a_list(count: int, **changes: Any) -> DeliveryList:
    lines = tuple(
        Line(str(n), f"QZ04151-0105-2026-{n:05d}", f"第{n}号通知", f"涂政〔2026〕{n}号", "2026-03-02", "主动公开", "3")
        for n in range(1, count + 1)
    )
    given = {"agency": "涂岭镇人民政府", "hall": "档案馆", "hall_contact": "馆员", "begins": date(2026, 10, 20),
             "ends": DAY, "day": DAY, "contact": "林某", "phone": "0595-1", "lines": lines}  # fmt: skip
    return DeliveryList(**(given | changes))


def test_a_record_carries_its_number_and_mark_before_its_title(settings: Any) -> None:
    made = record_pdf(a_snapshot())
    said = words(made.data)
    assert said.index(NUMBER) < said.index("关于森林防火的通知")
    assert said.index("主动公开") < said.index("关于森林防火的通知")
    for word in ("各村：", "一、要求", "排查", "甲村", "乙村", "（此件主动公开）"):
        assert word in said
    assert (made.pages, made.left_out) == (1, ())


def test_attachments_in_pdf_stand_behind_it_and_others_are_named(settings: Any) -> None:
    attached = list_pdf(a_list(1))
    broken = attached[:200]
    locked = PdfWriter(clone_from=PdfReader(BytesIO(attached)))
    locked.encrypt("secret")
    out = BytesIO()
    locked.write(out)
    kept = [
        {"name": name, "digest": files.keep(data)}
        for name, data in (
            ("附表.pdf", attached), ("分工.docx", b"PK\x03\x04"), ("残缺.pdf", broken), ("加密.pdf", out.getvalue())
        )
    ]  # fmt: skip
    made = record_pdf(a_snapshot(files=kept))
    assert made.pages == 1 + 2
    assert made.left_out == ("分工.docx", "残缺.pdf", "加密.pdf")
    said = words(made.data)
    assert "分工.docx（不是PDF，没有并入本件，见该信息的公开网页）" in said
    assert "附表.pdf（附在后面）" in said and "第1号通知" in said


def test_nothing_is_printed_of_what_was_withdrawn() -> None:
    with pytest.raises(Refused) as refusal:
        record_pdf({})
    assert refusal.value.code == "nothing-to-print"


@pytest.mark.parametrize("data", [b"", b"%PDF-", b"%PDF-1.7\nnothing", b"PK\x03\x04", "文字".encode()])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        page_count(data)
    assert refusal.value.code == "not-pdf"


def test_the_list_comes_in_two_numbered_copies_with_contact_and_place_for_the_seal() -> None:
    said = words(list_pdf(a_list(3)))
    assert said.count("送交信息目录表") == 2
    assert "第1份（共2份）" in said and "第2份（共2份）" in said
    assert said.count("QZ04151-0105-2026-00003") == 2
    assert said.count("林某") == 2 and said.count("（盖章）") == 2
    assert "2026年10月20日至2026年11月4日" in said
    assert "纸质件3件，电子件3件" in said


def test_with_nothing_to_deliver_the_list_says_so() -> None:
    said = words(list_pdf(a_list(0)))
    assert said.count("本期无送交信息。") == 2
    sheet = openpyxl.load_workbook(BytesIO(list_excel(a_list(0)))).active
    assert sheet["A2"].value == "本期无送交信息。"


def test_a_long_list_goes_on_over_pages_and_loses_no_line() -> None:
    said = words(list_pdf(a_list(120)))
    assert [n for n in range(1, 121) if f"QZ04151-0105-2026-{n:05d}" not in said] == []
    sheet = openpyxl.load_workbook(BytesIO(list_excel(a_list(120)))).active
    assert sheet.max_row == 121


def test_the_label_says_to_whom_and_how_many() -> None:
    said = words(label_pdf(a_list(3), 3))
    assert "档案馆政府信息查阅中心收" in said and "送交信息3件" in said and "目录表2份" in said


@pytest.mark.parametrize(
    ("withdraws", "title"), [(True, "关于撤回已送交政府信息的函"), (False, "关于更换已送交政府信息的函")]
)
def test_a_letter_says_what_why_and_what_is_enclosed(withdraws: bool, title: str) -> None:
    said = words(letter_pdf(Letter("涂岭镇人民政府", "区政府办公室", "档案馆", "涂政函〔2026〕3号", withdraws, NUMBER,
                                   "关于森林防火的通知", DAY, "附表有误。", "关于森林防火的通知", 2, DAY)))  # fmt: skip
    for word in (title, "区政府办公室：", NUMBER, "现因附表有误，", "各2份", "涂政函〔2026〕3号"):
        assert word in said


def test_the_manifest_names_every_file_with_its_hash() -> None:
    items = [Enclosed(item_name(1, "A/B:1", "record:1"), b"one", "A/B:1", "甲", ("附.docx",))]
    made = packed({"count": 1}, items, [Enclosed("送交信息目录表.pdf", b"two")])
    assert made == packed({"count": 1}, items, [Enclosed("送交信息目录表.pdf", b"two")])
    with ZipFile(BytesIO(made)) as package:
        manifest = json.loads(package.read("清单.json"))
        named = {one["file"]: one["sha256"] for one in (*manifest["items"], *manifest["papers"])}
        assert set(package.namelist()) == {*named, "清单.json"}
        assert all(sha256(package.read(name)).hexdigest() == digest for name, digest in named.items())
    assert manifest["items"][0]["file"] == "001-A_B_1.pdf"
    assert manifest["items"][0]["not_included"] == ["附.docx"]


CELL = st.tuples(st.integers(1, 4), st.integers(1, 4), st.text("表格内容", max_size=6))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=5))
def test_any_table_that_the_cleaning_lets_through_has_no_hole_and_fits_the_page(
    rows: list[list[tuple[int, int, str]]],
) -> None:
    lines = ("".join(f"<td rowspan='{a}' colspan='{b}'>{c}</td>" for a, b, c in row) for row in rows)
    body = clean_html("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    for block in blocks_of(body):
        assert isinstance(block, Grid)
        covered([list(row) for row in block.rows])
        assert abs(sum(block.widths) - PAGE_MM) < 0.01


def test_lists_keep_their_numbers_and_breaks_their_lines() -> None:
    said = [getattr(one, "text", "") for one in blocks_of(
        '<ol start="3"><li>甲<ul><li>丙</li></ul></li><li>乙</li></ol><p>一<br>二</p>')]  # fmt: skip
    assert said == ["3. 甲", "·丙", "4. 乙", "一", "二"]
