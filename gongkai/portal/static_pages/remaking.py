"""Making everything anew: after an upgrade, for a new root, or when told to; interrupted, it goes on where it was.

A marker in the state folder stands as long as the run is not over. What was made since the marker is not made again,
what is older when the run ends belongs to no page any more and goes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from gongkai.kit import public_root
from gongkai.portal import pages
from gongkai.portal.static_pages.guard import Guard
from gongkai.portal.static_pages.making import make
from gongkai.portal.static_pages.removing import EVERYTHING, PACKED, packed_of, remove, take_away

PACKAGE = Path(__file__).resolve().parents[2]
SHOWING = ("*.py", "*.html", "*.toml", "*.mo", "*.css", "*.js", "*.svg")
TICK = 0.02
BOOT = Path("/proc/sys/kernel/random/boot_id")


class Remake:
    """One process's way through all addresses; the marker on the disk is what counts."""

    def __init__(self) -> None:
        self._way: Iterator[str] | None = None
        self._since = 0

    def begin_if_other(self) -> bool:
        """Remove and remake everything where the program or the settings are others than those the files come from."""
        mark = public_root.state() / "made_by"
        if _read(mark) == fingerprint():
            return False
        remove([EVERYTHING])
        self.begin_anew()
        mark.write_text(fingerprint(), "utf-8")
        return True

    def begin_anew(self) -> None:
        """Make everything from the beginning."""
        _marker().parent.mkdir(parents=True, exist_ok=True)
        _marker().unlink(missing_ok=True)
        _marker().write_text(_boot(), "utf-8")
        # What is made from now on is later than the marker also by the file system's clock, which ticks slowly.
        time.sleep(TICK)
        self._way = None

    def begin(self) -> bool:
        """Go on with a run that was interrupted (True), unless the machine went down with it; else begin."""
        if _marker().exists() and _read(_marker()) == _boot():
            return True
        self.begin_anew()
        return False

    def piece(self, seconds: float) -> int:
        """Make pages of an open run for so long; how many were looked at, 0 when no run is open."""
        since = _changed(_marker())
        if not since:
            return 0
        if self._way is None or since != self._since:
            self._way, self._since = iter(pages.all_addresses()), since
        end, done = time.monotonic() + seconds, 0
        while done == 0 or time.monotonic() < end:
            try:
                address = next(self._way, None)
            except Exception:
                # What broke off must not be taken for what came to its end: the way is gone again, past what stands.
                self._way = None
                raise
            if address is None:
                self._way = None
                return done + self.end()
            if not is_made_since(address, since):
                make(address, durable=False)
            done += 1
        return done

    def end(self) -> int:
        """Remove what belongs to no page, put everything on the disk, take the marker away; how many files went."""
        since = _changed(_marker())
        gone = 0
        guard = Guard()
        for place in sorted(public_root.site().rglob("*")):
            if not place.is_file() or _is_packed_beside(place) or _changed(place) > since:
                continue
            with guard.locked():
                if _changed(place) <= since:
                    take_away(place)
                    gone += 1
        os.sync()
        _marker().unlink(missing_ok=True)
        return gone


def marked_since() -> int:
    """When the open run began, by the file system's own clock; 0 when none is open."""
    return _changed(_marker())


def is_made_since(address: str, since: int) -> bool:
    """Whether the file of an address was made since that moment. A linked file counts from its linking."""
    try:
        return _changed(public_root.place_of(address)) > since
    except ValueError:
        return True


@cache
def fingerprint() -> str:
    """What the pages are made of besides the rows: the program's own files and the settings that pages show."""
    digest = sha256(repr((settings.SITE, settings.BASE_URL, settings.UPLOAD_LIMIT_MB)).encode())
    for place in sorted(place for kind in SHOWING for place in PACKAGE.rglob(kind) if "tests" not in place.parts):
        digest.update(place.relative_to(PACKAGE).as_posix().encode())
        digest.update(place.read_bytes())
    return digest.hexdigest()


def _marker() -> Path:
    return public_root.state() / "remaking"


def _boot() -> str:
    return _read(BOOT) or "unknown"


def _read(place: Path) -> str:
    try:
        return place.read_text("utf-8")
    except FileNotFoundError:
        return ""


def _changed(place: Path) -> int:
    try:
        return place.stat().st_ctime_ns
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _is_packed_beside(place: Path) -> bool:
    plain = place.with_name(place.name.removesuffix(PACKED))
    return plain != place and packed_of(plain) == place and plain.is_file()
