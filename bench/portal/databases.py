"""What every program's database is asked after it was filled; needs Django only."""

from __future__ import annotations

from django.db import connection


def settle() -> None:
    """What a database does by itself in the first night."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE")


def megabytes() -> float:
    """The size of the whole database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return float(cursor.fetchone()[0]) / 1e6
        cursor.execute("PRAGMA page_count")
        return float(cursor.fetchone()[0]) * 4096 / 1e6
