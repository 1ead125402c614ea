"""Where skipping is forbidden a skipped test fails the run; elsewhere it does not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.words import ROOT

SKIPPING = "import pytest\n\n\ndef test_one():\n    pytest.skip('no tool')\n"
EXPECTING = "import pytest\n\n\n@pytest.mark.xfail\ndef test_one():\n    assert False\n"


def run(folder: Path, text: str, forbidden: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    options = ["-p", "no:django", "-p", "no:cacheprovider", "-p", "tests.house.quiet_room", "-c", os.devnull, "-q"]
    command = [sys.executable, "-m", "pytest", *options, "--rootdir", str(folder), str(folder)]
    env = os.environ | {"GONGKAI_FORBID_SKIPS": forbidden, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("text", "forbidden", "code"), [(SKIPPING, "1", 1), (SKIPPING, "", 0), (EXPECTING, "1", 0)])
def test_a_skip_fails_the_run_only_where_forbidden(tmp_path: Path, text: str, forbidden: str, code: int) -> None:
    done = run(tmp_path, text, forbidden)
    assert done.returncode == code, done.stdout + done.stderr
    assert ("test_it.py::test_one" in done.stdout.partition("skipped although")[2]) == (code == 1)
