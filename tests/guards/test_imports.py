"""The import contracts, run; and the two the contracts cannot say."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.house.words import ROOT


def sources(folder: str) -> list[tuple[str, ast.Module]]:
    files = [file for file in sorted((ROOT / folder).rglob("*.py")) if "tests" not in file.parts]
    return [(file.relative_to(ROOT).as_posix(), ast.parse(file.read_text("utf-8"))) for file in files]


def imported(tree: ast.Module) -> list[str]:
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def test_imports_run_downward_only() -> None:
    command = "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_law_uses_the_standard_library_only() -> None:
    outside = {
        f"{file}: {name}"
        for file, tree in sources("gongkai/law")
        for name in imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("gongkai.law")
    }
    assert outside == set()


def test_the_law_reaches_no_network_and_starts_no_process() -> None:
    banned = {"socket", "ssl", "http", "urllib", "subprocess", "asyncio", "ftplib", "smtplib"}
    found = {f"{file}: {name}" for file, tree in sources("gongkai/law") for name in imported(tree)
             if name.split(".")[0] in banned}  # fmt: skip
    assert found == set()
