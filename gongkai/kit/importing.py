"""Imports of many rows: checked in the background, confirmed by a person, applied in pieces; a killed process goes on.

A room registers what it knows of its rows. The batch carries where it stands in `options`: `stage` (mapping, checking,
checked), `read` and `applied` (the last row taken in, and applied), `failed` (rows that could not be). Every piece is
one transaction that moves the rows and the place together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

from django.db import IntegrityError, connection, transaction

from gongkai.kit.action import Refused
from gongkai.kit.models import ImportBatch, ImportRow

CHUNK = 500
# Pieces done before other jobs get their turn.
PIECES = 4
State = ImportBatch.State
Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row: the cell it stands in (D7, or empty for the whole row) and a sentence."""

    cell: str
    sentence: str

    def to_json(self) -> dict[str, str]:
        """The stored form."""
        return {"cell": self.cell, "sentence": self.sentence}


class Checker(Protocol):
    """Looks at rows in the order of the file and remembers what it has seen of this batch."""

    def problems(self, lines: Sequence[Line]) -> list[list[RowProblem]]:
        """The problems of each row; none means it may be imported."""

    def remarks(self) -> dict[str, Any]:
        """What was noticed so far about the file as a whole; kept in the batch's options."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a room knows of its rows. `read` gives those behind a number; `checker` is made once for a file.

    `apply` makes things of rows, all or none (it raises Refused or IntegrityError), and says by row number what was
    made; `finished` is told once. `cannot_read` is what `read` raises, with a `sentence`.
    """

    read: Callable[[ImportBatch, int], Iterator[Line]]
    checker: Callable[[ImportBatch], Checker]
    apply: Callable[[ImportBatch, Sequence[ImportRow], datetime], Mapping[int, str]]
    finished: Callable[[ImportBatch, datetime], None]
    cannot_read: type[Exception]


@dataclass(slots=True)
class _Run:
    """A file being read by this process: kept between pieces, so that a long file is opened once."""

    lines: Iterator[Line]
    checker: Checker
    at: int


_KINDS: dict[str, Kind] = {}
_RUNS: dict[int, _Run] = {}


def register(name: str, kind: Kind) -> None:
    """Make a kind of rows known. A name registered again is replaced."""
    _KINDS[name] = kind


def work(now: datetime) -> int:
    """A bounded piece of whatever waits; how many rows it moved. For the worker."""
    waiting = ImportBatch.objects.filter(kind__in=_KINDS).order_by("made_at", "pk")
    for batch in waiting.filter(state=State.CONFIRMED):
        return apply_some(batch.pk, now)
    for batch in waiting.filter(state=State.PREVIEW, options__stage="checking"):
        return check_some(batch.pk)
    return 0


def check_some(batch_id: int, pieces: int = PIECES) -> int:
    """Take in and check the next pieces of the file; how many rows, at least 1 while the end was not reached."""
    batch = ImportBatch.objects.get(pk=batch_id)
    if not _is_checking(batch):
        _RUNS.pop(batch_id, None)
        return 0
    kind = _KINDS[batch.kind]
    moved = 0
    # Out of the shelf while it is read: what broke off in the middle of a piece must not go on behind it.
    run = _RUNS.pop(batch_id, None)
    try:
        if run is None or run.at != batch.options.get("read", 0):
            run = _taken_up(batch, kind)
        for _ in range(pieces):
            piece = list(islice(run.lines, CHUNK))
            more = _take_in(batch_id, run.checker, piece)
            moved += len(piece) if more else 0
            if not more or len(piece) < CHUNK:
                break
            run.at = piece[-1][0]
        else:
            _RUNS[batch_id] = run
    except kind.cannot_read as error:
        _give_up(batch_id, getattr(error, "sentence", str(error)))
    return max(moved, 1)


def _taken_up(batch: ImportBatch, kind: Kind) -> _Run:
    """The file from where the last process left it, with a checker that has seen what that one saw."""
    checker, at = kind.checker(batch), int(batch.options.get("read", 0))
    seen = ImportRow.objects.filter(batch=batch, number__lte=at).order_by("number").iterator(CHUNK)
    while piece := [(row.number, row.values["cells"]) for row in islice(seen, CHUNK)]:
        checker.problems(piece)
    return _Run(kind.read(batch, at), checker, at)


def _take_in(batch_id: int, checker: Checker, piece: Sequence[Line]) -> bool:
    """Write one piece; the last one ends the checking. False where another process was quicker or it was cancelled."""
    found = checker.problems(piece)
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        if not _is_checking(batch) or (piece and piece[0][0] <= int(batch.options.get("read", 0))):
            return False
        rows = [
            ImportRow(
                batch=batch,
                number=number,
                values={"cells": cells},
                problems=[one.to_json() for one in problems],
                state=ImportRow.State.BAD if problems else ImportRow.State.GOOD,
            )
            for (number, cells), problems in zip(piece, found, strict=True)
        ]
        ImportRow.objects.bulk_create(rows, batch_size=200)
        batch.total += len(rows)
        batch.good += sum(row.state == ImportRow.State.GOOD for row in rows)
        if piece:
            batch.options["read"] = piece[-1][0]
        batch.options |= checker.remarks()
        if len(piece) < CHUNK:
            batch.options["stage"] = "checked"
        batch.save(update_fields=["total", "good", "options"])
    return True


def _is_checking(batch: ImportBatch) -> bool:
    return batch.state == State.PREVIEW and batch.options.get("stage") == "checking"


def _give_up(batch_id: int, sentence: str) -> None:
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        batch.options |= {"stage": "checked", "fault": sentence}
        batch.save(update_fields=["options"])


def apply_some(batch_id: int, now: datetime, pieces: int = PIECES) -> int:
    """Apply the next pieces of a confirmed batch; how many rows were handled, the end of the batch counting as one."""
    moved = 0
    for _ in range(pieces):
        try:
            done = _apply_piece(batch_id, now, CHUNK)
        except (Refused, IntegrityError):
            # One bad row must not hold up the others: the same piece again, row by row.
            done = _one_by_one(batch_id, now)
        moved += done
        if not done:
            return moved + _finish(batch_id, now)
    return moved


def _apply_piece(batch_id: int, now: datetime, size: int) -> int:
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        rows = _waiting(batch, size)
        if not rows:
            return 0
        made = _KINDS[batch.kind].apply(batch, rows, now)
        _done([(made[row.number], row.pk) for row in rows])
        _note(batch, rows)
        return len(rows)


def _done(made: Sequence[tuple[str, int]]) -> None:
    """Mark rows as done with what each became: one statement prepared once, many times as quick as a bulk update."""
    table = connection.ops.quote_name(ImportRow._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET state = %s, made = %s WHERE id = %s",
            [(ImportRow.State.DONE.value, words, pk) for words, pk in made],
        )


def _one_by_one(batch_id: int, now: datetime) -> int:
    moved = 0
    while moved < CHUNK:
        try:
            done = _apply_piece(batch_id, now, 1)
        except Refused as error:
            done = _fail_next(batch_id, error.sentence)
        except IntegrityError:
            done = _fail_next(batch_id, "与台账中已有的信息重复，未导入。请核对文号、索引号后改正。")
        if not done:
            break
        moved += done
    return moved


def _fail_next(batch_id: int, sentence: str) -> int:
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        rows = _waiting(batch, 1)
        for row in rows:
            row.state = ImportRow.State.FAILED
            row.problems = [RowProblem("", sentence).to_json()]
            row.save(update_fields=["state", "problems"])
            batch.options["failed"] = int(batch.options.get("failed", 0)) + 1
            _note(batch, rows)
        return len(rows)


def _note(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """How many rows are handled, and up to which: a long batch is not looked through from its start each time."""
    batch.done += len(rows)
    batch.options["applied"] = rows[-1].number
    batch.save(update_fields=["done", "options"])


def _waiting(batch: ImportBatch, size: int) -> list[ImportRow]:
    if batch.state != State.CONFIRMED:
        return []
    after = int(batch.options.get("applied", 0))
    rows = ImportRow.objects.filter(batch=batch, number__gt=after, state=ImportRow.State.GOOD)
    return list(rows.order_by("number")[:size])


def _finish(batch_id: int, now: datetime) -> int:
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        if batch.state != State.CONFIRMED:
            return 0
        batch.state, batch.finished_at = State.DONE, now
        batch.save(update_fields=["state", "finished_at"])
        _KINDS[batch.kind].finished(batch, now)
    return 1
