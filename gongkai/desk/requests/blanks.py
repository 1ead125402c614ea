"""Blanks of the law's documents as fields of a form: shown with what is there, read back as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from gongkai.law.wording import Blank

PREFIX = "f-"
LONGEST = 8000


@dataclass(frozen=True, slots=True)
class BlankShown:
    """One field: the blank, its name in the form, and its value."""

    blank: Blank
    name: str
    value: str


def shown(blanks: Iterable[Blank], values: Mapping[str, str]) -> list[BlankShown]:
    """The fields with their values."""
    return [BlankShown(one, PREFIX + one.code, str(values.get(one.code, "") or "")) for one in blanks]


def read(blanks: Iterable[Blank], given: QueryDict) -> dict[str, str]:
    """What was typed, without the blanks left empty."""
    said = {one.code: given.get(PREFIX + one.code, "").strip()[:LONGEST] for one in blanks}
    return {code: value for code, value in said.items() if value}
