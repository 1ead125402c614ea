"""Imports of ledgers as they are shown: how far each is, its rows with their faults, and what words need mapping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.kit.models import ImportBatch, ImportRow
from gongkai.kit.who import Actor
from gongkai.records.importing_rows import KIND
from gongkai.records.importing_values import choices, label_of
from gongkai.records.undoing import UNDER_WAY, UNDO
from gongkai.units.models import Agency
from gongkai.units.powers import IMPORT

State = ImportBatch.State
BAD = (ImportRow.State.BAD, ImportRow.State.FAILED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a batch is; figures are of rows. `stage`: mapping, checking, checked, applying, done, cancelled,
    undoing or undone; `undo` says what the undoing put away and, by reason, what stayed.

    `fault` says why its file could not be read to the end.
    """

    batch: ImportBatch
    stage: str
    total: int
    good: int
    done: int
    failed: int
    fault: str
    undo: Mapping[str, Any] = field(default_factory=dict)

    @property
    def bad(self) -> int:
        """Rows that the check kept out."""
        return self.total - self.good

    @property
    def imported(self) -> int:
        """Rows that became records."""
        return self.done - self.failed

    @property
    def moving(self) -> bool:
        """Whether the worker has something to do on it."""
        return self.stage in ("checking", "applying", "undoing")

    @property
    def may_be_undone(self) -> bool:
        """Whether it is over, made records, and was not undone."""
        return self.stage in ("done", "cancelled") and self.imported > 0


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word of a coded column that nobody knows, how often it stands there, and what it may be said to mean."""

    name: str
    label: str
    word: str
    count: int
    choices: Mapping[str, str]


def imports(asker: Actor) -> QuerySet[ImportBatch]:
    """The imports of the units for which the asker may import, newest first."""
    codes = {code for act, code in asker.grants if act == IMPORT}
    return ImportBatch.objects.filter(kind=KIND, agency__in=codes).order_by("-made_at", "-pk")


def import_of(asker: Actor, batch_id: int) -> Standing | None:
    """One import, or None where there is none for the asker."""
    batch = imports(asker).filter(pk=batch_id).first()
    return standing(batch) if batch else None


def standing(batch: ImportBatch) -> Standing:
    """How far it is."""
    states = {State.CONFIRMED: "applying", State.DONE: "done", State.CANCELLED: "cancelled"}
    stage = states.get(State(batch.state), str(batch.options.get("stage", "mapping")))
    undo = batch.options.get(UNDO, {})
    if undo:
        stage = "undoing" if undo["stage"] == UNDER_WAY else "undone"
    failed = int(batch.options.get("failed", 0))
    return Standing(
        batch, stage, batch.total, batch.good, batch.done, failed, str(batch.options.get("fault", "")), undo
    )


def under_way(asker: Actor) -> list[Standing]:
    """The imports the worker is at or has before it; for the home of the desk."""
    found = imports(asker).filter(Q(state__in=(State.PREVIEW, State.CONFIRMED)) | Q(options__undo__stage=UNDER_WAY))[
        :20
    ]
    return [one for one in map(standing, found) if one.moving]


def rows(asker: Actor, batch: ImportBatch, *, bad: bool = False) -> QuerySet[ImportRow]:
    """The rows in the order of the file, or only those with faults."""
    if not imports(asker).filter(pk=batch.pk).exists():
        return ImportRow.objects.none()
    found = ImportRow.objects.filter(batch=batch).order_by("number")
    return found.filter(state__in=BAD) if bad else found


def bad_lines(asker: Actor, batch: ImportBatch) -> Iterator[tuple[Sequence[str], str]]:
    """The rows that were not imported, as they stood in the file, with what is wrong with them."""
    for row in rows(asker, batch, bad=True).iterator(chunk_size=2000):
        words = [f"{one['cell']}：{one['sentence']}" if one["cell"] else one["sentence"] for one in row.problems]
        yield row.values["cells"], "\n".join(words)


def unknown(asker: Actor, batch: ImportBatch, on: date) -> list[Unknown]:
    """The words that need mapping, the most frequent first."""
    agency = Agency.objects.get(code=batch.agency)
    return [
        Unknown(name, label_of(name), word, count, choices(name, agency.level, on))
        for name, word, count in batch.options.get("unknown", [])
    ]
