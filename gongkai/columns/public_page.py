"""A published page of a unit's column as the public reads it, made from its snapshot and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.columns.models import PagePublication

State = PagePublication.State


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact under its statutory name. `raw` is the stored code of a choice, `value` what is read."""

    code: str
    label: str
    section: str
    kind: str
    value: str
    raw: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The value paragraph by paragraph."""
        return tuple(line for line in self.value.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under one heading."""

    label: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """One public page, or its stub: a withdrawn one has number, days and reason, and no facts."""

    kind: str
    key: str
    agency_code: str
    agency_name: str
    title: str
    version: int
    published_at: datetime
    first_published_at: datetime
    change_note: str
    withdrawn: bool
    withdrawn_at: datetime | None
    withdrawn_reason: str
    facts: tuple[Fact, ...]

    def value(self, code: str) -> str:
        """A fact as it is read, or empty."""
        return next((fact.value for fact in self.facts if fact.code == code), "")

    def raw(self, code: str) -> str:
        """A fact as it is stored: the code of a choice, yes or no of a flag; or empty."""
        return next((fact.raw for fact in self.facts if fact.code == code), "")

    def flag(self, code: str) -> bool:
        """Whether a flag is set."""
        return self.raw(code) == "yes"

    @property
    def linked(self) -> bool:
        """Whether a rule of work is told by a published record instead of a text of its own."""
        return bool(self.raw("index_number"))

    @property
    def sections(self) -> tuple[Section, ...]:
        """The facts under their headings, in order."""
        labels = dict.fromkeys(fact.section for fact in self.facts)
        return tuple(Section(label, tuple(one for one in self.facts if one.section == label)) for label in labels)


def shown(row: PagePublication) -> ColumnPage:
    """A public version as its page shows it."""
    withdrawn = row.state == State.WITHDRAWN
    return ColumnPage(
        kind=row.kind,
        key=row.key,
        agency_code=row.agency_code,
        agency_name=row.agency_name,
        title=row.title,
        version=row.version,
        published_at=row.published_at,
        first_published_at=row.first_published_at,
        change_note="" if withdrawn else row.change_note,
        withdrawn=withdrawn,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        facts=() if withdrawn else tuple(_facts(row.snapshot.get("facts", ()))),
    )


def _facts(kept: Iterable[dict[str, Any]]) -> Iterable[Fact]:
    for one in kept:
        yield Fact(one["code"], one["label"], one["section"], one["kind"], one["value"], one["raw"])
