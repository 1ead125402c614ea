"""The cards an overseeing office may issue on what is late (`data/cards/cards.toml`), from the mildest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, named, on_day, one_of
from gongkai.law.loading import DATA, Row
from gongkai.law.supervision import COLOURS

NAME = "监察牌"
TONES = ("care", "stop")


@dataclass(frozen=True, slots=True)
class CardColour:
    """One colour; `code` is a colour of the rules of supervision, which say how late a step must be. `tone` is how it
    is shown, `form` how its number is written."""

    code: str
    label: str
    tone: str
    form: str

    def number(self, year: int, serial: int) -> str:
        """The number of a card, as it is printed."""
        return self.form.format(year=year, serial=serial)


def card_colours(on: date, root: Path = DATA) -> tuple[CardColour, ...]:
    """The colours of that day. Raises UnknownLaw before the first edition."""
    return on_day(_colours(root), NAME, on)


def card_colour(code: str, on: date, root: Path = DATA) -> CardColour:
    """One colour. Raises UnknownLaw."""
    return named(card_colours(on, root), code, NAME, on)


@cache
def _colours(root: Path = DATA) -> tuple[Edition[CardColour], ...]:
    return editions(root / "cards" / "cards.toml", "colour", _colour)


def _colour(row: Row) -> CardColour:
    made = CardColour(
        code=row.text("code"),
        label=row.text("label"),
        tone=one_of(row, "tone", TONES),
        form=row.text("form"),
    )
    if made.code not in COLOURS:
        raise row.fail("code", f"监察规则中没有颜色 {made.code}")
    if "{serial}" not in made.form or "{year}" not in made.form:
        raise row.fail("form", "编号须写明年份和顺序号")
    return made
