"""What may be written into a clock's ledger, and what is said when an entry cannot stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.errors import LawError


class EntryKind(StrEnum):
    """The kinds of entries. `what` of an entry names the interruption, where there is one."""

    START = "start"
    OUTER_START = "outer_start"
    SET = "set"
    PAUSE = "pause"
    RESUME = "resume"
    AWAIT = "await"
    RESET = "reset"
    EXTEND = "extend"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated event of a clock.

    * `start` the event that begins the period; that day is not counted. `outer_start`: what an outer limit runs from.
    * `set` the length where the agency sets it, by `length` or by a last day `until`; the latest one stands.
    * `pause` and `resume` a letter sent and answered; `ref` tells apart two letters under the same `what`.
    * `await` waiting for a correction or a payment: no due day until the `reset`, from which all is counted anew.
    * `extend` by `length` units (the most allowed when left out), with `approved_by`; `until` where no number is given.
    * `close` done.

    `paper` says which document proves the entry; it goes into the trail.
    """

    kind: EntryKind
    on: date
    what: str = ""
    ref: str = ""
    length: int | None = None
    until: date | None = None
    approved_by: str = ""
    paper: str = ""


class LedgerError(LawError):
    """An entry that the rule does not allow. `code` is stable and begins with `ledger-`; `entry` is the one refused."""

    def __init__(self, code: str, sentence: str, entry: Entry | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.entry = entry
