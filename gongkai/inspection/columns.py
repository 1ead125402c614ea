"""The columns that a content assurance list may name, by code and name. Codes stand in confirmed lists for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.columns.visited import OWN_COLUMNS
from gongkai.law.errors import LawError
from gongkai.law.record_classes import categories
from gongkai.law.unit_columns import columns

COLUMN, CLASS, HOME = "column:", "class:", "site:home"


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """One column: `column:` and the law's code, `class:` and a class of statutory content, or the front page."""

    code: str
    label: str


def named_columns(on: date) -> tuple[NamedColumn, ...]:
    """All columns of that day in the order of the site: the front page, the law's columns, the classes of content."""
    found = [NamedColumn(HOME, OWN_COLUMNS["home"])]
    for read, prefix in ((columns, COLUMN), (categories, CLASS)):
        try:
            found += [NamedColumn(prefix + one.code, one.label) for one in read(on)]
        except LawError:
            # No such list was in force yet.
            continue
    return tuple(found)


def labels(on: date) -> dict[str, str]:
    """The names by code."""
    return {one.code: one.label for one in named_columns(on)}


def column_named(words: str, on: date) -> str:
    """The code of a column named in a sheet, or empty. Where two have one name the law's column is meant."""
    plain = "".join(words.split())
    return next((one.code for one in named_columns(on) if one.label == plain), "")
