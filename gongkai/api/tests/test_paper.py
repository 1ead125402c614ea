"""The examples of the interfaces' papers, run as they stand by the shell against a live site."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from gongkai.api.tests.living import Site
from tests.house.words import ROOT

PAPERS = ROOT / "docs" / "operations"


def blocks(paper: str) -> list[tuple[str, list[str]]]:
    """Each shell block: its commands, and what it says they print."""
    found = []
    for block in re.findall(r"```sh\n(.*?)```", (PAPERS / paper).read_text("utf-8"), re.DOTALL):
        lines = block.splitlines()
        said = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
        found.append(("\n".join(line for line in lines if not line.startswith("# ")), said))
    return found


def run(site: Site, paper: str, folder: Path) -> None:
    """Every example prints what its paper says."""
    environment = os.environ | {"SITE": site.address, "KEY": site.key, "LC_ALL": "C.UTF-8", "NO_PROXY": "*"}
    for command, expected in blocks(paper):
        done = subprocess.run(
            ["bash", "-euc", command], env=environment, cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert expected
        assert done.stdout.split("\n")[: len(expected)] == expected, command


@pytest.mark.slow
def test_every_example_does_what_the_papers_say(tmp_path: Path) -> None:
    site = Site(tmp_path / "home", f"sqlite:///{tmp_path / 'site.sqlite3'}")
    site.start()
    try:
        run(site, "oa-link.md", tmp_path)
        run(site, "open-interface.md", tmp_path)
    finally:
        site.kill()
    told = site.check()
    assert told["states"] == {"OA-2026-0008": "draft", "OA-2026-0009": "discarded"}
    assert told["titles"]["OA-2026-0008"] == "关于做好春季森林草原防火工作的通知"
