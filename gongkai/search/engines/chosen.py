"""The engine of the database in use."""

from __future__ import annotations

from typing import cast

from django.db import connection

from gongkai.search.engines import postgresql, sqlite
from gongkai.search.engines.terms import Engine


def engine() -> Engine:
    """The engine of the database in use. Raises KeyError for a database the index is not made for."""
    return cast(Engine, {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor])
