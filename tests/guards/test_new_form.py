"""CONTRIBUTING's promise, performed: the form of a new year is one file of data and one example, no code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.words import ROOT

# Compiled files go with their sources, so that nothing is compiled again; not those being written at this moment.
LEFT_OUT = shutil.ignore_patterns("tests", "*.pyc.*", "portal", "statistics", "units", "migrations")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the libraries in which the steps of CONTRIBUTING have been typed as they stand there."""
    folder = tmp_path_factory.mktemp("a house with blanks")
    shutil.copytree(ROOT / "gongkai", folder / "gongkai", ignore=LEFT_OUT)
    steps = re.search(r"```sh\n(.+?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
    assert steps is not None
    subprocess.run(["bash", "-euo", "pipefail", "-c", steps[1]], cwd=folder, check=True)
    return folder


def ask(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(house)}
    return subprocess.run(
        [sys.executable, "-P", *words], cwd=house, env=env, capture_output=True, text=True, check=False
    )


def example(house: Path) -> Path:
    """The report of 2025 as a report of 2027, with the row the new form has."""
    text = (house / "gongkai/annual/samples/quangang_2025.txt").read_text("utf-8")
    text = text.replace("2026", "2028").replace("2025", "2027").replace("2024年上升", "2026年上升")
    file = house / "quangang_2027.txt"
    file.write_text(text.replace("行政强制\t221\t\t", "行政强制\t221\t\t\n行政检查\t1310"), encoding="utf-8")
    assert "行政检查\t1310" in file.read_text("utf-8")
    return file


def test_the_new_form_is_due_from_its_year_and_the_old_one_ends(house: Path) -> None:
    code = (
        "from gongkai.law.formats import format_for; print([[f.id for f in format_for(y)] for y in (2026, 2027, 2030)])"
    )
    done = ask(house, "-c", code)
    assert done.stdout.strip() == "[['2021'], ['2027'], ['2027']]", done.stderr


def test_a_report_in_the_new_form_is_read_with_its_new_row(house: Path) -> None:
    done = ask(house, "-m", "gongkai.cli", "report", "read", str(example(house)), "--json")
    read = json.loads(done.stdout)
    assert (read["edition"], read["year"], read["cells"]["t2.inspection.decisions"]) == ("2027", 2027, "1310"), (
        done.stderr
    )
    assert read["cells"]["t3.new_received.total"] == "56"


def test_the_new_row_is_printed_and_read_back(house: Path) -> None:
    made = house / "made.docx"
    done = ask(house, "-m", "gongkai.cli", "report", "render", str(example(house)), "--to", "docx", "--out", str(made))
    assert done.returncode == 0, done.stderr
    again = json.loads(ask(house, "-m", "gongkai.cli", "report", "read", str(made), "--json").stdout)
    assert again["cells"]["t2.inspection.decisions"] == "1310"
