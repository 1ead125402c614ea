"""What an agency is by its name, and what follows for its report: may it make rules, which deadline it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, files, load

RULES = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """`rules`: whether it may make 规章; `report`: the deadline rule of its annual report, empty where none is set."""

    id: str
    title: str
    patterns: tuple[re.Pattern[str], ...]
    rules: Literal["yes", "no", "unknown"]
    report: str
    cite: str


@cache
def agency_kinds(root: Path = DATA) -> tuple[AgencyKind, ...]:
    """All kinds in the order they are tried. Raises LawDataError naming file and key."""
    found: list[AgencyKind] = []
    for file in files("agencies", root):
        row = load(file)
        row.day("from")
        row.text("reading", required=False)
        cite = cite_of(row)
        for entry in row.rows("kind", required=True):
            rules = entry.text("rules")
            if rules not in RULES:
                raise entry.fail("rules", f"只能是 {'、'.join(RULES)}")
            try:
                patterns = tuple(re.compile(text) for text in entry.texts("patterns", required=True))
            except re.error as error:
                raise entry.fail("patterns", f"不是有效的正则表达式：{error}") from error
            found.append(
                AgencyKind(
                    entry.text("id"),
                    entry.text("title"),
                    patterns,
                    rules,  # type: ignore[arg-type]  # checked against RULES above
                    entry.text("report", required=False),
                    cite,
                )
            )
            entry.done()
        row.done()
    return tuple(found)


def kind_of(agency: str, root: Path = DATA) -> AgencyKind | None:
    """The kind of agency a name shows, or None when no pattern fits."""
    for kind in agency_kinds(root):
        if any(pattern.search(agency) for pattern in kind.patterns):
            return kind
    return None
