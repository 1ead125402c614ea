"""Django's SQLite with the watchman at each new connection, kept open from one request to the next.

The name of this module is Django's.
"""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from gongkai.kit.border.guard import veil, watchman


class DatabaseWrapper(base.DatabaseWrapper):
    """Sees the public tables and rows; anything else is `DatabaseError: not authorized`."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.asking: weakref.WeakSet[Any] = weakref.WeakSet()
        self.opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that is watched from its first statement on."""
        connection = super().get_new_connection(conn_params)
        veil(connection)
        connection.set_authorizer(watchman(rows=True))
        self.opened = self._file()
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that is remembered until the request is over."""
        made = super().create_cursor(name)
        self.asking.add(made)
        return made

    def close_if_unusable_or_obsolete(self) -> None:
        """Between requests: what was not read to its end is given up, so that the next sees the rows of its own day.

        A statement half read holds the database as it was when it began.
        """
        for cursor in list(self.asking):
            cursor.close()
        self.asking.clear()
        super().close_if_unusable_or_obsolete()

    def is_usable(self) -> bool:
        """Asked once a request. No, where another file was put in the place of the open one, as restoring does."""
        return super().is_usable() and self.opened is not None and self.opened == self._file()

    def _file(self) -> tuple[int, int] | None:
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except (OSError, TypeError, ValueError):
            return None
        return found.st_dev, found.st_ino
