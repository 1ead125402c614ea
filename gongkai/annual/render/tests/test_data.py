import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.documents import CannotRead, Place
from gongkai.annual.render.data import from_json, to_csv, to_json
from gongkai.annual.render.tests.made import FORMS, filled_reports, report
from gongkai.annual.report import Claim, Figure, Report
from gongkai.law.checks import check
from gongkai.law.mends import Mend


def through_text(made: Report) -> Report:
    return from_json(json.loads(json.dumps(to_json(made))))


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_report_comes_back_out_of_its_json_to_the_last_digit(form: str, data: st.DataObject):
    made = data.draw(filled_reports(form))
    back = through_text(made)

    assert back.values == made.values
    assert (back.title, back.agency, back.year, back.form) == (made.title, made.agency, made.year, made.form)
    assert [one.text for one in back.sections] == [one.text for one in made.sections]
    assert {figure.how for figure in back.figures.values()} == {"typed"}


def test_the_object_has_the_keys_of_the_open_contract():
    made = to_json(report("2021", {"t2.rules.issued": ""}))

    contract = {"file", "agency", "year", "format", "title", "cells", "unread", "narrative", "findings", "provenance"}
    assert contract <= set(made)
    assert (made["format"], made["edition"]) == ("2021", "2021")
    assert made["unread"] == ["t2.rules.issued"]
    assert made["cells"]["t3.new_received.total"] == "0"
    assert made["provenance"]["t3.new_received.total"] == {"how": "typed"}


def test_the_family_and_the_edition_are_both_named():
    made = to_json(report("pre2019-fujian"))

    assert (made["format"], made["edition"]) == ("pre2019", "pre2019-fujian")


def test_where_a_figure_stood_and_why_it_was_solved_is_kept():
    made = report("2021")
    solved = Figure(Decimal(3), "", Place(page=2, table=1, row=4), "solved", ("R2",))
    made.figures["t3.granted.total"] = solved

    data = to_json(made)

    assert data["cells"]["t3.granted.total"] == "3"
    assert data["provenance"]["t3.granted.total"] == {
        "page": 2, "table": 1, "row": 4, "how": "solved", "because": ["R2"],
    }  # fmt: skip


def test_findings_come_back_with_their_figures():
    made = report("2021", {"t3.new_received.total": "5"})
    assert made.form is not None
    found = check(made.form, made.values).findings
    back = through_text(report("2021", {"t3.new_received.total": "5"}, findings=found))

    assert back.findings == found
    assert found


def test_claims_of_the_text_and_mends_come_back():
    claim = Claim("收到申请", "count", Decimal("56"), "共收到申请56件", ("t3.new_received.total",), Place(line=3))
    mend = Mend("t3.granted.total", Decimal(30), Decimal(29), ("R2", "R3"))

    back = through_text(report("2021", claims=(claim,), mends=(mend,)))

    assert (back.claims, back.mends, back.notes) == ((claim,), (mend,), ())


def test_a_claim_without_its_kind_is_left_out_aloud():
    data = to_json(report("2021")) | {"narrative": [{"claim": "收到申请", "value": "56", "text": "56件"}]}

    back = from_json(data)

    assert back.claims == ()
    assert back.notes == ("数据中有 1 条正文数字没有写明 kind，未带入报告。",)


def test_a_report_of_no_known_form_is_only_its_text():
    back = through_text(report("2021", form=None, figures={}))

    assert back.form is None
    assert back.unread == ()
    assert to_csv(back) == "cell,table,row,column,value,unit,how\n"


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        ({"edition": "2077"}, "json-format", "不认识的格式版本“2077”"),
        ({"edition": None, "format": "1999"}, "json-format", "格式“1999”不能唯一确定"),
        ({"cells": {"t9.x.y": "1"}}, "json-cell", "单元格 t9.x.y 不在所用格式中"),
        ({"cells": {"t2.rules.issued": "三"}}, "json-figure", "单元格 t2.rules.issued 的值“三”不是数字"),
        ({"cells": {"t2.rules.issued": "NaN"}}, "json-figure", "应写成带引号的数字"),
        ({"cells": {"t2.rules.issued": 0.1}}, "json-figure", "以免失去精度"),
        ({"year": "2025"}, "json-year", "year 应为整数年份"),
        ({"title": 5}, "json-text", "title 应为文字"),
        ({"narrative": [{"kind": "x"}]}, "json-narrative", "kind 应为 count、share、change 或 fee"),
        ({"findings": [{"level": "bad"}]}, "json-finding", "level 应为 error、warning 或 hint"),
    ],
)
def test_what_is_wrong_in_the_data_is_named(change: dict[str, object], code: str, sentence: str):
    with pytest.raises(CannotRead) as caught:
        from_json({**to_json(report("2021")), **change})

    assert caught.value.code == code
    assert sentence in caught.value.sentence


def test_the_family_alone_is_enough_where_its_cells_tell_the_edition():
    made = to_json(report("pre2019-fujian", {"annex.lawsuits.year": "4"}))
    del made["edition"]

    back = from_json(made)

    assert back.form is not None
    assert back.form.id == "pre2019-fujian"


def test_the_csv_has_one_line_a_cell_and_unread_ones_say_so():
    made = report("2021", {"t2.rules.issued": "", "t2.normative.issued": "4"})
    lines = list(csv.DictReader(io.StringIO(to_csv(made))))

    assert len(lines) == 10 + 175 + 15
    assert lines[0] == {
        "cell": "t2.rules.issued", "table": "t2", "row": "规章", "column": "本年制发件数", "value": "", "unit": "件",
        "how": "unread",
    }  # fmt: skip
    assert (lines[3]["value"], lines[3]["how"]) == ("4", "typed")
    refused = next(line for line in lines if line["cell"] == "t3.refused.state_secret.research_institution")
    assert refused["row"] == "三、本年度办理结果 （三）不予公开 1.属于国家秘密"
    assert refused["column"] == "法人或其他组织 科研机构"
