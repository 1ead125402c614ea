"""Every command explains itself with an example, is documented, and what the documents name is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import typer

from gongkai.cli.main import app
from tests.house.words import ROOT

COMMANDS = (ROOT / "docs" / "operations" / "commands.md").read_text("utf-8")
RUN_WORDS = {"demo", "test", "check", "serve", "bench", "tour", "docs"}


def commands() -> Iterator[tuple[str, object]]:
    for one in app.registered_commands:
        yield str(one.name), one.callback
    for group in app.registered_groups:
        assert isinstance(group.typer_instance, typer.Typer)
        for one in group.typer_instance.registered_commands:
            yield f"{group.name} {one.name}", one.callback


def test_every_command_is_documented() -> None:
    assert [name for name, _ in commands() if f"`gongkai {name}" not in COMMANDS] == []


def test_every_documented_command_exists() -> None:
    words = re.findall(r"^\| `gongkai ([a-z]+(?: [a-z]+)?)", COMMANDS, re.MULTILINE)
    assert sorted(words) == sorted(name for name, _ in commands())


def test_every_command_gives_an_example_of_itself() -> None:
    assert [
        name for name, call in commands() if f"gongkai {name}" not in (call.__doc__ or "").partition("例：")[2]
    ] == []


def test_what_the_papers_tell_people_to_type_exists() -> None:
    names = {name for name, _ in commands()}
    for paper in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/operations/README.md"):
        for words in re.findall(
            r"(?m)^\$ (?:\w+=\S+ )?\./run ([a-z]+)(?: ([a-z]+))?", (ROOT / paper).read_text("utf-8")
        ):
            typed = " ".join(word for word in words if word)
            assert words[0] in RUN_WORDS or words[0] in names or typed in names, f"{paper}: ./run {typed}"


def test_links_between_the_papers_lead_somewhere() -> None:
    papers = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{paper.relative_to(ROOT)}: {target}"
        for paper in papers
        for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+?)(?:#[^)]*)?\)", paper.read_text("utf-8"))
        if "://" not in target and not (paper.parent / target).exists()
    ]
    assert broken == []
