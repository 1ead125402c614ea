"""One worker at a time: a lock that falls with the process that holds it, however that process ends."""

from __future__ import annotations

import fcntl
import os
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

DEFAULT = "default"


class Watch:
    """The watch of one database: on PostgreSQL an advisory lock of an own session, so that hosts agree.

    On SQLite it is a lock on a file beside the data, which the system gives up when the process is gone.
    """

    def __init__(self, name: str = "worker") -> None:
        self._name = name
        self._session: BaseDatabaseWrapper | None = None
        self._file: int | None = None

    def take(self) -> bool:
        """Whether this process is on watch, now or already. Asked before every round: a session may have been lost."""
        if connections[DEFAULT].vendor == "postgresql":
            return self._take_session()
        return self._take_file()

    def leave(self) -> None:
        """Give it up; nothing when it was not held."""
        if self._session is not None:
            self._session.close()
            self._session = None
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _take_session(self) -> bool:
        try:
            if self._session is not None:
                with self._session.cursor() as cursor:
                    cursor.execute("SELECT 1")
                return True
            session = connections[DEFAULT].copy()
            with session.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._key()])
                held = bool(cursor.fetchone()[0])
        except DatabaseError:
            self.leave()
            raise
        if held:
            self._session = session
        else:
            session.close()
        return held

    def _take_file(self) -> bool:
        if self._file is not None:
            return True
        folder = Path(settings.HOME)
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / f"{self._name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    def _key(self) -> int:
        digest = sha256(f"gongkai {self._name}".encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True)
