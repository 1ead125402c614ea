"""Statutory items by level and day, columns, index classes, kinds of documents, and rows of table two."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.law import record_classes as classes
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.formats import formats
from gongkai.law.tests.broken import copy_with

OLD, TODAY = date(2015, 3, 2), date(2026, 11, 21)


@pytest.mark.parametrize(
    ("level", "general", "special", "before"),
    [
        ("province", 15, 0, 11),
        ("city", 15, 7, 15),
        ("county", 15, 7, 15),
        ("department", 15, 7, 15),
        ("town", 15, 8, 8),
        ("service", 15, 0, 11),
    ],
)
def test_each_level_has_its_items(level: str, general: int, special: int, before: int) -> None:
    found = classes.classes_for(level, TODAY)
    assert [sum(one.section == section for one in found) for section in ("art.20", "art.21")] == [general, special]
    assert len(classes.classes_for(level, OLD)) == before


def test_the_fifteen_items_are_cited_one_by_one() -> None:
    items = [one for one in classes.classes_for("service", TODAY) if one.section == "art.20"]
    assert [one.cite for one in items] == [f"ogi-2019 art.20 item.{number}" for number in range(1, 16)]
    assert [one.code[6:8] for one in items] == [f"{number:02d}" for number in range(1, 16)]


def test_townships_have_their_own_set_of_article_21() -> None:
    town = {one.code for one in classes.classes_for("town", TODAY) if one.section == "art.21"}
    county = {one.code for one in classes.classes_for("county", TODAY) if one.section == "art.21"}
    assert not town & county
    assert "art21_town_homesteads" in town


def test_the_sixteen_columns_gather_each_item_once() -> None:
    columns = classes.categories(TODAY)
    gathered = [item for column in columns for item in column.items]
    assert len(columns) == 16
    assert len(gathered) == len(set(gathered)) == 15
    assert classes.category_of("agency_profile", TODAY).label == "机构职能"


def test_index_classes_are_a_table_of_the_site() -> None:
    assert {"0105", "9000", "0101"} <= {one.code for one in classes.index_classes("quanzhou", TODAY)}
    old = [one.code for one in classes.index_classes("quanzhou_2008", TODAY)]
    assert len(old) == 13
    assert not {"05", "06", "07", "13"} & set(old)
    assert classes.index_class_of("quanzhou_2008", "25", TODAY).label == "工作动态"


def test_fifteen_kinds_of_official_documents_since_2012() -> None:
    assert len(classes.genres(TODAY)) == 15
    assert classes.genre_of("notice", TODAY).label == "通知"


def test_only_rules_and_normative_documents_count_in_table_two() -> None:
    rows = {row.code for form in formats().values() for table in form.tables for row in table.blocks[0].rows}
    counted = {one.code: one.counts_as for one in classes.document_kinds(TODAY)}
    assert counted == {"rule": "rules", "normative_document": "normative", "other": ""}
    assert set(filter(None, counted.values())) <= rows
    assert classes.document_kind_of("rule", OLD).cite == "rule-making-2001 art.2"


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: classes.classes_for("village", TODAY), "没有登记单位层级“village”"),
        (lambda: classes.classes_for("town", date(2008, 4, 30)), "2008-04-30 没有登记主动公开事项的规定"),
        (lambda: classes.class_of("art20_16", TODAY), "没有登记主动公开事项“art20_16”"),
        (lambda: classes.categories(OLD), "没有登记主动公开栏目的规定"),
        (lambda: classes.index_classes("atlantis", TODAY), "没有登记“atlantis”的信息类别表"),
        (lambda: classes.index_class_of("quanzhou", "4711", TODAY), "没有登记信息类别“4711”"),
        (lambda: classes.genres(date(2012, 6, 30)), "没有登记公文种类的规定"),
        (lambda: classes.document_kind_of("poem", TODAY), "没有登记文件性质“poem”"),
    ],
)
def test_what_is_not_registered_is_said(ask, sentence: str) -> None:
    with pytest.raises(UnknownLaw) as unknown:
        ask()
    assert sentence in unknown.value.sentence


FOLDERS = ("instruments", "classes", "index_classes")


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("classes/statutory.toml", '["town"]', '["village"]', "没有登记单位层级 village"),
        ("classes/categories.toml", '["art20_03_plans"]', '["art20_99"]', "没有登记主动公开事项 art20_99"),
        ("index_classes/quanzhou.toml", 'code = "0105"', 'code = "105"', "应为 4 位数字"),
        ("index_classes/quanzhou.toml", 'site = "quanzhou"', 'site = "quanzhou_2008"', "quanzhou_2008 已在别处登记"),
        ("classes/kinds.toml", 'counts_as = "rules"', 'counts_as = "rules"\nsum = 1', "不认识的项"),
        ("classes/genres.toml", 'code = "decision"', 'code = "resolution"', "resolution 写了两次"),
    ],
)
def test_a_broken_row_names_its_key(tmp_path: Path, file: str, old: str, new: str, sentence: str) -> None:
    root = copy_with(tmp_path, file, old, new, FOLDERS)
    with pytest.raises(LawDataError) as refused:
        for ask in (classes.categories, classes.genres, classes.document_kinds):
            ask(TODAY, root)
        classes.index_classes("quanzhou", TODAY, root)
    assert sentence in refused.value.sentence
