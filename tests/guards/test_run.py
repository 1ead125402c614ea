"""The door itself: what it says where there is no Python, and that it hands words on."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.words import ROOT

TOOLS = ("bash", "cat", "cksum", "dirname", "env", "mkdir")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A fresh copy of the door in a folder with blanks, and a path with no Python on it."""
    folder = tmp_path / "a fresh machine"
    folder.mkdir()
    shutil.copy(ROOT / "run", folder / "run")
    shutil.copy(ROOT / "requirements.lock", folder / "requirements.lock")
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (tools / tool).symlink_to(found)
    return folder


def run(folder: Path, *words: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(folder / "run"), *words], cwd="/", env={"PATH": str(path)}, capture_output=True, text=True, check=False
    )


def test_without_python_it_says_what_to_install(bare: Path) -> None:
    done = run(bare, "demo", path=bare.parent / "bin")
    assert done.returncode == 3
    assert "No Python 3.11 or newer was found." in done.stderr
    assert not (bare / ".venv").exists()


def test_an_older_python_is_not_taken(bare: Path) -> None:
    old = bare.parent / "bin" / "python3"
    old.write_text("#!/usr/bin/env bash\nexit 1\n")
    old.chmod(0o755)
    assert run(bare, "demo", path=bare.parent / "bin").returncode == 3


def test_help_needs_nothing_installed(bare: Path) -> None:
    done = run(bare, "--help", path=bare.parent / "bin")
    assert (done.returncode, "./run demo" in done.stdout) == (0, True)


def test_words_are_handed_on_from_any_folder_once_it_is_set_up(bare: Path) -> None:
    fake = bare / ".venv" / "bin" / "python"
    fake.parent.mkdir(parents=True)
    fake.write_text('#!/usr/bin/env bash\nprintf "%s|" "$@"\n')
    fake.chmod(0o755)
    lock = (bare / "requirements.lock").read_bytes()
    summed = subprocess.run(["cksum"], input=lock, capture_output=True, check=True).stdout.decode().strip()
    (bare / ".venv" / "gongkai.stamp").write_text(f"{summed} {bare}")
    done = run(bare, "report", "read", "a b.docx", path=bare.parent / "bin")
    assert done.stdout == "-m|gongkai.cli|report|read|a b.docx|"
