"""A statutory label never stands in Python, templates or scripts: it is data, and comes from there."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

from gongkai.law.formats import formats
from gongkai.law.loading import DATA
from gongkai.law.tests.walk import tables
from tests.house.words import ROOT

SHORTEST = 4
# Labels of records (marks, grounds, classes, steps, duties, statuses) are guarded from five characters on: shorter
# ones (保密审查, 统计信息, 社会救助) are the plain words for the thing, and no other words would do in a sentence.
SHORTEST_OF_RECORDS = 5
OF_RECORDS = ("publicity", "classes", "index_classes", "review", "duties", "validity")
# Words that are labels of a form and also plain words for the thing; each with the reason it may be written.
PLAIN_WORDS = {
    "行政复议": "the remedy, spoken of in sentences",
    "行政诉讼": "the remedy, spoken of in sentences",
    "申请人情况": "plain words, in a sentence on what is missing",
    "总体情况": "plain words",
    "监督保障": "plain words",
    "主动公开": "the duty itself, spoken of in sentences",
    "依申请公开": "the duty itself, spoken of in sentences",
    "政府信息公开年报": "the column's name on the page",
    "政府信息公开年度报告": "the paper itself, spoken of in sentences",
    "政府信息公开工作年度报告": "the paper itself, spoken of in sentences",
    "政府信息公开工作机构": "the body that people are sent to, spoken of in sentences",
    "系统管理员": "whom staff are told to ask when something has to be set up",
    "信息管理员": "whom staff are told to ask when only that duty may act",
    "安全审计员": "whom staff are told to ask when only that duty may act",
    "安全保密管理员": "whom staff are told to ask when only that duty may act",
}


def labels() -> set[str]:
    found: set[str] = set()
    for form in formats().values():
        found |= {section.heading for section in form.sections} | {table.title for table in form.tables}
        for table in form.tables:
            for block in table.blocks:
                found |= {block.caption, *(label.label for label in (*block.rows, *block.columns))}
    return {re.sub(r"^[（(]?[一二三四五六七八九\d]+[）).、]\s*", "", label) for label in found}


def labels_of_records() -> set[str]:
    """Every label in the data of records, whatever the shape of its rows."""
    read = (tomllib.loads(file.read_text("utf-8")) for folder in OF_RECORDS for file in (DATA / folder).glob("*.toml"))
    return {table["label"] for values in read for table in tables(values) if "label" in table}


@cache
def strings(file: Path) -> tuple[tuple[int, str], ...]:
    """Every string of a file with its line, docstrings left out; read once for all tests here."""
    text = file.read_text("utf-8")
    if file.suffix != ".py":
        return tuple(enumerate(text.splitlines(), 1))
    nodes = tuple(ast.walk(ast.parse(text)))
    said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return tuple(
        (node.lineno, node.value)
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    )


def searched() -> list[Path]:
    files = [file for kind in ("*.py", "*.html", "*.js") for file in (ROOT / "gongkai").rglob(kind)]
    return [file for file in files if not {"tests", "data", "samples", "migrations"} & set(file.parts)]


def test_no_statutory_label_stands_outside_the_data() -> None:
    wanted = {label for label in labels() if len(label) >= SHORTEST}
    wanted |= {label for label in labels_of_records() if len(label) >= SHORTEST_OF_RECORDS}
    wanted -= set(PLAIN_WORDS)
    any_of_them = re.compile("|".join(map(re.escape, wanted)))
    found = [
        f"{file.relative_to(ROOT)}:{number}: {label}"
        for file in searched()
        for number, text in strings(file)
        if any_of_them.search(text)
        for label in wanted
        if label in text
    ]
    assert found == []


def test_every_allowed_word_is_a_label_at_all() -> None:
    known = labels() | labels_of_records() | {title for form in formats().values() for title in form.titles}
    known |= {part.heading for form in formats().values() for section in form.sections for part in section.parts}
    assert [word for word in PLAIN_WORDS if not any(word in label for label in known)] == []


def test_document_numbers_of_the_law_stand_only_in_the_data() -> None:
    number = re.compile(r"(?:国办|国务院令|法释|主席令)[^\s，。]{0,12}(?:〔\d{4}〕|第)\d+号")
    found = [
        f"{file.relative_to(ROOT)}:{line}" for file in searched() for line, text in strings(file) if number.search(text)
    ]
    assert found == []


def test_the_labels_of_records_are_seen_in_every_folder() -> None:
    seen = labels_of_records()
    assert {
        "依申请公开",
        "公开属性审核",
        "属于国家秘密",
        "土地征收",
        "安全审计员",
        "现行有效",
        "工作动态",
        "行政规范性文件",
    } <= seen
