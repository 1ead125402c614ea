"""Values of whole formats and data folders with a format of one's own, for the tests of formats, checks and solving."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

from gongkai.law.formats import ReportFormat, formats
from gongkai.law.loading import DATA

# A made-up edition: two rows, three columns, an amount, a signed change.
FORM_2027 = """
id = "2027"
title = "试编格式"
from = 2027-01-01
cite = "annual-format-2021"
first_year = 2027
titles = ["政府信息公开工作年度报告"]

[[section]]
id = "requests"
numeral = "一"
heading = "申请情况"
table = "t1"
cite = "annual-format-2021 sec.3"

[[section.part]]
heading = "收到"
required = true

[[table]]
id = "t1"
section = "requests"
title = "申请情况"
unit = "件"
layout = "matrix"

[[table.block]]
[[table.block.column]]
code = "person"
label = "自然人"
[[table.block.column]]
code = "firm"
label = "企业"
[[table.block.column]]
code = "total"
label = "总计"
[[table.block.row]]
code = "received"
label = "一、收到"
[[table.block.row]]
code = "done"
label = "二、办结"

[[table.block]]
[[table.block.column]]
code = "amount"
label = "金额"
unit = "万元"
kind = "amount"
[[table.block.column]]
code = "change"
label = "增减"
kind = "signed"
[[table.block.row]]
code = "fees"
label = "收费"
optional = true

[[relation]]
code = "R3"
kind = "sum"
table = "t1"
per = "row"
rows = ["received", "done"]
left = ["total"]
right = ["person", "firm"]
level = "error"
cite = "annual-format-2021 table.3"
say = "总计应等于两类之和。"

[[relation]]
code = "R9"
kind = "at_most"
left = ["t1.done.person"]
right = ["t1.received.person"]
level = "warning"
cite = "annual-format-2021 table.3"
say = "办结不应多于收到。"
"""


def data_with(folder: Path, file: str, text: str) -> Path:
    """A data root that holds the real instruments and formats and one file more (or other than before)."""
    root = folder / "data"
    for name in ("instruments", "formats"):
        shutil.copytree(DATA / name, root / name, dirs_exist_ok=True)
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def form(id: str) -> ReportFormat:
    """One of the real formats."""
    return formats()[id]


def values(id: str, **changed: int | str) -> dict[str, Decimal]:
    """Every cell 0 but the changed ones; ids written with `__` for the dot."""
    found = dict.fromkeys(formats()[id].cells, Decimal(0))
    for cell, value in changed.items():
        name = cell.replace("__", ".")
        assert name in found, name
        found[name] = Decimal(str(value))
    return found
