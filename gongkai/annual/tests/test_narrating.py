"""Drafted sentences and live figures: the rounding of the published report, and every condition of the rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.annual.documents import Place
from gongkai.annual.judging import judge
from gongkai.annual.narrating import Facts, called, draft, fill, number, percent, shown, slots
from gongkai.annual.reading import read_report
from gongkai.annual.report import SectionText
from gongkai.annual.tests.making import sample
from gongkai.law.formats import formats
from gongkai.law.narrative import narratives

FORM, ROWS = formats()["2021"], narratives()["2021"]
NOTHING = dict.fromkeys(FORM.cells, Decimal(0))


def facts(**cells: int) -> Facts:
    return Facts(NOTHING | {cell.replace("__", "."): Decimal(value) for cell, value in cells.items()})


def test_shares_and_changes_are_written_as_the_published_report_writes_them() -> None:
    read = read_report(sample("quangang_2025"))
    cells = NOTHING | {cell: value for cell, value in read.values.items() if cell in FORM.cells}
    now = Facts(cells, {"t3.new_received.total": Decimal(42)})
    labels = ("予以公开和部分公开占比", "不予公开占比", "无法提供占比", "其他处理占比", "本年新收同比")
    said = [shown(label, ROWS, now) for label in labels]
    assert said == ["57.1%", "3.6%", "12.5%", "25%", "较上年上升33.3%"]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(5, 5, "与上年持平"), (3, 4, "较上年下降25%"), (3, 0, "上年没有"), (0, 4, "较上年下降100%"), (3, None, None)],
)
def test_a_change_is_said_in_words(now: int, before: int | None, said: str | None) -> None:
    last = None if before is None else {"t3.new_received.total": Decimal(before)}
    made = Facts(NOTHING | {"t3.new_received.total": Decimal(now)}, last)
    assert shown("本年新收同比", ROWS, made) == said


def test_half_is_rounded_up_and_a_share_of_nothing_is_not_known() -> None:
    assert percent(Decimal(1), Decimal(800), ROWS.rounding) == "0.1"
    assert percent(Decimal(9), Decimal(16000), ROWS.rounding) == "0.1"
    assert percent(Decimal(1), Decimal(1), ROWS.rounding) == "100"
    assert shown("不予公开占比", ROWS, facts()) is None
    assert [number(Decimal(text)) for text in ("274.092490", "10.000000", "100", "0.50")] == [
        "274.09249", "10", "100", "0.5",
    ]  # fmt: skip


def test_placeholders_are_filled_in_place_and_what_is_none_stays_as_typed() -> None:
    made = fill(
        "新收{本年新收}件，法人{t3.new_received.other_organization}件，{不明}，{本年新收同比}，{}。", ROWS, facts()
    )
    assert "新收0件" in made.text and "{不明}" in made.text and made.text.endswith("{本年新收同比}，{}。")
    assert ("不明" in made.unknown, made.missing) == (True, ("本年新收同比",))
    assert made.text[made.spans[0].start : made.spans[0].end] == "0"
    assert called(["{甲}乙{丙}", "{甲}"]) == ("甲", "丙")


def test_the_draft_of_a_year_without_anything_says_so_and_contradicts_no_table() -> None:
    texts = draft(ROWS, FORM, facts())
    assert "没有收到政府信息公开申请" in texts["overview/2"] and "占" not in texts["overview/2"]
    assert texts["problems"] == "" and set(texts) == {slot.id for slot in slots(FORM)}


@pytest.mark.parametrize("id", ["2021", "2019"])
def test_drafted_sentences_agree_with_the_sample_they_are_made_from(id: str) -> None:
    """The checker that reads other people's reports finds nothing wrong in our own sentences."""
    read = read_report(sample({"2021": "quangang_2025", "2019": "quangang_2019"}[id]))
    form = formats()[id]
    made = Facts({cell: read.values.get(cell, Decimal(0)) for cell in form.cells})
    text = "\n".join(fill(one, narratives()[id], made).text for one in draft(narratives()[id], form, made).values())
    section = SectionText("overview", "一、总体情况", text, Place())
    judged = judge(replace(read, sections=(section,), lead="", unread=()))
    assert len(judged.claims) >= 8
    assert [one.sentence for one in judged.findings if one.code in ("R14", "share", "list-sum")] == []
