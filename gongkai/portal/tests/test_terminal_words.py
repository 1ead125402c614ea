"""Words to tap, their letters, links that stay inside, and the sheets of paper told before printing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from gongkai.portal.terminal.frame import start_of
from gongkai.portal.terminal.sheets import sheets, sheets_of_lines
from gongkai.portal.terminal.staying import kept_inside
from gongkai.portal.terminal.words import LEAST, LETTERS, letter_of, words_of

TITLES = [
    "关于印发涂岭镇防汛防台风应急预案的通知", "关于修订防汛防台风应急预案的通知", "山腰街道防汛防台风应急预案",
    "涂岭镇森林防火应急预案", "关于涂岭镇2026年预算的报告", "山腰街道2026年预算公开说明",
]  # fmt: skip


def test_words_are_whole_and_frequent() -> None:
    found = words_of(TITLES)
    assert {"应急预案", "涂岭镇", "预算", "防汛防台风应急预案", "山腰街道"} <= set(found)
    assert not {"岭镇", "急预案", "台风", "通知", "关于"} & set(found)


@given(st.lists(st.text(alphabet="防汛预案公开年报的关于", max_size=12), max_size=8))
def test_every_word_stands_in_so_many_titles(titles: list[str]) -> None:
    for word in words_of(titles):
        assert sum(word in title for title in titles) >= LEAST


@pytest.mark.parametrize(
    ("word", "letter"),
    [("应急", "Y"), ("防汛", "F"), ("啊", "A"), ("座", "Z"), ("泉港", "Q"), ("政府", "Z"), ("教育", "J"),
     ("乂", ""), ("x", ""), ("", ""), ("😀", ""), ("。", "")],
)  # fmt: skip
def test_letters(word: str, letter: str) -> None:
    assert letter_of(word) == letter


@given(st.text(max_size=3))
def test_a_letter_is_known_or_none(word: str) -> None:
    assert letter_of(word) == "" or letter_of(word) in LETTERS


def inside(number: str) -> str:
    return f"/terminal/p/records/{number}/"


@given(st.text(max_size=40))
def test_no_address_leads_outside(target: str) -> None:
    link = html.tostring(html.fragment_fromstring("<p><a>字</a></p>"), encoding="unicode")
    link = link.replace(
        "<a>", '<a href="' + target.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;") + '">'
    )
    for one in html.fragment_fromstring(kept_inside(link, inside), create_parent="div").iter("a"):
        assert one.get("href").startswith("/terminal/p/records/")


@pytest.mark.parametrize(
    ("target", "stays"),
    [
        ("/records/QZ1/", True), ("http://127.0.0.1:8000/records/QZ1/", True),
        ("https://evil.example/records/QZ1/", False), ("/records/QZ1/file/x", False), ("/records/../desk/", False),
        ("http://[", False), ("javascript:alert(1)", False),
    ],
)  # fmt: skip
def test_only_records_of_this_site_are_linked(target: str, stays: bool) -> None:
    assert ("<a " in kept_inside(f'<p><a href="{target}">字</a></p>', inside)) is stays


def test_text_without_links_is_untouched() -> None:
    assert kept_inside("<p>一&amp;二</p>", inside) == "<p>一&amp;二</p>"


@given(st.integers(0, 400))
def test_more_text_never_takes_fewer_sheets(count: int) -> None:
    one = f"<p>{'字' * 60}</p>"
    assert 1 <= sheets(one * count) <= sheets(one * (count + 1))


def test_sheets_of_tables_and_lines() -> None:
    table = "<table>" + "<tr><td><p>一</p></td><td>二</td></tr>" * 100 + "</table>"
    assert sheets(table) == 4
    assert sheets("") == 1
    assert sheets_of_lines(["字" * 41 * 33 * 2]) == 3


@pytest.mark.parametrize(
    ("path", "start"),
    [("/terminal/a-1/find/", "/terminal/a-1/"), ("/terminal/", "/terminal/"), ("/terminal/%2e/", "/terminal/"),
     ("/terminal/\u202e/", "/terminal/"), ("/terminal/" + "a" * 300 + "/", "/terminal/")],
)  # fmt: skip
def test_the_start_of_an_odd_address(path: str, start: str) -> None:
    assert start_of(path) == start
