"""The columns of the disclosure page and the facts of the pages a unit writes for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.tests.test_time_sweep import before, unanswered
from gongkai.law.unit_columns import PAGE_KINDS, column_of, columns, page_fields

TODAY = date(2026, 3, 10)
SINCE = date(2019, 5, 15)


def test_the_four_statutory_columns_and_the_request_entry_must_be_there() -> None:
    required = {one.code for one in columns(TODAY) if one.required}
    assert required == {"guide", "institutions", "systems", "contents", "annual", "request"}
    assert [one.code for one in columns(TODAY)][:4] == ["guide", "institutions", "systems", "contents"]
    assert column_of("guide", TODAY).label == "政府信息公开指南"


def test_every_kind_of_page_fills_one_column() -> None:
    assert sorted(one.kind for one in columns(TODAY) if one.kind) == sorted(PAGE_KINDS)


def test_the_guide_has_every_matter_of_article_12_and_all_of_them_are_required() -> None:
    of_the_article = {one.code: one.required for one in page_fields("guide", TODAY) if not one.reading}
    named = {"classification", "arrangement", "channels", "office_name", "office_address", "office_hours",
             "office_phone", "office_fax", "office_internet"}  # fmt: skip
    assert named <= set(of_the_article)
    assert all(of_the_article[code] for code in named)


def test_an_institution_tells_the_six_matters_of_article_20() -> None:
    required = [one.label for one in page_fields("institution", TODAY) if one.required]
    assert sorted(required) == sorted(["机关职能", "机构设置", "办公地址", "办公时间", "联系方式", "负责人姓名"])


def test_choices_and_flags_are_read_in_words() -> None:
    fields = {one.code: one for one in page_fields("reading_point", TODAY)}
    assert fields["hall"].words("archives") == "国家档案馆"
    assert fields["terminal"].words("no") == "无"
    assert fields["name"].words("馆") == "馆"


def test_each_month_since_the_regulation_has_one_answer() -> None:
    assert unanswered(columns) == before(SINCE)
    for kind in PAGE_KINDS:
        assert unanswered(lambda day, kind=kind: page_fields(kind, day)) == before(SINCE)  # type: ignore[misc]


def test_what_is_not_registered_is_said() -> None:
    with pytest.raises(UnknownLaw, match="没有登记专栏页面种类“poster”"):
        page_fields("poster", TODAY)
    with pytest.raises(UnknownLaw):
        column_of("poster", TODAY)
    with pytest.raises(UnknownLaw):
        columns(date(2019, 5, 14))


HEAD = 'from = 2019-05-15\ncite = "ogi-2019 art.12 para.2"\n'
FIELD = '[[edition.field]]\ncode = "a"\nlabel = "甲"\nsection = "节"\nkind = "{kind}"\nrequired = true\nhint = "。"\n' \
    'cite = "ogi-2019 art.12 para.2"\n{more}\n'  # fmt: skip
COLUMN = '[[edition.column]]\ncode = "a"\nlabel = "甲"\nrequired = true\nkind = "{kind}"\n' \
    'cite = "ogi-2019 art.12 para.2"\n'  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("poem", "", "只能是"),
        ("choice", "", "选择项须列出"),
        ("line", 'choices = [{ code = "x", label = "某" }]', "选择项须列出"),
        ("choice", 'choices = [{ code = "x", label = "某" }, { code = "x", label = "另" }]', "写了两次"),
    ],
)
def test_a_badly_written_field_is_refused(tmp_path: Path, kind: str, more: str, said: str) -> None:
    folder = tmp_path / "columns"
    folder.mkdir()
    for name in PAGE_KINDS:
        (folder / f"{name}.toml").write_text(f"[[edition]]\n{HEAD}\n{FIELD.format(kind=kind, more=more)}")
    with pytest.raises(LawDataError, match=said):
        page_fields("guide", TODAY, tmp_path)


def test_a_column_filled_by_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "columns").mkdir()
    (tmp_path / "columns" / "columns.toml").write_text(f"[[edition]]\n{HEAD}\n{COLUMN.format(kind='poster')}")
    with pytest.raises(LawDataError, match="只能是"):
        columns(TODAY, tmp_path)
