"""Changes as a page shows them: unchanged passages folded, each changed place numbered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from gongkai.records.comparing import Change, FileChange, pieces_html
from gongkai.records.comparing_text import Row

# So many unchanged blocks stay in sight on each side of a change; more than FOLD of them are folded away.
NEAR = 1
FOLD = 3


@dataclass(frozen=True, slots=True)
class RowShown:
    """One block of both sides. `number` names the change (0 for an unchanged block)."""

    kind: str
    old: SafeString | None
    new: SafeString | None
    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that stand together; `folded` ones are unchanged and opened on demand."""

    rows: tuple[RowShown, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One changed field with its places as safe HTML."""

    field: str
    label: str
    number: int
    old: SafeString
    new: SafeString
    parts: tuple[Part, ...]
    files: tuple[FileChange, ...]
    only_form: bool


def shown(changes: Iterable[Change]) -> list[ChangeShown]:
    """The changes for the template, numbered through."""
    found, number = [], 0
    for change in changes:
        number += 1
        parts, last = _parts(change.rows, number)
        found.append(
            ChangeShown(
                field=change.field,
                label=change.label,
                number=number,
                old=pieces_html(change.old),
                new=pieces_html(change.new),
                parts=parts,
                files=change.files,
                only_form=change.only_form,
            )
        )
        number = last
    return found


def _parts(rows: Sequence[Row], first: int) -> tuple[tuple[Part, ...], int]:
    """The rows in parts, and the last number given."""
    changed = [at for at, row in enumerate(rows) if row.changes]
    near = {at for one in changed for at in range(one - NEAR, one + NEAR + 1)}
    number = first - 1
    made: list[Part] = []
    for far, group in groupby(range(len(rows)), key=lambda at: at not in near):
        part = []
        for at in group:
            row = rows[at]
            number += bool(row.changes)
            part.append(RowShown(row.kind, _side(row.old), _side(row.new), number if row.changes else 0))
        made.append(Part(tuple(part), far and len(part) > FOLD))
    return tuple(made), max(number, first)


def _side(pieces: object) -> SafeString | None:
    return pieces_html(pieces) if isinstance(pieces, tuple) else None
