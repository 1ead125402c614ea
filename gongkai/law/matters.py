"""How a complaint or an application to correct one's own record may end (`data/procedure/matters.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, named, on_day, one_of
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row

NAME = "投诉举报和更正自身信息"
KINDS = ("complaint", "record_correction")
ENDS = ("done", "transferred")
# The paper that tells of it: its code in the documents of requests.
REPLIES = {"complaint": "complaint_reply", "record_correction": "record_correction_reply"}


@dataclass(frozen=True, slots=True)
class MatterEnding:
    """One way to end. `orders`: something may be ordered to be mended; `agency`: the responsible agency is named."""

    code: str
    label: str
    kind: str
    ends: str
    orders: bool
    agency: bool
    cite: str


def matter_endings(kind: str, on: date, root: Path = DATA) -> tuple[MatterEnding, ...]:
    """The endings of one kind. Raises UnknownLaw before the first edition."""
    return tuple(one for one in on_day(_endings(root), NAME, on) if one.kind == kind)


def matter_ending(kind: str, code: str, on: date, root: Path = DATA) -> MatterEnding:
    """One ending. Raises UnknownLaw for a code that kind does not know."""
    return named(matter_endings(kind, on, root), code, NAME, on)


@cache
def _endings(root: Path = DATA) -> tuple[Edition[MatterEnding], ...]:
    return editions(root / "procedure" / "matters.toml", "ending", _ending)


def _ending(row: Row) -> MatterEnding:
    return MatterEnding(
        code=row.text("code"),
        label=row.text("label"),
        kind=one_of(row, "kind", KINDS),
        ends=one_of(row, "ends", ENDS),
        orders=row.flag("orders"),
        agency=row.flag("agency"),
        cite=cite_of(row),
    )
