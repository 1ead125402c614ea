"""Which connection a query takes: the public one while the public is answered, else the site's own."""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS

from gongkai.kit.border import is_public, public_database


class TwoSides:
    """A router of Django. Both connections lead to one database, so rows of either belong together."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The connection to read over."""
        return public_database() if is_public() else DEFAULT_DB_ALIAS

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Rows read over either connection may point to each other."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Tables are made over the site's own connection."""
        return db == DEFAULT_DB_ALIAS
