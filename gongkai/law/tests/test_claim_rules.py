from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.agency_kinds import agency_kinds, kind_of
from gongkai.law.claim_rules import claim_rules
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.formats import formats
from gongkai.law.loading import DATA


def test_every_edition_says_what_its_text_must_hold() -> None:
    assert set(claim_rules().expectations) == set(formats())


def test_a_rule_gives_the_cells_of_the_edition_it_is_asked_for() -> None:
    rules = {rule.id: rule for rule in claim_rules().rules}
    assert rules["other"].cells(formats()["2019"]) == (("t3.other.total",),)
    assert len(rules["other"].cells(formats()["2021"])[0]) == 3
    assert rules["other"].cells(formats()["pre2019-fujian"]) == ()


def test_the_threshold_of_likeness_is_dated() -> None:
    likeness = claim_rules().likeness
    assert likeness.threshold(date(2024, 1, 1)).reading == "D-073"
    with pytest.raises(UnknownLaw, match="没有登记年度报告内容雷同的判定比例"):
        likeness.threshold(date(2001, 1, 1))


@pytest.mark.parametrize(
    ("agency", "kind", "rules"),
    [
        ("泉港区", "county_government", "no"),
        ("泉港区人民政府", "county_government", "no"),
        ("泉州市鲤城区人民政府办公室", "department", "no"),
        ("泉州市", "city_government", "unknown"),
        ("福建省", "province_government", "yes"),
        ("上海市", "province_government", "yes"),
        ("山腰街道办事处", "township", "no"),
        ("国家税务总局", "national", "unknown"),
    ],
)
def test_a_name_shows_the_kind_of_agency(agency: str, kind: str, rules: str) -> None:
    found = kind_of(agency)
    assert found is not None
    assert (found.id, found.rules) == (kind, rules)


def test_a_name_that_shows_nothing_has_no_kind() -> None:
    assert kind_of("某某某") is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('rules = "no"', 'rules = "maybe"'), "只能是 yes、no、unknown"),
        (("'街道办$'", "'街道办($'"), "不是有效的正则表达式"),
    ],
)
def test_a_broken_kind_is_refused(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    root = rules_in(tmp_path / "data", "")
    (root / "agencies").mkdir()
    text = (DATA / "agencies" / "kinds.toml").read_text(encoding="utf-8").replace(*change, 1)
    (root / "agencies" / "kinds.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LawDataError, match=problem):
        agency_kinds(root)


def rules_in(folder: Path, text: str) -> Path:
    """The real data with one more file of claims."""
    for name in ("instruments", "formats", "claims"):
        (folder / name).mkdir(parents=True)
        for file in (DATA / name).glob("*.toml"):
            (folder / name / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "claims" / "zz.toml").write_text(
        'from = 2008-05-01\ncite = "annual-format-2021"\n' + text, encoding="utf-8"
    )
    return folder


TOPIC = '[[topic]]\nid = "t"\nwords = ["甲"]\n[[claim]]\nwhat = "甲"\ntopic = "t"\n'
LIKENESS = '[likeness]\ngram = 1\nshortest = 1\nboilerplate = ["x"]\n'
THRESHOLD = '[[threshold]]\nfrom = 2021-09-26\npercent = 5\ncite = "annual-format-2021"\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[claim]]\nid = "a"\nwhat = "甲"\ntopic = "none"\npatterns = ["x"]', "没有名为 none 的主题"),
        (TOPIC + 'id = "a"\nkind = "sum"\npatterns = ["x"]', "只能是 count、fee"),
        (TOPIC + 'id = "a"\npatterns = ["("]', "不是有效的正则表达式"),
        (TOPIC + 'id = "a"\npatterns = ["x"]\nequals = ["t9.x"]', "没有一种格式有这些单元格：t9.x"),
        (TOPIC + 'id = "received"\npatterns = ["x"]', "received 写了两次"),
        ('[scope]\nwhole = ["x"]', "缺少此项"),
        ('[[form]]\nid = "2021"\nheadings = "some"', "只能是 fixed、free"),
        ('[[drafting]]\ncode = "a"\nlevel = "grave"\npattern = "x"\nsay = "x"', "只能是 error、warning、hint"),
        (LIKENESS, "threshold"),
        (LIKENESS + THRESHOLD + THRESHOLD, "先后排列"),
        (LIKENESS + THRESHOLD, "应当恰有一处"),
        ("surprise = 1", "不认识的项"),
    ],
)
def test_a_broken_row_is_refused_with_its_file_and_key(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(LawDataError, match=problem) as caught:
        claim_rules(rules_in(tmp_path / "data", text))
    assert "zz.toml" in caught.value.sentence
