"""The connection to ask over: the public side's own while the public is answered."""

from __future__ import annotations

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from gongkai.search.models import IndexedDocument


def line() -> BaseDatabaseWrapper:
    """Where the router sends whoever asks now; writing the index is nobody's on the public side."""
    return connections[router.db_for_read(IndexedDocument)]
