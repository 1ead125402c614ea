"""`./run check`, `./run docs` and `./run tour`: one line a step, all of them even if one fails."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from tests.house import law_pages, lock, tour, words

ROOT = words.ROOT
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lint", ("ruff", "check", "--output-format", "concise", ".")),
    ("layout", ("ruff", "format", "--check", "--output-format", "concise", ".")),
    ("types", ("mypy",)),
    ("imports", ("importlinter.cli",)),
    ("migrations", ("django", "makemigrations", "--check", "--dry-run", "--verbosity", "1")),
    ("settings", ("django", "check", "--fail-level", "ERROR")),
)


def _command(words_: tuple[str, ...]) -> list[str]:
    if words_[0] == "importlinter.cli":
        return [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return [sys.executable, "-m", *words_]


def _outside(step: str, words_: tuple[str, ...], env: dict[str, str]) -> list[str]:
    done = subprocess.run(_command(words_), cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [*(done.stdout + done.stderr).strip().splitlines(), f"{step} failed"]


def check() -> int:
    """Every step, also after one failed; 0 when all hold."""
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        env = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
        env |= {
            "GONGKAI_HOME": home,
            "GONGKAI_SECRET_KEY": "only-for-checks-" * 4,
            "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded",
        }
        for name, command in STEPS:
            _report(name, lambda n=name, c=command: _outside(n, c, env), failed)  # type: ignore[misc]
    _report("documents in step", law_pages.out_of_step, failed)
    _report("lock in step", lock.out_of_step, failed)
    _report("forbidden words", words.found, failed)
    print("all hold" if not failed else f"not yet: {', '.join(failed)}")
    return 1 if failed else 0


def _report(name: str, step, failed: list[str]) -> None:  # type: ignore[no-untyped-def]
    started = time.monotonic()
    lines = step()
    print(f"{'failed' if lines else 'ok    '}  {name}  ({time.monotonic() - started:.1f} s)", flush=True)
    for line in lines:
        print(f"        {line}")
    if lines:
        failed.append(name)


def main(words_: list[str]) -> int:
    """`check`, `docs` or `tour`."""
    if words_ == ["docs"]:
        print(f"{law_pages.write()} pages written in docs/law")
        return 0
    if words_ == ["tour"]:
        print(f"{tour.take()} pictures taken in docs/tour")
        return 0
    if words_ == ["check"]:
        return check()
    print("./run check, ./run docs or ./run tour, without further words", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
