import io

import pdfplumber
import pytest

from gongkai.law.papers_layout import NEWEST
from gongkai.papers.blocks import (
    Addressee,
    Body,
    Caption,
    Colophon,
    Head,
    Heading,
    NewPage,
    Paper,
    Remark,
    Signature,
    Title,
)
from gongkai.papers.fonts import families
from gongkai.papers.grid import Grid, GridCell
from gongkai.papers.pdf import to_pdf
from gongkai.papers.tests.sheets import small_grid

MM = 72 / 25.4
HOSTILE = '#eval("1+1") ] $x^2$ *强* _斜_ \\ `码` <标> @引 // 注 /* 注 */ = 题 #panic()'


def opened(*blocks: object) -> pdfplumber.PDF:
    return pdfplumber.open(io.BytesIO(to_pdf(Paper("题", "机关", blocks))))  # type: ignore[arg-type]


def words(page: pdfplumber.page.Page) -> str:
    return "".join(char["text"] for char in page.chars)


def test_words_that_look_like_markup_come_out_as_words():
    every = (
        Head(HOSTILE, HOSTILE), Title("题" + HOSTILE[:10]), Addressee(HOSTILE), Heading(1, HOSTILE), Body(HOSTILE),
        Caption(HOSTILE), Signature("机关", "2026年1月2日"), Remark(HOSTILE), Colophon(HOSTILE, HOSTILE, "印发"),
    )  # fmt: skip
    with opened(*every) as file:
        text = "".join(words(page) for page in file.pages).replace(" ", "")

    assert text.count(HOSTILE.replace(" ", "")) == 9


def test_a_full_page_has_twenty_two_lines_of_twenty_eight_characters():
    with opened(Body("公" * 28 * 40)) as file:
        page = file.pages[0]
        lines: dict[int, int] = {}
        for char in page.chars:
            if char["text"] == "公":
                lines[round(char["top"])] = lines.get(round(char["top"]), 0) + 1

    assert len(lines) == 22
    first, *others = lines.values()
    assert first == 26
    assert set(others) == {28}


def test_the_text_fills_the_type_area_and_no_more():
    with opened(Body("公" * 28 * 30)) as file:
        chars = [char for char in file.pages[0].chars if char["text"] == "公"]

    assert min(char["x0"] for char in chars) == pytest.approx(28 * MM, abs=1)
    assert max(char["x1"] for char in chars) == pytest.approx((210 - 26) * MM, abs=1.5)
    assert max(char["bottom"] for char in chars) <= (297 - 35) * MM + 8


def test_odd_pages_are_numbered_at_the_right_and_even_pages_at_the_left():
    with opened(Body("一"), NewPage(), Body("二")) as file:
        first, second = (
            [char for char in page.chars if char["text"] in "12" and char["size"] < 15] for page in file.pages
        )

    assert first[0]["text"] == "1"
    assert first[0]["x0"] > 105 * MM
    assert second[0]["text"] == "2"
    assert second[0]["x0"] < 105 * MM


def test_a_letter_has_its_number_at_the_right_and_no_page_number_on_the_first_page():
    with opened(Head("某某办公室", "某函〔2026〕1号", "letter"), Body("正文"), NewPage(), Body("附")) as file:
        number = [char for char in file.pages[0].chars if char["text"] == "号"]
        text = words(file.pages[0])
        red = [line for line in file.pages[0].lines if line["x1"] - line["x0"] > 169 * MM]
        second = words(file.pages[1])

    assert number[0]["x1"] == pytest.approx(184 * MM, abs=2)
    assert "—" not in text
    assert len(red) == 4
    assert "—2—" in second.replace(" ", "")


def test_a_long_issuer_mark_is_made_smaller_until_it_fits_one_line():
    mark = "某某自治州某某自治县人民政府行政审批服务管理局办公室文件"
    with opened(Head(mark, "某〔2026〕1号"), Body("正文")) as file:
        chars = [char for char in file.pages[0].chars if char["top"] < (37 + 35 + 10) * MM]

    assert len({round(char["top"]) for char in chars}) == 1
    assert max(char["x1"] for char in chars) <= 184.5 * MM


def test_the_heads_of_a_long_table_repeat_on_every_page():
    head = (GridCell("项目", 0, 0, "head"), GridCell("总计", 0, 1, "head"))
    rows = tuple((GridCell(f"第{at}行", at, 0, "stub"), GridCell(str(at), at, 1, "value")) for at in range(1, 61))
    with opened(Grid("长表", "", (head, *rows), 1, (100.0, 56.0))) as file:
        tops = [page.extract_tables()[0][0] for page in file.pages]

    assert len(tops) >= 2
    assert all(top == ["项目", "总计"] for top in tops)


def test_a_table_is_read_back_by_its_lines_with_its_merged_cells():
    with opened(Body("前"), small_grid(legend="注：说明")) as file:
        table = file.pages[0].extract_tables()[0]
        text = words(file.pages[0])

    assert table == [
        ["项目", None, "申请人", None],
        [None, None, "自然人", "总计"],
        ["办理", "公开", "1", "2"],
        [None, "不公开", "3", "4.50"],
    ]
    assert "单位：件" in text
    assert "注：说明" in text


def test_a_figure_of_thirty_digits_stays_in_its_cell():
    with opened(small_grid("1" * 30, "2", "3", "4")) as file:
        assert file.pages[0].extract_tables()[0][2][2] == "1" * 30


def test_the_same_paper_gives_the_same_bytes():
    paper = Paper("题", "机关", (Title("题"), Body("正文"), small_grid()))

    assert to_pdf(paper) == to_pdf(paper)


def test_the_file_carries_title_author_language_and_tags():
    made = to_pdf(Paper("某区年度报告", "某区", (Title("某区年度报告"), small_grid())))
    with pdfplumber.open(io.BytesIO(made)) as file:
        assert file.metadata["Title"] == "某区年度报告"
        assert file.metadata["Author"] == "某区"
        assert "CreationDate" not in file.metadata
    assert b"/StructTreeRoot" in made or b"/MarkInfo" in made


def test_a_character_no_font_holds_is_printed_as_its_number_and_rare_ones_as_themselves():
    with opened(Body("㙟䶮𬙂𠮷\x07滹〔〕")) as file:
        text = words(file.pages[0])

    assert text.startswith("㙟䶮𬙂〔U+20BB7〕〔U+0007〕滹〔〕")


def test_without_the_offices_fonts_the_shipped_ones_stand_for_every_face():
    assert set(families().values()) == {("Noto Serif SC",), ("Noto Sans SC",)}


def test_the_newest_edition_is_used_unless_a_day_is_given():
    paper = Paper("题", "机关", (Body("正文"),))

    assert to_pdf(paper) == to_pdf(paper, on=NEWEST)
