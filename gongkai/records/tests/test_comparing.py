"""Two contents against each other: every change is found, nothing is lost, and no markup gets through."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.comparing import Change, changed_places, compare, compare_html
from gongkai.records.comparing_blocks import blocks_of
from gongkai.records.comparing_text import Piece, changes_in, compare_blocks, compare_line

NOTICE = "<h2>一、组织指挥</h2><p>镇防汛指挥部下设三个小组，值班电话为0595-00000000。各村两日内统计灾情。</p>"
SAID: dict[str, Any] = {
    "title": "涂岭镇2025年防汛应急预案",
    "mark": "on_request",
    "body": NOTICE,
    "keywords": ["防汛"],
    "files": [
        {"name": "名单.docx", "digest": "a" * 64, "size": 10},
        {"name": "图.pdf", "digest": "b" * 64, "size": 20},
    ],
}

words = st.text(alphabet="政府信息公开。，；2026\n<&ab", max_size=60)
texts = st.lists(words, max_size=12)


def test_the_same_content_has_no_changes() -> None:
    assert compare(SAID, dict(SAID)) == ()


def test_changes_come_field_by_field_with_words_for_codes() -> None:
    after = SAID | {"title": "涂岭镇2026年防汛应急预案", "mark": "proactive", "keywords": ["防汛", "应急"]}
    found = compare(
        SAID, after, lambda field, code: {"proactive": "主动公开", "on_request": "依申请公开"}.get(code, code)
    )
    assert [(change.field, change.label) for change in found] == [
        ("title", "标题"), ("keywords", "主题词"), ("mark", "公开属性"),
    ]  # fmt: skip
    assert [piece.text for piece in found[0].old if piece.kind == "gone"] == ["2025"]
    assert found[2].old == (Piece("gone", "依申请公开"),) and found[2].new == (Piece("new", "主动公开"),)
    assert changed_places(found) == 3


def test_a_field_that_was_empty_is_only_new() -> None:
    (change,) = compare(SAID, SAID | {"mark_reason": "属于应当公开的事项"})
    assert (change.old, change.new) == ((), (Piece("new", "属于应当公开的事项"),))


def test_body_changes_are_marked_by_the_character_and_counted_by_place() -> None:
    after = (
        NOTICE.replace("三个小组", "综合协调、抢险救援四个小组").replace("两日内", "三日内")
        + "<p>本预案自印发之日起施行。</p>"
    )
    (change,) = compare(SAID, SAID | {"body": after})
    assert [(row.kind, row.changes) for row in change.rows] == [("heading", 0), ("text", 2), ("text", 1)]
    assert [piece.text for piece in change.rows[1].old or () if piece.kind == "gone"] == ["三", "两"]
    assert change.rows[2].old is None
    assert change.count == 3


def test_a_link_that_leads_elsewhere_is_a_change() -> None:
    old, after = (f'<p>见<a href="https://{host}.example/">附件</a>。</p>' for host in ("one", "two"))
    (change,) = compare(SAID | {"body": old}, SAID | {"body": after})
    assert [piece.text for piece in change.rows[0].new or () if piece.kind == "new"] == ["two"]


def test_rows_of_a_table_are_held_against_each_other() -> None:
    old = "<table><tr><th>村</th><th>人</th></tr><tr><td><p>甲村</p></td><td>3</td></tr></table>"
    (change,) = compare(SAID | {"body": old}, SAID | {"body": old.replace("3", "5")})
    assert [(row.kind, row.changes) for row in change.rows] == [("row", 0), ("row", 1)]
    assert change.rows[1].new == (Piece("same", "甲村｜"), Piece("new", "5"))


def test_a_change_of_layout_alone_is_told_and_never_passed_over() -> None:
    (change,) = compare(SAID, SAID | {"body": NOTICE.replace("h2", "h3").replace("三个", "<strong>三个</strong>")})
    assert (change.field, change.only_form, change.count) == ("body", True, 1)


def test_attachments_are_added_removed_replaced_and_renamed() -> None:
    after = [
        {"name": "责任人名单.docx", "digest": "a" * 64, "size": 10},
        {"name": "图.pdf", "digest": "c" * 64, "size": 25},
        {"name": "表.xlsx", "digest": "d" * 64, "size": 5},
    ]
    (change,) = compare(SAID, SAID | {"files": after})
    assert [(one.kind, one.name, one.before) for one in change.files] == [
        ("renamed", "责任人名单.docx", "名单.docx"), ("replaced", "图.pdf", "图.pdf"), ("added", "表.xlsx", ""),
    ]  # fmt: skip
    (gone,) = compare(SAID, SAID | {"files": SAID["files"][:1]})
    assert [(one.kind, one.name) for one in gone.files] == [("removed", "图.pdf")]


def test_attachments_in_another_order_are_a_change() -> None:
    (change,) = compare(SAID, SAID | {"files": SAID["files"][::-1]})
    assert (change.field, change.only_form, change.count) == ("files", True, 1)


def test_a_statement_nobody_listed_is_still_compared() -> None:
    (change,) = compare(SAID, SAID | {"later_field": "x"})
    assert change == Change("later_field", "later_field", 1, (), (Piece("new", "x"),))


def test_the_html_marks_changes_and_lets_no_markup_through() -> None:
    made = compare_html("<p>甲村三人。</p>", "<p>甲村&lt;script&gt;三人。</p>")
    assert made == "<p>甲村<ins>&lt;script&gt;</ins>三人。</p>"


def test_a_number_changes_as_a_whole() -> None:
    old, after = compare_line("值班电话1385000", "值班电话1386000")
    assert old[-1] == Piece("gone", "1385000") and after[-1] == Piece("new", "1386000")


def test_one_long_paragraph_without_stops_is_still_marked_by_place() -> None:
    words = "".join(chr(0x4E00 + number % 2000) + ("，" if number % 40 == 0 else "") for number in range(30_000))
    rows, _ = compare_blocks(
        blocks_of(f"<p>{words}</p>"), blocks_of(f"<p>{words[:9000]}改{words[9001:25000]}{words[25003:]}</p>")
    )
    assert changes_in(rows) == 2


@given(texts, texts)
def test_both_sides_are_whole_and_differ_exactly_where_something_is_marked(old: list[str], after: list[str]) -> None:
    a, b = (
        blocks_of("".join(f"<p>{one.replace('&', '&amp;').replace('<', '&lt;')}</p>" for one in side))
        for side in (old, after)
    )
    rows, same = compare_blocks(a, b)
    assert [_words(row.old) for row in rows if row.old is not None] == [one.text for one in a]
    assert [_words(row.new) for row in rows if row.new is not None] == [one.text for one in b]
    assert same == ([one.text for one in a] == [one.text for one in b])
    assert (changes_in(rows) == 0) == same
    for row in rows:
        kept = [piece.text for piece in row.together if piece.kind == "same"]
        assert _words(row.together, "new") == _words(row.old or ()) and _words(row.together, "gone") == _words(
            row.new or ()
        )
        assert row.changes or len(kept) == 1


def _words(pieces: tuple[Piece, ...] | None, without: str = "") -> str:
    return "".join(piece.text for piece in pieces or () if piece.kind != without)
