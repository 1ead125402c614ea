"""Whatever a file says, it is read and judged to an end: no error, nothing made up, no endless work."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.comparing import compare
from gongkai.annual.heads import read_head
from gongkai.annual.judging import judge
from gongkai.annual.tests.making import a_report, document, report_of, zeros

SPOKEN = (
    "一、 二、总体情况 （一） 收到 申请 56件 占5% ， 。 ； 未收到 行政复议 较上年增长 其中 其他信息 100条 2024年 XX "
    "申請 ０ 1,2,3 甲区2024年度政府信息公开工作年度报告 三、收到和处理政府信息公开申请情况 （单位名称） "
    "报告由总体情况、收费情况六部分组成"
)
WORDS = st.sampled_from([*SPOKEN.split(), "\n", "\t", " ", "\x00", "\u200b", "\U00020bb7"])
FLOODS = {
    "digits": "1" * 5000,
    "words": "收到申请" * 2000,
    "parts": "（一）" * 2000,
    "brackets": "（" * 5000,
    "numerals": "一、" * 3000,
    "claims": "收到申请5件，较上年增长3%，占4%；" * 200,
    "lists": "其他信息20条，" * 1000,
}


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_words_in_any_order_are_judged_to_an_end(words: list[str]) -> None:
    made = document("".join(words))
    judged = judge(report_of(made), document=made)
    for finding in judged.findings:
        assert finding.sentence
        assert finding.cite


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_at_all_has_a_head_without_inventions(text: str) -> None:
    head = read_head(document(text))
    assert head.year is None or str(head.year) in text or head.title
    assert head.starts_at_block >= 0


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_of_one_thing_is_read_in_no_time(flood: str) -> None:
    made = document(a_report(flood, overview=flood))
    judged = judge(report_of(made, zeros("2021")), document=made)
    assert judged.form is not None


def test_an_empty_file_is_no_report() -> None:
    judged = judge(report_of(document("")))
    assert (judged.title, judged.findings) == ("", ())
    assert compare({2024: judged, 2025: judged}).findings == ()
