"""The benchmarks' peers are pinned and hashed, and stay out of the product."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.words import ROOT

LOCK = (ROOT / "bench" / "requirements.lock").read_text("utf-8")


def test_every_peer_is_pinned_and_hashed() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert len(entries) > 5
    assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_every_peer_asked_for_is_in_the_lock() -> None:
    asked = (ROOT / "bench" / "requirements.in").read_text("utf-8").splitlines()
    names = [re.split(r"[\[=<>]", line)[0].strip() for line in asked if line and not line.startswith("#")]
    assert [name for name in names if not re.search(rf"^{re.escape(name)}==", LOCK, re.MULTILINE)] == []


def test_the_product_depends_on_no_peer_of_its_own() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = " ".join(project["dependencies"])
    assert [name for name in ("duckdb", "markitdown", "pandas", "pyarrow") if name in wanted] == []


@pytest.mark.slow
def test_the_benchmark_of_the_province_runs_and_proves_its_sums(tmp_path: Path) -> None:
    """A small province: every cell that reaches the top is the one that was written."""
    told = tmp_path / "province.md"
    run_bench("bench.province", "--units", "6", "--years", "2", "--no-postgres", "--results", str(told))
    lines = [line.strip("| ").split(" | ") for line in told.read_text("utf-8").splitlines() if line.startswith("| ")]
    sizes = [line for line in lines if line[0] == "6"]
    assert len(sizes) == 1 and int(sizes[0][-1]) > 150
    assert [line[1] for line in lines if line[0] == "add up the province"] == ["6"]


@pytest.mark.slow
def test_the_benchmark_of_the_portal_runs(tmp_path: Path) -> None:
    """A small run without the peer: what is searched for is found, whole and without anything else."""
    told = tmp_path / "portal.md"
    few = ["--records", "300", "--words", "60", "--times", "2", "--seconds", "1", "--no-postgres", "--no-peer"]
    run_bench("bench.portal", *few, "--results", str(told))
    lines = [line.split(" | ") for line in told.read_text("utf-8").splitlines() if " characters | gongkai " in line]
    assert len(lines) > 5
    assert {(line[4], line[5]) for line in lines} == {("100.0 %", "0")}


def run_bench(module: str, *words: str) -> None:
    """One benchmark as its own program, without the settings of the test's surroundings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))}
    subprocess.run([sys.executable, "-m", module, *words], cwd=ROOT, env=kept, check=True, timeout=300)
