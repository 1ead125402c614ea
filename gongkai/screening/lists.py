"""The lists that come with the house: marks, kinds of numbers, wrong words, roles and surnames; read once, strictly."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from gongkai.screening.findings import Level, WrongWord

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that say a paper is for the inside. `inline`: what they mean inside a sentence; None: nothing."""

    pattern: re.Pattern[str]
    level: Level
    inline: Level | None
    what: str


@dataclass(frozen=True, slots=True)
class NumberKind:
    """Document numbers of a kind that is not published as a rule; `pattern` fits the agency's part."""

    pattern: re.Pattern[str]
    level: Level
    what: str


@dataclass(frozen=True, slots=True)
class Names:
    """Surnames, those of them that are everyday or functional words too, roles before a name, words like names."""

    surnames: frozenset[str]
    doubled: frozenset[str]
    everyday: frozenset[str]
    function: frozenset[str]
    roles: tuple[str, ...]
    minors: frozenset[str]
    no_names: frozenset[str]


class FaultyList(Exception):
    """A list of the screening breaks its own shape; names file and entry."""


def _entries(file: str, key: str, wanted: frozenset[str], root: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((root / file).read_text("utf-8"))[key]
    for row in rows:
        if unknown := set(row) - wanted:
            raise FaultyList(f"{file}，{key}：不认识的项 {sorted(unknown)[0]}")
    return rows


def _level(word: str, file: str) -> Level:
    if word not in get_args(Level):
        raise FaultyList(f"{file}：level 只能是 sure、doubtful，现为 {word}")
    return word  # type: ignore[return-value]  # checked above


def _pattern(text: str, file: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as problem:
        raise FaultyList(f"{file}：不是有效的正则表达式：{text}：{problem}") from problem


@cache
def marks(root: Path = DATA) -> tuple[Mark, ...]:
    """Marks of papers for the inside, in the order they are tried."""
    file, found = "marks.toml", []
    for row in _entries(file, "mark", frozenset({"pattern", "inline", "what", "level"}), root):
        inline = None if row["inline"] == "none" else _level(row["inline"], file)
        found.append(Mark(_pattern(row["pattern"], file), _level(row.get("level", "sure"), file), inline, row["what"]))
    return tuple(found)


@cache
def number_kinds(root: Path = DATA) -> tuple[NumberKind, ...]:
    """Kinds of document numbers that are not published as a rule."""
    file = "number_kinds.toml"
    rows = _entries(file, "kind", frozenset({"pattern", "level", "what"}), root)
    return tuple(NumberKind(_pattern(row["pattern"], file), _level(row["level"], file), row["what"]) for row in rows)


@cache
def wrong_words(root: Path = DATA) -> tuple[WrongWord, ...]:
    """Wrong words with the right ones."""
    file, found = "wrong_words.toml", []
    for row in _entries(file, "word", frozenset({"wrong", "right", "why", "level", "unless"}), root):
        level = _level(row.get("level", "sure"), file)
        unless = tuple(row.get("unless", ()))
        if any(row["wrong"] not in word for word in unless):
            raise FaultyList(f"{file}：{row['wrong']} 的 unless 须含有该词")
        found.append(WrongWord(row["wrong"], row["right"], row.get("why", ""), level, unless))
    return tuple(found)


@cache
def names(root: Path = DATA) -> Names:
    """What is needed to know a name."""
    whole = tomllib.loads((root / "names.toml").read_text("utf-8"))
    return Names(
        surnames=frozenset("".join(whole["surnames"].split())),
        doubled=frozenset(whole["doubled"].split()),
        everyday=frozenset("".join(whole["everyday"].split())),
        function=frozenset(whole["function"]),
        roles=tuple(sorted(whole["roles"].split(), key=len, reverse=True)),
        minors=frozenset(whole["minors"].split()),
        no_names=frozenset(whole["no_names"].split()),
    )
