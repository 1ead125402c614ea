"""Reading and marking: the words and where they stand; marking changes nothing but adds marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.text.cleaning import clean_html
from gongkai.records.text.marking import Span, mark_html, shown
from gongkai.records.text.reading import plain, positions
from gongkai.records.text.tests.test_cleaning import markup


@given(markup())
def test_every_character_stands_where_the_map_says(html: str) -> None:
    cleaned = clean_html(html)
    read = positions(cleaned)
    named = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
    for character, start, end in zip(read.text, read.begins, read.ends, strict=True):
        source = cleaned[start:end]
        assert (source == "" and character in "\n\t") or named.get(source, source) == character


@given(markup(), st.data())
def test_marking_adds_marks_and_changes_nothing_else(html: str, data: st.DataObject) -> None:
    cleaned = clean_html(html)
    size = len(plain(cleaned))
    spans = []
    for number in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, size + 2))
        spans.append(Span(start, start + data.draw(st.integers(0, 8)), str(number), str(number)))
    marked = mark_html(cleaned, spans)
    unmarked = re.sub(r"</?mark[^>]*>", "", re.sub(r"</mark><sup>.*?</sup>(?:<sup>.*?</sup>)*", "</mark>", marked))
    if not re.search(r"<su[pb]>", cleaned):
        assert unmarked == cleaned
    assert (
        clean_html(re.sub(r"<sup>(?:<a href=\"#[^>]*>)?\d(?:</a>)?</sup>", "", marked)) == cleaned or "<sup>" in cleaned
    )
    for one in spans:
        visible = one.start < one.end <= size and plain(cleaned)[one.start : one.end].strip("\n\t")
        assert marked.count(f'id="m-{one.name}"') == (1 if visible else 0)


def test_lines_and_cells_are_parted() -> None:
    html = clean_html(
        "<h2>甲</h2><p>乙<br>丙</p><ul><li>丁<ul><li>戊</li></ul></li></ul><table><tr><td>1</td><td>2</td></tr></table>"
    )
    assert plain(html) == "甲\n乙\n丙\n丁\n戊\n1\t2"


def test_a_span_across_emphasis_is_marked_piece_by_piece() -> None:
    html = "<p>手机<strong>138</strong>0000</p>"
    marked = mark_html(html, [Span(2, 9, "1", "1", "hit care", "第 1 处")])
    assert marked == (
        '<p>手机<strong><mark class="hit care" id="m-1">138</mark></strong><mark class="hit care">0000</mark>'
        '<sup><a href="#c-1" aria-label="第 1 处">1</a></sup></p>'
    )


def test_no_link_stands_in_a_link() -> None:
    html = '<p><a href="https://www.example.cn/">甲乙</a>丙</p>'
    marked = mark_html(html, [Span(0, 1, "1", "1")])
    assert marked.count("<a ") == 1
    assert "<sup>1</sup>" in marked


def test_a_name_with_markup_in_it_cannot_break_out() -> None:
    marked = mark_html("<p>甲</p>", [Span(0, 1, '"><script>', '<img src="x">')])
    assert "<script>" not in marked and "<img" not in marked


def test_tables_scroll_by_themselves() -> None:
    page = shown("<table><tbody><tr><td>1</td></tr></tbody></table>", "表格")
    assert page.startswith('<div class="scroll" tabindex="0" role="region" aria-label="表格"><table>')
    assert page.endswith("</table></div>")


def test_a_stretch_outside_of_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a stretch"):
        positions("<p>甲</p>").place(0, 2)
