"""A copy of the law data with one thing changed, so that a test can show what the loader says about it."""

from __future__ import annotations

import shutil
from pathlib import Path

from gongkai.law.loading import DATA

FOLDERS = ("instruments", "outcomes", "applicants", "tariffs", "remedies")


def copy_with(tmp_path: Path, file: str, old: str, new: str, folders: tuple[str, ...] = FOLDERS) -> Path:
    """Copy these folders of the data, replace `old` by `new` once in `file`, and return the root of the copy."""
    root = tmp_path / "data"
    for folder in folders:
        shutil.copytree(DATA / folder, root / folder)
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


def write(root: Path, file: str, text: str) -> Path:
    """Write one data file into a root of its own and return its path."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
