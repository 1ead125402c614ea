from lxml import html as lxml_html

from gongkai.annual.documents import Place
from gongkai.annual.render.html import to_html
from gongkai.annual.render.tests.made import report
from gongkai.annual.report import SectionText

HOSTILE = "<script>alert(\"1\")</script> & 'x'"


def page(**others: object) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(to_html(report("2021", **others), full_page=True))


def test_a_full_page_names_its_language_title_and_one_first_heading():
    root = page()

    assert root.get("lang") == "zh-CN"
    assert root.findtext(".//title") == "某区2021年政府信息公开工作年度报告"
    assert len(root.findall(".//h1")) == 1


def test_the_inside_for_the_portal_has_no_page_around_it():
    inside = to_html(report("2021"), full_page=False)

    assert "<html" not in inside
    assert "<h1" not in inside
    assert inside.count('<table class="stat">') == 3


def test_every_table_has_a_caption_and_every_head_a_scope():
    root = page()

    assert [table.findtext("caption") for table in root.findall(".//table")] == [
        "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
    ]  # fmt: skip
    assert {head.get("scope") for head in root.findall(".//th")} == {"col", "colgroup", "row", "rowgroup"}


def test_group_heads_span_their_rows_and_columns():
    groups = {head.text: head for head in page().findall(".//th") if head.get("scope") in ("rowgroup", "colgroup")}

    assert groups["三、本年度办理结果"].get("rowspan") == "22"
    assert groups["法人或其他组织"].get("colspan") == "5"


def test_a_nought_is_printed_and_an_unread_cell_is_marked_with_a_legend():
    root = page(texts={"t2.rules.issued": ""})
    cells = [cell for cell in root.findall(".//td") if "n" in (cell.get("class") or "").split()]

    assert cells[0].text == "——"
    assert cells[1].text == "0"
    assert cells[1].get("class") == "n zero"
    assert root.findall(".//p[@class='legend']")[0].text == "注：“——”表示该格未填报或者未能读出，不等于 0。"


def test_hostile_words_are_only_words():
    made = report("2021", title=HOSTILE, lead=HOSTILE, sections=(SectionText("overview", HOSTILE, HOSTILE, Place()),))
    made_page = to_html(made, full_page=True)
    root = lxml_html.document_fromstring(made_page)

    assert root.findall(".//script") == []
    assert root.findtext(".//h1") == HOSTILE
    assert root.findtext(".//h2") == HOSTILE


def test_sections_missing_from_the_report_stand_at_their_place_and_say_so():
    headings = [head.text for head in page().findall(".//h2")]

    assert headings == [
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    ]  # fmt: skip
    assert page().xpath("string(//section[last()]/p)") == "（本部分未填写）"


def test_amounts_stand_as_they_were_entered():
    root = page(texts={"t2.fees.amount_wan": "274.09249"})

    assert "274.09249" in [cell.text for cell in root.findall(".//td")]
