"""What is handed in from outside is never put in the place of something else: SQLite's REPLACE asks no permission."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ONCE = {
    "requests_envelope": ("envelope", "NEW.id = id OR NEW.token = token"),
    "requests_piece": ("piece", "NEW.id = id OR (NEW.upload = upload AND NEW.position = position)"),
}
SAY = "what was handed in is never replaced"


def forbid(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place on SQLite; PostgreSQL's role may not update."""
    if schema.connection.vendor == "sqlite":
        for table, (name, same) in ONCE.items():
            schema.execute(
                f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {table} "
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{SAY}'); END"
            )


def allow(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Take them away again, for going back one migration."""
    if schema.connection.vendor == "sqlite":
        for name, _ in ONCE.values():
            schema.execute(f"DROP TRIGGER {name}_no_replace")
