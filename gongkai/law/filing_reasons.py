"""Why a figure may differ from what the period before says: a closed list, by kind of relation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day
from gongkai.law.loading import DATA, Row
from gongkai.law.relations import KINDS


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason and the kinds of relations whose difference it may explain."""

    code: str
    label: str
    kinds: tuple[str, ...]


@cache
def _history(root: Path = DATA) -> tuple[Edition[Reason], ...]:
    return editions(root / "filing" / "explanations.toml", "reason", _reason)


def _reason(row: Row) -> Reason:
    made = Reason(row.text("code"), row.text("label"), row.texts("kinds", required=True))
    if unknown := sorted(set(made.kinds) - set(KINDS)):
        raise row.fail("kinds", f"没有勾稽关系 {'、'.join(unknown)}")
    return made


def reasons(kind: str, on: date, root: Path = DATA) -> tuple[Reason, ...]:
    """The reasons for a difference in a relation of that kind; none where it must hold. UnknownLaw before 2008-05."""
    return tuple(one for one in on_day(_history(root), "差异说明原因", on) if kind in one.kinds)
