"""The engine of imports: pieces, faults that stand alone, and a killed process that goes on where it stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from gongkai.kit import importing
from gongkai.kit.action import Refused
from gongkai.kit.importing import CHUNK, Kind, Line, RowProblem
from gongkai.kit.models import Heartbeat, ImportBatch, ImportRow

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
KIND = "names"
State = ImportBatch.State


class NoFile(Exception):
    """What the made-up kind raises when its file cannot be read."""

    sentence = "读不出来。"


class Checker:
    """Refuses names that occurred before in the file."""

    def __init__(self, batch: ImportBatch) -> None:
        self.seen: set[str] = set()

    def problems(self, lines: Sequence[Line]) -> list[list[RowProblem]]:
        found = []
        for number, (name,) in lines:
            found.append([RowProblem(f"A{number}", "重复。")] if name in self.seen else [])
            self.seen.add(name)
        return found

    def remarks(self) -> dict[str, Any]:
        return {"names": len(self.seen)}


def read(batch: ImportBatch, after: int) -> Iterator[Line]:
    names = list(batch.options["file"])
    if "broken" in names and after == 0:
        raise NoFile
    return ((number, [name]) for number, name in enumerate(names, 1) if number > after)


def apply(batch: ImportBatch, rows: Sequence[ImportRow], now: datetime) -> Mapping[int, str]:
    names = [row.values["cells"][0] for row in rows]
    if "refused" in names:
        raise Refused("refused", "这一行不行。")
    if "taken" in names:
        raise IntegrityError("taken")
    Heartbeat.objects.bulk_create([Heartbeat(name=name, at=now, started_at=now) for name in names])
    if os.environ.get("DIE_AT") in names:
        os.kill(os.getpid(), 9)
    return {row.number: f"made {name}" for row, name in zip(rows, names, strict=True)}


def finished(batch: ImportBatch, now: datetime) -> None:
    Heartbeat.objects.create(name=f"finished {batch.pk}", at=now, started_at=now)


importing.register(KIND, Kind(read=read, checker=Checker, apply=apply, finished=finished, cannot_read=NoFile))


def a_batch(*names: str) -> ImportBatch:
    return ImportBatch.objects.create(
        kind=KIND, agency="a", file_name="x", file_digest="0" * 64, made_by="p", made_at=NOW,
        options={"stage": "checking", "file": list(names)},
    )  # fmt: skip


def worked(batch: ImportBatch, *, confirm: bool = True) -> ImportBatch:
    while importing.work(NOW):
        pass
    if confirm:
        ImportBatch.objects.filter(pk=batch.pk, state=State.PREVIEW).update(state=State.CONFIRMED, confirmed_at=NOW)
        while importing.work(NOW):
            pass
    batch.refresh_from_db()
    return batch


@pytest.mark.django_db
def test_rows_over_several_pieces_are_checked_and_applied_once() -> None:
    count = CHUNK * 2 + 7
    batch = worked(a_batch(*(f"n{number}" for number in range(count))))
    assert (batch.state, batch.total, batch.good, batch.done) == (State.DONE, count, count, count)
    assert batch.options["names"] == count
    assert Heartbeat.objects.count() == count + 1
    assert ImportRow.objects.get(batch=batch, number=3).made == "made n2"


@pytest.mark.django_db
def test_a_piece_exactly_full_ends_as_well() -> None:
    batch = worked(a_batch(*(f"n{number}" for number in range(CHUNK))), confirm=False)
    assert (batch.total, batch.options["stage"]) == (CHUNK, "checked")


@pytest.mark.django_db
def test_bad_rows_stay_out_and_rows_that_fail_do_not_hold_up_the_others() -> None:
    batch = worked(a_batch("a", "a", "refused", "b", "taken", "c"))
    states = list(ImportRow.objects.filter(batch=batch).order_by("number").values_list("state", flat=True))
    assert states == ["done", "bad", "failed", "done", "failed", "done"]
    assert (batch.good, batch.done, batch.options["failed"], batch.state) == (5, 5, 2, State.DONE)
    sentence = ImportRow.objects.get(batch=batch, number=3).problems[0]["sentence"]
    assert sentence == "这一行不行。"


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_says_so_and_stops() -> None:
    batch = worked(a_batch("broken"), confirm=False)
    assert (batch.options["stage"], batch.options["fault"], batch.total) == ("checked", "读不出来。", 0)


@pytest.mark.django_db
def test_nothing_is_done_to_what_nobody_confirmed_or_somebody_cancelled() -> None:
    batch = worked(a_batch("a"), confirm=False)
    assert (batch.state, Heartbeat.objects.count()) == (State.PREVIEW, 0)
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.CANCELLED)
    assert importing.work(NOW) == 0
    assert importing.apply_some(batch.pk, NOW) == 0


@pytest.mark.django_db
def test_another_process_goes_on_with_what_the_first_had_seen() -> None:
    names = [f"n{number}" for number in range(CHUNK)] + ["n1", "x"]
    batch = a_batch(*names)
    importing.check_some(batch.pk, pieces=1)
    importing._RUNS.clear()
    batch = worked(batch, confirm=False)
    assert (batch.total, batch.good) == (CHUNK + 2, CHUNK + 1)


@pytest.mark.django_db
def test_a_check_that_broke_off_loses_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = a_batch("a", "b", "b")

    def breaks(self: Checker, lines: Sequence[Line]) -> list[list[RowProblem]]:
        raise RuntimeError("once")

    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr(Checker, "problems", breaks)
        importing.check_some(batch.pk)
    batch = worked(batch, confirm=False)
    assert (batch.total, batch.good) == (3, 2)


KILLED = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", "kit", verbosity=0)
from gongkai.kit.models import Heartbeat, ImportBatch
from gongkai.kit.tests import test_importing as t
batch = ImportBatch.objects.first() or t.a_batch(*(f"n{n}" for n in range(t.CHUNK + 40)))
t.worked(batch)
done = batch.state, batch.done, Heartbeat.objects.exclude(name__startswith="finished").count()
print(*done)
"""


@pytest.mark.slow
def test_a_killed_process_leaves_no_half_piece_and_no_row_is_applied_twice(tmp_path: Path) -> None:
    """SIGKILL in the first piece, in the second, then to the end: every row is there once."""
    given = os.environ | {
        "GONGKAI_HOME": str(tmp_path), "GONGKAI_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded",
    }  # fmt: skip

    def run(die_at: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", KILLED], env=given | {"DIE_AT": die_at}, capture_output=True, text=True, check=False
        )

    assert run("n7").returncode == -9
    assert run(f"n{CHUNK + 3}").returncode == -9
    last = run("")
    assert last.returncode == 0, last.stderr
    assert last.stdout.split() == ["done", str(CHUNK + 40), str(CHUNK + 40)]
