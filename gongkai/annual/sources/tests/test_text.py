from __future__ import annotations

from gongkai.annual.documents import Document, Line
from gongkai.annual.sources.opening import open_document
from gongkai.annual.sources.script import to_simplified
from gongkai.annual.sources.tests.making import lines, spans, tables, texts


def opened(text: str, name: str = "报告.txt") -> Document:
    return open_document(text.encode(), name)


def test_lines_keep_their_tabs_and_spaces_and_their_number() -> None:
    document = opened("标题\n\n\t主动公开数\n\t条\n　　其中：1.网站\t31\n")
    assert [(block.place.line, getattr(block, "text", "")) for block in document.blocks] == [
        (1, "标题"),
        (3, "\t主动公开数"),
        (4, "\t条"),
        (5, "　　其中：1.网站\t31"),
    ]


def test_lines_with_bars_become_a_table_even_without_a_rule_under_the_head() -> None:
    document = opened("前文\n信息内容 | 本年 | 总数 |\n规章 | 0 | 1 |\n| 文件 || 2 |\n后文")
    assert texts(tables(document)[0]) == [["信息内容", "本年", "总数"], ["规章", "0", "1"], ["文件", "", "2"]]
    assert lines(document) == ["前文", "后文"]
    assert tables(document)[0].place.as_json() == {"line": 2, "table": 1}


def test_one_line_with_bars_stays_a_line() -> None:
    assert lines(opened("首页 | 公开 | 年报\n正文")) == ["首页 | 公开 | 年报", "正文"]


def test_form_feeds_count_pages() -> None:
    document = opened("甲\n\f乙\n丙")
    assert [block.place.as_json() for block in document.blocks] == [
        {"page": 1, "line": 1},
        {"page": 2, "line": 2},
        {"page": 2, "line": 3},
    ]


def test_markdown_headings_lists_and_tables_are_taken_as_marked() -> None:
    document = opened(
        "# 年度报告\n\n## 一、总体情况\n收到 **12** 件，见[网站](http://a.example)。\n次行\n\n"
        "1. 第一\n2. 第二\n\n| 项 | 数 |\n|---|---:|\n| 许可 | 3 |\n",
        "报告.md",
    )
    found = [(block.text, block.heading) for block in document.blocks if isinstance(block, Line)]
    assert found == [
        ("年度报告", 1),
        ("一、总体情况", 2),
        ("收到 12 件，见网站。", 0),
        ("次行", 0),
        ("1. 第一", 0),
        ("2. 第二", 0),
    ]
    assert texts(tables(document)[0]) == [["项", "数"], ["许可", "3"]]
    assert tables(document)[0].place.line == 10


def test_an_html_table_in_markdown_is_read_with_its_spans_despite_blank_lines() -> None:
    document = opened(
        "# 报告\n\n<table>\n<tr><td rowspan=2>结果</td><td>1</td></tr>\n\n<tr><td>2</td></tr></table>\n\n完\n"
    )
    assert document.kind == "markdown"
    assert spans(tables(document)[0])["结果"] == (0, 0, 2, 1)
    assert lines(document) == ["报告", "完"]


def test_indented_official_text_in_markdown_is_no_program_code() -> None:
    assert lines(opened("# 报告\n\n        泉数函〔2020〕1号\n", "报告.md")) == ["报告", "泉数函〔2020〕1号"]


def test_bar_lines_in_markdown_without_a_rule_become_a_table() -> None:
    document = opened("# 报告\n\n规章 | 0 | 1 |\n文件 | 2 | 3 |\n", "报告.md")
    assert texts(tables(document)[0]) == [["规章", "0", "1"], ["文件", "2", "3"]]


def test_traditional_characters_become_simplified_and_nothing_else_changes() -> None:
    assert (
        to_simplified("政府信息公開工作年度報告 12.50 % （總計）\t-3")
        == "政府信息公开工作年度报告 12.50 % （总计）\t-3"
    )
    assert to_simplified("plain 42") == "plain 42"
