"""The five real papers, read and judged, against what a person reads in them (samples/expected)."""

from __future__ import annotations

import os
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.annual import samples
from gongkai.annual.judging import judge
from gongkai.annual.reading import read_report
from gongkai.annual.report import Report
from gongkai.annual.sources.opening import open_document
from gongkai.law.formats import formats

FOLDER = Path(samples.__file__).parent
LOST = "-"
EXPECTED = sorted((FOLDER / "expected").glob("*.toml"))
each = pytest.mark.parametrize("name", [file.stem for file in EXPECTED])


@cache
def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / "expected" / f"{name}.toml").read_text("utf-8"))


@cache
def sample(name: str) -> Report:
    file = FOLDER / f"{name}.txt"
    document = open_document(file, file.name)
    return judge(read_report(document), document=document)


def printed(name: str) -> dict[str, Decimal | None]:
    """Every cell the paper has a row for: its figure, or None where the paper lost it."""
    wanted = expected(name)
    found: dict[str, Decimal | None] = {}
    for table in formats()[wanted["format"]].tables:
        for block in table.blocks:
            for row in block.rows:
                figures = wanted["read"].get(f"{table.id}.{row.code}", "").split()
                for column, figure in zip(block.columns, figures, strict=bool(figures)):
                    found[f"{table.id}.{row.code}.{column.code}"] = None if figure == LOST else Decimal(figure)
    return found


def solved(name: str) -> dict[str, Decimal]:
    return {cell: Decimal(value) for cell, value in expected(name)["solved"].items()}


def test_every_sample_has_its_file_its_row_and_its_expectations() -> None:
    listed = tomllib.loads((FOLDER / "index.toml").read_text("utf-8"))["sample"]
    names = sorted(Path(row["file"]).stem for row in listed)
    assert names == sorted(file.stem for file in FOLDER.glob("*.txt")) == [file.stem for file in EXPECTED]
    assert [(row["year"], row["format"]) for row in sorted(listed, key=lambda row: row["file"])] == [
        (expected(name)["year"], expected(name)["format"]) for name in names
    ]


@each
def test_every_printed_figure_is_read_as_printed(name: str) -> None:
    values = sample(name).values
    wrong = {cell: (figure, values.get(cell)) for cell, figure in printed(name).items()
             if figure is not None and values.get(cell) != figure}  # fmt: skip
    assert wrong == {}


@each
def test_what_the_paper_lost_is_solved_and_marked_and_nothing_else_is(name: str) -> None:
    report = sample(name)
    assert {cell: figure.value for cell, figure in report.figures.items() if figure.how == "solved"} == solved(name)


@each
def test_no_figure_is_made_up(name: str) -> None:
    known = {cell for cell, figure in printed(name).items() if figure is not None} | set(solved(name))
    assert set(sample(name).figures) - known == set()


@each
def test_the_format_the_year_and_the_agency_are_recognised(name: str) -> None:
    report = sample(name)
    assert report.form is not None
    assert (report.form.id, report.year) == (expected(name)["format"], expected(name)["year"])


@each
def test_the_known_slips_are_found(name: str) -> None:
    findings = sample(name).findings
    for wanted in expected(name)["finding"]:
        matching = [
            finding
            for finding in findings
            if (finding.code, finding.level) == (wanted["code"], wanted["level"])
            and ("cell" not in wanted or wanted["cell"] in finding.cells)
        ]
        assert matching, f"{wanted} is not among {[(finding.code, finding.level) for finding in findings]}"


@each
def test_no_sound_figure_is_called_an_error(name: str) -> None:
    wanted = {wanted["code"] for wanted in expected(name)["finding"] if wanted["level"] == "error"}
    errors = [finding for finding in sample(name).findings if finding.level == "error"]
    assert [finding.sentence for finding in errors if finding.code not in wanted] == []


def test_the_originals_where_they_are_at_hand_give_the_same_figures() -> None:
    """GONGKAI_ORIGINALS names the folder of the published papers; without it there is nothing to compare."""
    folder = os.environ.get("GONGKAI_ORIGINALS")
    files = sorted(Path(folder).glob("*.txt")) if folder else []
    found = {tuple(sorted(sample(file.stem).values.items())) for file in EXPECTED}
    for file in files:
        document = open_document(file, file.name)
        assert tuple(sorted(read_report(document).values.items())) in found, file.name
