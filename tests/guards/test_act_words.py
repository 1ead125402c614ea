"""What the journal tells people is told in their words: every act that an action writes has one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from gongkai.desk.audit.words import ACTS

ROOM = Path(__file__).parents[2] / "gongkai"


def test_every_act_of_an_action_has_its_word() -> None:
    found = {act for path in ROOM.glob("*/actions/*.py") for act in written(ast.parse(path.read_text("utf-8")))}
    assert len(found) > 100
    assert sorted(found - ACTS.keys()) == []


def written(tree: ast.Module) -> Iterator[str]:
    """The acts a module writes: its constant ACT, the `act` of a call, the second word of a `note`."""
    for node in ast.walk(tree):
        given: list[ast.expr] = []
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "ACT" for to in node.targets):
            given = [node.value]
        elif isinstance(node, ast.Call):
            given = [one.value for one in node.keywords if one.arg == "act"]
            if isinstance(node.func, ast.Name) and node.func.id == "note":
                given += node.args[1:2]
        yield from (one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str))
