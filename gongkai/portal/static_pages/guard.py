"""The one rule of the root: what was made before a removal is not written after it.

A writer notes the generation before it asks the site for a page, and writes under the lock only if nothing that was
removed since covers its address. Numbers of change rows would not do: on PostgreSQL a lower one may be committed later.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from gongkai.kit import public_root

BELOW = "**"
WIDTH = 8
LONGEST_LOG = 1_000_000


def covers(removed: str, address: str) -> bool:
    """Whether the removal of `removed`, which may end with ** for everything below, took `address` with it."""
    removed, address = unquote(removed), unquote(address)
    return address.startswith(removed[: -len(BELOW)]) if removed.endswith(BELOW) else address == removed


class Guard:
    """The lock and the generation of one root. The state folder is made when it is not there."""

    def __init__(self) -> None:
        self._state = public_root.state()
        self._state.mkdir(parents=True, exist_ok=True)

    def note(self) -> int:
        """The generation now. A writer asks before it asks for the page."""
        try:
            return int.from_bytes(self._generation.read_bytes()[:WIDTH], "big")
        except FileNotFoundError:
            return 0

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else writes or removes while the block runs; the lock falls with its process."""
        file = os.open(self._state / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)

    def unmoved(self, since: int, address: str) -> bool:
        """Inside the lock: whether nothing that covers the address was removed since that generation."""
        now = self.note()
        if now == since:
            return True
        told = set()
        for line in self._lines():
            generation, _, removed = line.partition("\t")
            if int(generation) > since:
                if covers(removed, address):
                    return False
                told.add(int(generation))
        # A generation whose list is no longer there may have covered anything.
        return told.issuperset(range(since + 1, now + 1))

    def move(self, addresses: Iterable[str]) -> None:
        """Inside the lock, before removing: whoever is making one of these now will not write it."""
        generation = self.note() + 1
        handle = os.open(self._generation, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            # In place: needs no room on a full disk.
            os.pwrite(handle, generation.to_bytes(WIDTH, "big"), 0)
        finally:
            os.close(handle)
        self._tell("".join(f"{generation}\t{address}\n" for address in addresses).encode())

    @property
    def _generation(self) -> Path:
        return self._state / "generation"

    def _tell(self, lines: bytes) -> None:
        handle = os.open(self._state / "removed", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            if os.fstat(handle).st_size > LONGEST_LOG:
                os.ftruncate(handle, 0)
            if os.write(handle, lines) < len(lines):
                os.ftruncate(handle, 0)
        except OSError:
            # No room: without the list every writer on the way starts again, which is only slower.
            os.ftruncate(handle, 0)
        finally:
            os.close(handle)

    def _lines(self) -> list[str]:
        try:
            return (self._state / "removed").read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []
