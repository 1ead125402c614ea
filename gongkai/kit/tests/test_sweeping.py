"""Sweeping: what nobody holds goes after the grace; what somebody holds, or just came, stays."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

import pytest

from gongkai.kit import files, sweeping
from gongkai.kit.clock import now
from gongkai.kit.models import ImportBatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settings")]  # a home of its own
LATER = timedelta(days=3)


def test_only_what_nobody_holds_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    held, stray = files.keep(b"held"), files.keep(b"stray")
    monkeypatch.setitem(sweeping._HOLDERS, "test", lambda: [held, ""])
    moment = now()
    assert sweeping.sweep(moment) == 0
    assert sweeping.sweep(moment + LATER) == 1
    assert files.take(held) == b"held"
    assert not files.place_of(stray).exists()


def test_a_file_kept_again_is_new_again() -> None:
    digest = files.keep(b"twice")
    old = (now() - LATER).timestamp()
    os.utime(files.place_of(digest), (old, old))
    files.keep(b"twice")
    assert sweeping.sweep(now()) == 0


def test_a_half_written_file_goes() -> None:
    place = files.place_of(files.keep(b"whole"))
    (place.parent / ".part-abc").write_bytes(b"half")
    old = (now() - LATER).timestamp()
    os.utime(place.parent / ".part-abc", (old, old))
    assert sweeping.sweep(now()) == 1
    assert place.exists()


def test_a_room_that_cannot_answer_stops_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> list[str]:
        raise LookupError

    stray = files.keep(b"stray")
    monkeypatch.setitem(sweeping._HOLDERS, "test", silent)
    with pytest.raises(LookupError):
        sweeping.sweep(now() + LATER)
    assert files.place_of(stray).exists()


def test_the_file_of_an_import_is_held() -> None:
    digest = files.keep(b"rows")
    ImportBatch.objects.create(
        kind="ledger",
        agency="x",
        file_name="a.xlsx",
        file_digest=digest,
        made_by="x",
        made_at=datetime.fromtimestamp(0, now().tzinfo),
    )
    sweeping.sweep(now() + LATER)
    assert files.place_of(digest).exists()


def test_every_room_with_files_is_asked() -> None:
    assert {"kit", "records", "statistics"} <= set(sweeping.holders())
