"""Characters and numbers are told apart: units, marks and strokes belong to neither a label nor a figure."""

from __future__ import annotations

import pytest

from gongkai.annual.documents import Cell, Document, Line, Place, Table
from gongkai.annual.recognise.stream import Stream, label_form, stream_of


def _lines(*texts: str) -> Stream:
    return stream_of(Document("a", "text", tuple(Line(text, Place(line=n)) for n, text in enumerate(texts, start=1))))


def _texts(stream: Stream) -> list[str]:
    return [token.text for token in stream.tokens]


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("予以公开 1,234 ５６", ["1234", "56"]),
        ("予以公开 5件 12 件 3", ["5", "12", "3"]),
        ("予以公开 - 24 - 3", ["", "24", "", "3"]),
        ("予以公开 — / 无 7", ["", "", "", "7"]),
        ("予以公开 49① 3[2] 4²", ["49", "3", "4"]),
        ("增减 -30 +1", ["-30", "+1"]),
        ("占 25% 共 3", ["3"]),
        ("00000002.其他", ["0000000"]),
        ("金额 274.09249", ["274.09249"]),
    ],
)
def test_the_figures_of_a_line_are_what_a_reader_sees(line: str, texts: list[str]) -> None:
    assert _texts(_lines(line)) == texts


def test_a_page_number_on_its_own_line_is_no_figure() -> None:
    assert _texts(_lines("- 12 -", "第 3 页", "2 / 9")) == []


def test_traditional_and_full_width_words_are_found_as_simplified() -> None:
    assert label_form("（一）予以公開　１.屬於國家秘密") == "一予以公开1属于国家秘密"


def test_empty_cells_between_tabs_are_kept_as_empty() -> None:
    assert _texts(_lines("予以公开\t1\t\t2")) == ["1", "", "2"]


def test_only_rows_that_reach_the_edge_tell_the_column_of_a_figure() -> None:
    cells = (Cell("甲", 0, 0), Cell("1", 0, 1), Cell("2", 0, 2), Cell("乙", 1, 0), Cell("3", 1, 1))
    stream = stream_of(Document("a", "html", (Table(cells, Place(table=1)),)))
    assert [(token.text, token.slot) for token in stream.tokens] == [("1", 1), ("2", 0), ("3", None)]


def test_a_figure_with_its_unit_is_alone_in_its_cell() -> None:
    cells = (Cell("甲", 0, 0), Cell("12件", 0, 1), Cell("3 公里", 0, 2))
    stream = stream_of(Document("a", "html", (Table(cells, Place(table=1)),)))
    assert [token.alone for token in stream.tokens] == [True, False]
