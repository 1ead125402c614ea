"""Which kind of agency answers, by its level and name, and whether its reviewing body follows from the units' links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, load
from gongkai.law.remedies import reviewer_kinds

WAYS = ("government", "own", "ask")


@dataclass(frozen=True, slots=True)
class ReviewerKind:
    """`kind` of law.remedies.reviewer_for; `way`: the government above it, the agency itself, or to be set by hand."""

    levels: tuple[str, ...]
    pattern: re.Pattern[str]
    kind: str
    way: str


@cache
def _kinds(root: Path) -> tuple[ReviewerKind, ...]:
    row = load(root / "documents" / "request_reviewers.toml")
    row.day("from")
    row.text("reading")
    cite_of(row)
    found = []
    for entry in row.rows("kind", required=True):
        made = ReviewerKind(
            entry.texts("levels", required=True),
            re.compile(entry.text("pattern")),
            entry.text("kind"),
            entry.text("way"),
        )
        if made.kind not in reviewer_kinds(root) or made.way not in WAYS:
            raise entry.fail("kind", f"没有登记 {made.kind}，或者 way 不是 {'、'.join(WAYS)}")
        found.append(made)
        entry.done()
    row.done()
    return tuple(found)


def reviewer_kind(level: str, name: str, root: Path = DATA) -> ReviewerKind:
    """The first kind whose level and name fit. Raises UnknownLaw where none does."""
    for kind in _kinds(root):
        if level in kind.levels and kind.pattern.search(name):
            return kind
    raise UnknownLaw(f"“{name}”属于哪一类行政机关没有登记，不能确定复议机关；请在文书设置中写明。")
