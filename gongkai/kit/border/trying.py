"""The proof by trying: every table of the database is asked for over the public side's connection."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from gongkai.kit.border import as_public, public_database
from gongkai.kit.border.tables import TABLES, readable, tables_of

REFUSED = ("not authorized", "authorization denied", "prohibited", "permission denied")


def tried() -> tuple[list[str], list[str]]:
    """The tables that are reached and should not be, and those that should be and are not."""
    own = connections[DEFAULT_DB_ALIAS]
    with own.cursor() as cursor:
        there = {table.name for table in own.introspection.get_table_list(cursor)}
    if own.vendor == "sqlite":
        there |= {"sqlite_master", "sqlite_sequence"}
    public = {table.name for table in tables_of(own.vendor)} & there
    with as_public():
        reached = {name for name in there if _reached(name)}
    return sorted(reached - readable()), sorted(public - reached)


def hidden_rows() -> dict[str, int]:
    """How many hidden rows the public side sees in each table that has such; nought where the border holds."""
    seen = {}
    with as_public():
        for table in TABLES:
            if table.hidden:
                with connections[public_database()].cursor() as cursor:
                    cursor.execute(f"SELECT count(*) FROM {table.name} WHERE {table.hidden}")
                    seen[table.name] = int(cursor.fetchone()[0])
    return seen


def _reached(name: str) -> bool:
    try:
        with connections[public_database()].cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
    except DatabaseError as error:
        # Any other fault (a full-text table that cannot be listed) came after the border.
        return not any(word in str(error) for word in REFUSED)
    return True
