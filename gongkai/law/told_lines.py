"""What an applicant is told on his page: the acts worth a line, and whose turn it is until when, by state (art. 45)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day, one_of
from gongkai.law.loading import DATA, Row

ACT, TURN = "act", "turn"
AGENCY, APPLICANT = "agency", "applicant"


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One line. Of an act: its words. Of a state's turn: who must do something, and whose clocks name the last day,
    which stands in the words at `{day}`."""

    code: str
    kind: str
    words: str
    who: str
    clocks: tuple[str, ...]


def told_acts(on: date, root: Path = DATA) -> Mapping[str, str]:
    """The words for each act that is told, by its code. Raises UnknownLaw before the first edition."""
    return {one.code: one.words for one in _on(on, root) if one.kind == ACT}


def turn_in(state: str, on: date, root: Path = DATA) -> ToldLine | None:
    """Whose turn it is in that state; None where nobody's last day is running."""
    return next((one for one in _on(on, root) if one.kind == TURN and one.code == state), None)


def _on(on: date, root: Path) -> tuple[ToldLine, ...]:
    return on_day(_lines(root), "进度页的说明", on)


@cache
def _lines(root: Path = DATA) -> tuple[Edition[ToldLine], ...]:
    return editions(root / "procedure" / "told.toml", "line", _line)


def _line(row: Row) -> ToldLine:
    kind = one_of(row, "kind", (ACT, TURN))
    turn = kind == TURN
    return ToldLine(
        row.text("code"), kind, row.text("words"), one_of(row, "who", (AGENCY, APPLICANT)) if turn else "",
        row.texts("clocks") if turn else (),
    )  # fmt: skip
