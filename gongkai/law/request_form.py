"""What a written request holds (申请表): the fields of article 29 in order (`data/metadata/request_form.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day, one_of
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row

APPLICANT, INFORMATION, SUPPLY = "applicant", "information", "supply"
PARTS = (APPLICANT, INFORMATION, SUPPLY)


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its legal name, what to write into it, how many lines of handwriting it takes, and its article.

    `part` says whose it is: of the applicant, of the information asked for, or of how it is to be supplied.
    """

    code: str
    label: str
    hint: str
    part: str
    lines: int
    cite: str


def request_form(on: date, root: Path = DATA) -> tuple[FormField, ...]:
    """The fields of that day in their order. Raises UnknownLaw before the first edition."""
    return on_day(_fields(root), "申请表的项目", on)


@cache
def _fields(root: Path = DATA) -> tuple[Edition[FormField], ...]:
    return editions(root / "metadata" / "request_form.toml", "field", _field)


def _field(row: Row) -> FormField:
    lines = row.integer("lines")
    if not 1 <= lines <= 20:
        raise row.fail("lines", "应为 1 至 20 行")
    return FormField(
        row.text("code"), row.text("label"), row.text("hint"), one_of(row, "part", PARTS), lines, cite_of(row)
    )
