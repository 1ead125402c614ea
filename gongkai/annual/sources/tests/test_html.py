from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.documents import Document
from gongkai.annual.sources.opening import open_document
from gongkai.annual.sources.tests.making import covers_a_grid, lines, spans, tables, texts

SPAN = st.integers(min_value=0, max_value=5)


def opened(page: str, name: str = "页面.html") -> Document:
    return open_document(page.encode(), name)


def test_spans_push_later_cells_to_where_a_browser_shows_them() -> None:
    document = opened(
        "<table><tr><td rowspan=2>结果</td><td colspan=2>申请人</td></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    assert spans(tables(document)[0]) == {
        "结果": (0, 0, 2, 1),
        "申请人": (0, 1, 1, 2),
        "1": (1, 1, 1, 1),
        "2": (1, 2, 1, 1),
    }


def test_a_report_inside_layout_tables_gives_the_inner_data_table_and_the_text_around_it_in_order() -> None:
    document = opened(
        "<table><tr><td>首页</td></tr><tr><td><p>三、申请情况</p><table><tr><td>总计</td><td>5</td></tr>"
        "<tr><td>结转</td><td>1</td></tr></table><p>四、复议</p></td></tr></table>"
    )
    assert [getattr(block, "text", "表") for block in document.blocks] == ["首页", "三、申请情况", "表", "四、复议"]
    assert texts(tables(document)[0]) == [["总计", "5"], ["结转", "1"]]


def test_an_article_in_one_big_cell_is_running_text() -> None:
    article = "".join(f"<p>第{number}段，{'字' * 60}</p>" for number in range(8))
    document = opened(f"<table><tr><td>栏目</td><td>{article}</td></tr></table>")
    assert tables(document) == []
    assert len(lines(document)) == 9


def test_scripts_styles_and_hidden_text_are_left_out_and_hidden_text_is_told() -> None:
    document = opened(
        "<html><head><style>p{}</style></head><body><script>var a='1'</script><p>正文</p>"
        "<div style='DISPLAY : none'>旧数据 99</div>尾<p hidden>藏</p></body></html>"
    )
    assert lines(document) == ["正文", "尾"]
    assert document.warnings == ("网页有 2 处隐藏内容，没有读取，请在浏览器中核对。",)


def test_navigation_around_an_article_is_left_out_with_a_word() -> None:
    document = opened(
        "<html><body><nav><a>年报</a></nav><div>某局2021年政府信息公开工作年度报告</div><footer>主办单位</footer></body></html>"
    )
    assert lines(document) == ["某局2021年政府信息公开工作年度报告"]
    assert document.warnings == ("已略去网页的导航、侧栏和页脚。",)


def test_line_breaks_and_hard_spaces_read_as_a_person_sees_them() -> None:
    document = opened("<p>第一行<br>第二行&nbsp;&nbsp;空格</p><p>折\n  行，<b>2021</b>\n年</p>")
    assert lines(document) == ["第一行", "第二行  空格", "折行，2021 年"]


def test_the_page_title_stands_first_when_the_text_never_says_it() -> None:
    page = "<html><head><title>某局2020年度报告_某市人民政府</title></head><body><p>{}</p></body></html>"
    assert lines(opened(page.format("一、总体情况"))) == ["某局2020年度报告_某市人民政府", "一、总体情况"]
    assert lines(opened(page.format("某局2020年度报告"))) == ["某局2020年度报告"]


def test_headings_keep_their_level_and_source_line() -> None:
    document = opened("<html><body>\n<h2>总体情况</h2>\n<p>正文</p></body></html>")
    assert [(block.place.line, getattr(block, "heading", None)) for block in document.blocks] == [(2, 2), (3, 0)]


def test_a_caption_stands_before_its_table() -> None:
    document = opened("<table><caption>表三</caption><tr><td>a</td><td>b</td></tr></table>")
    assert [getattr(block, "text", "表") for block in document.blocks] == ["表三", "表"]


def test_a_web_page_named_doc_is_read_as_a_web_page_with_a_word() -> None:
    document = opened("<html><body><p>正文</p></body></html>", "报告.doc")
    assert document.kind == "html"
    assert document.warnings == ("文件名后缀是 .doc，内容其实是网页，已按内容读取。",)


def test_a_page_saved_as_one_file_is_read_from_its_html_part() -> None:
    archive = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\n"
        'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        "<html><body><p>=B9=AB=BF=AA=B9=A4=D7=F7=B1=A8=B8=E6</p></body></html>\r\n--xx--\r\n"
    )
    document = opened(archive, "报告.mht")
    assert (document.kind, lines(document)) == ("mhtml", ["公开工作报告"])


@given(st.lists(st.lists(st.tuples(SPAN, SPAN), min_size=1, max_size=5), min_size=1, max_size=5))
def test_no_place_of_a_table_without_overlapping_spans_is_filled_twice(rows: list[list[tuple[int, int]]]) -> None:
    # Only spans to the right may meet a cell that reaches down; one row of tall cells cannot.
    cells = "".join(
        "<tr>" + "".join(f"<td rowspan={down} colspan=1>{down}{across}</td>" for down, across in row) + "</tr>"
        for row in rows
    )
    for found in tables(opened(f"<html><table>{cells}</table></html>")):
        assert covers_a_grid(found.cells)
        assert max(one.row + one.rowspan for one in found.cells) <= len(rows)


@given(st.integers(min_value=-5, max_value=10**12))
def test_an_endless_span_stays_within_reason(span: int) -> None:
    document = opened(f"<table><tr><td colspan={span} rowspan={span}>a</td><td>b</td></tr></table>")
    first = tables(document)[0].cells[0]
    assert 1 <= first.colspan <= 200
    assert first.rowspan == 1
