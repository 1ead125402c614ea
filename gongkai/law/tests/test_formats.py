from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.law.checks import check
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.formats import format_for, formats
from gongkai.law.tests.forms import FORM_2027, data_with, form


@pytest.mark.parametrize(("id", "cells"), [("2021", 200), ("2019", 198), ("pre2019-fujian", 38)])
def test_each_edition_has_as_many_cells_as_its_printed_tables(id: str, cells: int) -> None:
    assert len(form(id).cells) == cells


def test_every_edition_names_the_family_of_the_open_contract() -> None:
    assert {id: one.family for id, one in formats().items()} == {
        "2021": "2021",
        "2019": "2019",
        "pre2019-fujian": "pre2019",
        "pre2019-national": "pre2019",
    }


def test_a_year_has_the_editions_that_were_due() -> None:
    assert [one.id for one in format_for(2025)] == ["2021"]
    assert [one.id for one in format_for(2020)] == ["2019"]
    assert {one.id for one in format_for(2016)} == {"pre2019-fujian", "pre2019-national"}
    with pytest.raises(UnknownLaw, match="没有登记 1999 年度的年度报告格式"):
        format_for(1999)


def test_a_format_is_one_object_however_it_is_asked_for() -> None:
    assert format_for(2025)[0] is formats()["2021"]


def test_a_cell_has_the_words_a_clerk_would_use_and_its_unit() -> None:
    cells = form("2021").cells
    assert cells["t3.refused.state_secret.natural_person"].label == "（三）不予公开 1.属于国家秘密·自然人"
    assert (cells["t2.fees.amount_wan"].kind, cells["t2.fees.amount_wan"].unit) == ("amount", "万元")
    assert form("2019").cells["t2.licence.items_change"].kind == "signed"
    assert form("2021").table("t4").layout == "line"


def test_a_new_edition_is_one_file(tmp_path: Path) -> None:
    root = data_with(tmp_path, "formats/annual_2027.toml", FORM_2027)
    (new,) = [one for one in format_for(2027, root=root) if one.id == "2027"]
    assert list(new.cells) == [
        "t1.received.person", "t1.received.firm", "t1.received.total",
        "t1.done.person", "t1.done.firm", "t1.done.total", "t1.fees.amount", "t1.fees.change",
    ]  # fmt: skip
    assert new.cells["t1.fees.amount"].optional
    good = dict.fromkeys(new.cells, Decimal(0)) | {"t1.received.firm": Decimal(2), "t1.received.total": Decimal(2)}
    assert check(new, good).findings == ()
    (found,) = check(new, good | {"t1.received.total": Decimal(3)}).findings
    assert found.sentence == "“一、收到”一行：总计 3，自然人 0 + 企业 2 = 2，相差 1。总计应等于两类之和。"
    more = {"t1.done.person": Decimal(1), "t1.done.total": Decimal(1)}
    assert [one.sentence for one in check(new, good | more).findings] == [
        "二、办结 1，一、收到 0，相差 1。办结不应多于收到。"
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('layout = "matrix"', 'layout = "round"', "只能是 matrix、blocks、line、list"),
        ('kind = "amount"', 'kind = "guess"', "只能是 count、signed、amount"),
        ('section = "requests"\ntitle', 'section = "nowhere"\ntitle', "没有名为 nowhere 的部分"),
        ('table = "t1"\ncite', 'table = "t9"\ncite', "没有名为 t9 的表"),
        ('code = "done"', 'code = "received"', "单元格 t1.received.person 写了两次"),
        ('id = "2027"', 'id = "2021"', "2021 已在别处登记"),
        ('cite = "annual-format-2021"\n', 'cite = "annual-format-1900"\n', "没有登记"),
        ('numeral = "一"', 'numerals = "一"', "不认识的项"),
        ('kind = "sum"', 'kind = "magic"', "只能是 sum"),
        ('level = "error"', 'level = "grave"', "只能是 error、warning、hint"),
        ('per = "row"', 'per = "page"', "只能是 cell、column、row"),
        ('table = "t1"\nper', 'table = "t7"\nper', "没有名为 t7 的表"),
        ('rows = ["received", "done"]', 'rows = ["lost"]', "表 t1 中没有 lost"),
        ('right = ["person", "firm"]', 'right = ["person", "ghost"]', "没有单元格 t1.received.ghost（写作 ghost）"),
        ('[[relation]]', '[[relation]]\ncode = "R3"\nkind = "sum"\ntable = "t1"\nper = "row"\nleft = ["total"]\n'
         'right = ["person"]\nlevel = "error"\ncite = "annual-format-2021"\nsay = "甲"\nrows = ["done"]\n[[relation]]',
         "展开后重复"),
    ],
)  # fmt: skip
def test_a_broken_format_is_refused_with_its_file_and_key(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in FORM_2027
    root = data_with(tmp_path, "formats/annual_2027.toml", FORM_2027.replace(old, new, 1))
    with pytest.raises(LawDataError, match=problem):
        formats(root)


def test_relations_expand_by_column_by_row_and_by_cell() -> None:
    relations = form("2021").relations
    assert len([one for one in relations if one.code == "R1"]) == 7
    assert len([one for one in relations if one.code == "R3"]) == 25
    carried = next(one for one in relations if one.code == "R5")
    assert carried.across_years
    assert not carried.solvable
    (stock,) = [one for one in relations if one.code == "R6" and one.where == "normative"]
    assert [(term.sign, term.cell, term.last) for term in stock.right] == [
        (1, "t2.normative.in_force", True),
        (1, "t2.normative.issued", False),
        (-1, "t2.normative.abolished", False),
    ]
    assert stock.cells == ("t2.normative.in_force", "t2.normative.issued", "t2.normative.abolished")
