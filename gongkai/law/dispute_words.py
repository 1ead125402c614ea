"""What is said of a dispute by code: what it is about, its papers, the units in which rulings set periods."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.law.deadline_rules import AGENCY_SETS, deadlines
from gongkai.law.loading import DATA, load
from gongkai.law.remedies import acts


@dataclass(frozen=True, slots=True)
class Coded:
    """A code with its words: what is disputed (`ref`: the act in remedies), a kind of paper, a unit (`ref`: rule)."""

    code: str
    label: str
    ref: str
    ours: bool


@cache
def subjects(root: Path = DATA) -> dict[str, Coded]:
    """What may be disputed, by code."""
    return _coded("subjects.toml", "subject", "remedy", root)


@cache
def case_papers(root: Path = DATA) -> dict[str, Coded]:
    """The papers of a case, by code."""
    return _coded("subjects.toml", "paper", "", root)


@cache
def order_periods(root: Path = DATA) -> dict[str, Coded]:
    """The units in which a ruling sets a period; `ref` is the limit that counts it."""
    return _coded("courses.toml", "period", "rule", root)


def order_rules(root: Path = DATA) -> frozenset[str]:
    """The limits by which the periods of rulings are counted."""
    return frozenset(one.ref for one in order_periods(root).values())


def _coded(file: str, key: str, ref: str, root: Path) -> dict[str, Coded]:
    found: dict[str, Coded] = {}
    for one in load(root / "disputes" / file).rows(key, required=True):
        made = Coded(
            one.text("code"), one.text("label"), one.text(ref, required=False) if ref else "", one.flag("ours")
        )
        one.done()
        if made.code in found:
            raise one.fail("code", f"{made.code} 写了两次")
        if ref == "remedy" and made.ref and made.ref not in acts(root):
            raise one.fail("remedy", f"没有登记行为 {made.ref}")
        if ref == "rule" and not all(row.length == AGENCY_SETS for row in deadlines(root)[made.ref].history):
            raise one.fail("rule", f"{made.ref} 不是由决定、裁判设定长度的期限")
        found[made.code] = made
    return found
