"""Nobody asks the clock: the law takes `on`, actions take `now`, and one file knows the time."""

from __future__ import annotations

import ast

from tests.house.words import ROOT

ASKS = {
    ("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("timezone", "now"),
    ("timezone", "localdate"), ("timezone", "localtime"), ("time", "time"), ("time", "localtime"),
}  # fmt: skip
ALLOWED = {
    "gongkai/kit/clock.py": "the one place that knows the time",
}


def askers() -> set[str]:
    found = set()
    for file in sorted((ROOT / "gongkai").rglob("*.py")):
        if "tests" in file.parts or "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                if (owner, node.attr) in ASKS:
                    found.add(file.relative_to(ROOT).as_posix())
    return found


def test_only_the_kit_asks_the_clock() -> None:
    assert askers() == set(ALLOWED)
