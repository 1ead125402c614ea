"""Cleaning: one plain form whatever comes in; nothing that acts, nothing that hides, no word changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.action import Refused
from gongkai.records.text.cleaning import clean_html

WORDS = st.text(alphabet="甲乙丙 \u3000\xa0\n<>&\"'12、。a\u200b\u202e", max_size=12)
TAGS = (
    "p div span b strong i sup sub a h1 h2 h5 ul ol li table tr td th thead tbody br font o:p section caption pre"
).split()
STYLES = [
    "",
    ' style="mso-list:l0 level1 lfo1"',
    ' style="mso-list:Ignore"',
    ' colspan="2"',
    ' rowspan="0"',
    ' start="3"',
    ' type="a"',
    ' href="https://www.example.cn/?a=1&amp;b=2"',
    ' href="javascript:x"',
    ' onclick="x()"',
]


@st.composite
def markup(draw: st.DrawFn, depth: int = 4) -> str:
    """Nested markup, well formed or not."""
    out = ""
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            tag, style = draw(st.sampled_from(TAGS)), draw(st.sampled_from(STYLES))
            close = "" if draw(st.integers(0, 9)) == 0 else f"</{tag}>"
            out += f"<{tag}{style}>{draw(markup(depth - 1))}{close}"
        else:
            out += draw(WORDS)
    return out


@given(markup())
def test_cleaning_a_cleaned_text_changes_nothing(html: str) -> None:
    once = clean_html(html)
    assert clean_html(once) == once


@given(markup())
def test_only_known_elements_and_attributes_are_left(html: str) -> None:
    cleaned = clean_html(html)
    tags = set(re.findall(r"<(\w+)", cleaned))
    assert tags <= set("p h2 h3 h4 ul ol li table thead tbody tr td th strong sup sub br a".split())
    assert "javascript" not in re.sub(r">[^<]*<", "><", cleaned)
    assert not re.search(r"<[^>]*\s(?:on\w+|style|class|id)=", cleaned)
    assert not set(cleaned) & set("\u200b\u202e\xa0")


@given(st.text(st.characters(), max_size=60))
def test_any_characters_at_all_are_survived(text: str) -> None:
    once = clean_html(text)
    assert clean_html(once) == once


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("", ""),
        ("   \n ", ""),
        ("<p>&nbsp;</p><p> </p>", ""),
        ("甲<br><br>乙", "<p>甲</p><p>乙</p>"),
        ("甲<br>　　乙", "<p>甲</p><p>乙</p>"),
        ("<p>　　为做好工作，</p>", "<p>为做好工作，</p>"),
        ("<p>第一章　总则</p>", "<p>第一章　总则</p>"),
        ("<h1><b>标题</b></h1>", "<h2>标题</h2>"),
        ("<p><b>甲</b><strong>乙</strong></p>", "<p><strong>甲乙</strong></p>"),
        ("<p>m<sup>2</sup> H<sub>2</sub>O</p>", "<p>m<sup>2</sup> H<sub>2</sub>O</p>"),
        ("<ul><li>甲<ul><li>乙</li></ul>丙</li></ul>", "<ul><li>甲<br>丙<ul><li>乙</li></ul></li></ul>"),
        ('<p onclick="x()">甲<script>x()</script><img src="x" onerror="x()"></p>', "<p>甲</p>"),
        ('<a href="java\tscript:x">甲</a>', "<p>甲</p>"),
        ('<a href="https://www.example.cn/">甲</a>', '<p><a href="https://www.example.cn/">甲</a></p>'),
        ('<a href="mailto:a@example.cn">甲</a>', '<p><a href="mailto:a@example.cn">甲</a></p>'),
        ('<ol start="3"><li>甲</li></ol>', '<ol start="3"><li>甲</li></ol>'),
        ("甲&#1;&#8203;\ud800乙", "<p>甲乙</p>"),
        ("<p>5 &lt; 6 &amp; 7</p>", "<p>5 &lt; 6 &amp; 7</p>"),
    ],
)
def test_each_kind_of_markup_has_one_form(given_: str, kept: str) -> None:
    assert clean_html(given_) == kept


def test_tables_keep_their_merged_cells() -> None:
    table = (
        '<table width="90%"><tr style="height:1cm"><td colspan="2" rowspan="3"><p>甲</p><p>乙</p></td>'
        "<th><b>丙</b></th></tr><tr></tr><tr><td></td></tr></table>"
    )
    assert clean_html(table) == (
        '<table><tbody><tr><td colspan="2" rowspan="3">甲<br>乙</td><th>丙</th></tr><tr></tr><tr><td></td></tr>'
        "</tbody></table>"
    )


def office(marker: str, words: str, level: int = 1) -> str:
    """A list paragraph as office programs put it on the clipboard."""
    return (
        f'<p class=MsoListParagraph style="text-indent:-18pt;mso-list:l0 level{level} lfo1"><![if !supportLists]>'
        f'<span style="mso-list:Ignore">{marker}<span>&nbsp;&nbsp;&nbsp;</span></span><![endif]>{words}<o:p></o:p></p>'
    )


def test_office_lists_become_lists() -> None:
    assert clean_html(office("1.", "甲") + office("2.", "乙")) == "<ol><li>甲</li><li>乙</li></ol>"
    assert clean_html(office("·", "甲") + office("·", "乙")) == "<ul><li>甲</li><li>乙</li></ul>"


def test_a_number_that_a_list_would_print_otherwise_stays_in_the_text() -> None:
    assert clean_html(office("一、", "总则") + office("（二）", "范围")) == "<p>一、总则</p><p>（二）范围</p>"
    assert clean_html(office("3.", "甲") + office("4.", "乙")) == "<p>3.甲</p><p>4.乙</p>"


def test_what_goes_on_for_ever_is_refused_in_words() -> None:
    with pytest.raises(Refused) as refusal:
        clean_html("甲" * 3_000_001)
    assert refusal.value.code == "body-too-long"
    with pytest.raises(Refused) as refusal:
        clean_html("<div>" * 5000 + "甲")
    assert refusal.value.code == "body-too-deep"
