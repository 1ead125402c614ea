"""What may be chosen in a request's form: identity documents, forms and ways of supply, help (条例第二十九条等)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day, one_of
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row

IDENTITY, FORM, WAY, HELP = "identity", "form", "way", "help"
KINDS = (IDENTITY, FORM, WAY, HELP)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; `kind` says of which field."""

    code: str
    kind: str
    label: str
    cite: str


def request_choices(kind: str, on: date, root: Path = DATA) -> tuple[Choice, ...]:
    """The choices of one field on that day, in order. Raises UnknownLaw before the first edition."""
    return tuple(one for one in on_day(_choices(root), "申请表的选择项", on) if one.kind == kind)


def choice_label(code: str, on: date, root: Path = DATA) -> str:
    """The words of a choice; the code itself where that day knows no such choice, empty for none."""
    return next((one.label for one in on_day(_choices(root), "申请表的选择项", on) if one.code == code), code)


@cache
def _choices(root: Path = DATA) -> tuple[Edition[Choice], ...]:
    return editions(root / "metadata" / "request_choices.toml", "choice", _choice)


def _choice(row: Row) -> Choice:
    return Choice(row.text("code"), one_of(row, "kind", KINDS), row.text("label"), cite_of(row))
