"""Sweeping: a kept file that nobody holds any more is removed, as after a process killed between commit and removal.

Every room that keeps files registers what it holds. Nothing is swept unless each of them answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from gongkai.kit import files
from gongkai.kit.models import ImportBatch

# A file is kept before the row that names it is written; within this time it is nobody's stray.
GRACE = timedelta(hours=48)
Held = Callable[[], Iterable[str]]
_HOLDERS: dict[str, Held] = {}


def register(room: str, held: Held) -> None:
    """Have a room asked for the hashes of all files it needs kept."""
    _HOLDERS[room] = held


def holders() -> tuple[str, ...]:
    """The rooms that are asked."""
    return tuple(_HOLDERS)


def held() -> set[str]:
    """The hashes of every file that some room needs."""
    return {digest for asked in _HOLDERS.values() for digest in asked() if digest}


def sweep(now: datetime) -> int:
    """Remove what nobody holds and what lies longer than the grace; how many files went. Half-written ones go too."""
    old = [place for place in _kept() if _is_old(place, now)]
    if not old:
        return 0
    needed = held()
    gone = 0
    for place in old:
        if place.name.startswith(".part-"):
            place.unlink(missing_ok=True)
            gone += 1
        elif place.name not in needed and _is_old(place, now) and files.discard(place.name):
            gone += 1
    return gone


def _is_old(place: Path, now: datetime) -> bool:
    return now.timestamp() - place.stat().st_mtime > GRACE.total_seconds()


def _kept() -> Iterator[Path]:
    folder = Path(settings.HOME) / "files"
    if folder.is_dir():
        yield from (place for place in sorted(folder.glob("??/??/*")) if place.is_file())


def _imports() -> Iterator[str]:
    yield from ImportBatch.objects.values_list("file_digest", flat=True)


register("kit", _imports)
