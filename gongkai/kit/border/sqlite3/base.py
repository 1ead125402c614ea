"""Django's SQLite with the watchman at each new connection. The name of this module is Django's."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base

from gongkai.kit.border.guard import veil, watchman


class DatabaseWrapper(base.DatabaseWrapper):
    """Sees the public tables and rows; anything else is `DatabaseError: not authorized`."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that is watched from its first statement on."""
        connection = super().get_new_connection(conn_params)
        veil(connection)
        connection.set_authorizer(watchman(rows=True))
        return connection
