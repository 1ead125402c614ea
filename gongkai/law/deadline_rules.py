"""Every statutory time limit as a row: what starts it, who acts, how long, what interrupts it, what follows if late.

The rows are `data/deadlines/*.toml`; lengths are parameters, so that a number stands once. Each row ends the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from gongkai.law.dated import parameters
from gongkai.law.deadline_words import Words, words
from gongkai.law.errors import UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, files, load

AGENCY_SETS = "agency_sets"
PROMPTLY = "promptly"


class Interrupts(StrEnum):
    """What an interruption does: `pause` leaves days out, `reset` begins the whole period again."""

    PAUSE = "pause"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something that stops the clock or sets it back, as this rule allows it."""

    what: str
    kind: Interrupts
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Extension:
    """How often and by how much the period may be lengthened, and whose approval that takes."""

    length: str
    times: int
    approved_by: str
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Latest:
    """An outer limit that runs from another event and cuts the period off."""

    starts_on: str
    unit: str
    length: str
    cite: str


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A limit as it stood from `since` on. `length` is a parameter id, `agency_sets`, or `promptly` (no number)."""

    since: date
    cite: str
    starts_on: str
    who: str
    unit: str
    length: str
    interruptions: tuple[Interruption, ...]
    extension: Extension | None
    latest: Latest | None
    lapse: str
    reading: str

    def interruption(self, what: str) -> Interruption | None:
        """The interruption of that name, if this rule knows it."""
        return next((one for one in self.interruptions if one.what == what), None)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One limit with its whole history. `number` is its place in the table of limits (D01 to D35; L: local)."""

    id: str
    number: str
    title: str
    history: tuple[DeadlineRow, ...]

    def at(self, on: date) -> DeadlineRow:
        """The row for a period that starts that day. Raises UnknownLaw before the first row."""
        row = in_force(self.history, on)
        if row is None:
            raise UnknownLaw(f"{on.isoformat()} 没有登记“{self.title}”（{self.id}）的期限规定，不能推算。")
        return row


@cache
def deadlines(root: Path = DATA) -> dict[str, Deadline]:
    """All limits by id. Raises LawDataError on doubled ids, unknown codes, unknown parameters or mismatched units."""
    known = words(root)
    found: dict[str, Deadline] = {}
    for file in files("deadlines", root):
        row = load(file)
        for key in known.folder_keys:
            if row.has(key):
                row.raw(key)
        for entry in row.rows("deadline"):
            history: list[DeadlineRow] = []
            for value in entry.rows("value", required=True):
                add(history, _row(value, known, root), value)
            made = Deadline(entry.text("id"), entry.text("number"), entry.text("title"), tuple(history))
            if made.id in found or made.number in {one.number for one in found.values()}:
                raise entry.fail("id", f"{made.id}（{made.number}）已在别处登记")
            found[made.id] = made
            entry.done()
        row.done()
    return found


def deadline(id: str, root: Path = DATA) -> Deadline:
    """One limit. Raises UnknownLaw for an id nobody registered."""
    try:
        return deadlines(root)[id]
    except KeyError:
        raise UnknownLaw(f"没有登记期限“{id}”；请核对代码，或者先在 deadlines 中登记。") from None


def _row(row: Row, known: Words, root: Path) -> DeadlineRow:
    unit = row.text("unit")
    since = row.day("from")
    if in_force(known.counting.get(unit, ()), since) is None:
        raise row.fail("unit", f"{since.isoformat()} 没有登记“{unit}”的计算方法")
    made = DeadlineRow(
        since=since,
        cite=cite_of(row),
        starts_on=known.code(row, "starts_on", "event"),
        who=known.code(row, "who", "bearer"),
        unit=unit,
        length=_length(row, unit, root),
        interruptions=tuple(_interruption(one, known) for one in row.rows("interruptions")),
        extension=_extension(row.table("extension"), unit, known, root),
        latest=_latest(row.table("latest"), known, root),
        lapse=known.code(row, "lapse", "lapse"),
        reading=row.text("reading", required=False),
    )
    row.done()
    return made


def _length(row: Row, unit: str, root: Path) -> str:
    length = row.text("length")
    if length in (AGENCY_SETS, PROMPTLY):
        return length
    known = parameters(root).get(length)
    if known is None:
        raise row.fail("length", f"没有登记参数 {length}")
    if known.unit != unit:
        raise row.fail("unit", f"参数 {length} 的单位是 {known.unit}，不是 {unit}")
    return length


def _interruption(row: Row, known: Words) -> Interruption:
    what = known.code(row, "what", "interruption")
    kind = row.text("kind")
    if kind not in list(Interrupts):
        raise row.fail("kind", f"只能是 pause 或 reset，现为 {kind}")
    made = Interruption(what, Interrupts(kind), cite_of(row), row.text("reading", required=False))
    row.done()
    return made


def _extension(row: Row | None, unit: str, known: Words, root: Path) -> Extension | None:
    if row is None:
        return None
    made = Extension(
        length=_length(row, unit, root),
        times=row.integer("times"),
        approved_by=known.code(row, "approved_by", "approver"),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )
    row.done()
    return made


def _latest(row: Row | None, known: Words, root: Path) -> Latest | None:
    if row is None:
        return None
    unit = row.text("unit")
    made = Latest(known.code(row, "starts_on", "event"), unit, _length(row, unit, root), cite_of(row))
    row.done()
    return made
