"""The ledger's layout: six columns in the office's order, and nothing before it was known."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.errors import UnknownLaw
from gongkai.law.record_ledger import ledger_columns


def test_the_six_columns_stand_in_the_office_s_order() -> None:
    columns = ledger_columns(date(2026, 3, 2))
    assert [one.label for one in columns] == ["分类", "公开属性", "信息名称", "备注/文号", "索引号", "文件生成日期"]
    assert all(one.width > 0 for one in columns)


def test_before_the_first_edition_there_is_no_layout() -> None:
    with pytest.raises(UnknownLaw):
        ledger_columns(date(2007, 1, 1))
