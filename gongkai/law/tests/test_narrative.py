"""The rows of the drafted text and of a report's ranks: what is refused when they are read."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.loading import DATA
from gongkai.law.narrative import narratives
from gongkai.law.report_chain import report_chain


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The whole data, to be broken."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('cells = ["t3.carried_in.total"]', 'cells = ["t3.carried.total"]', "没有单元格"),
        ("{本年新收}件", "{本年收到}件", "没有名为"),
        ('part = "监督保障"', 'part = "监督"', "没有“监督”"),
        ('name = "visits"', 'name = "visitors"', "没有登记统计口径"),
        ('above = ["栏目访问量"]', 'above = ["本年新收"]', "只能写 measure"),
        ('label = "上年结转"', 'label = "本年新收"', "写了两次"),
        ("{分项}", "", "有分项的句子"),
    ],
)
def test_a_broken_row_is_named(root: Path, right: str, wrong: str, said: str) -> None:
    file = root / "narrative" / "2021.toml"
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), "utf-8")
    with pytest.raises(LawDataError, match=said):
        narratives(root)


def test_the_last_rank_signs_and_nobody_else(root: Path) -> None:
    assert [step.duty for step in report_chain(date(2026, 1, 12))] == [
        "section_head", "disclosure_office", "deputy_leader",
    ]  # fmt: skip
    assert len(report_chain(date(2018, 1, 12))) == 2
    with pytest.raises(UnknownLaw):
        report_chain(date(2008, 1, 1))
    file = root / "review" / "reports.toml"
    file.write_text(file.read_text("utf-8").replace("signs = true\n", ""), "utf-8")
    with pytest.raises(LawDataError, match="签发须是最后一步"):
        report_chain(date(2026, 1, 12), root)
