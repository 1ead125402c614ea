"""The database itself refuses to change or remove a journal row, on both databases."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "kit_journalentry"
SAY = "journal rows are never changed or removed"

SQLITE = tuple(
    f"CREATE TRIGGER journal_no_{verb.lower()} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SAY}'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    f"CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAY}'; END $$",
    f"CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()",
    f"CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()",
)
SQLITE_OFF = ("DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete")
POSTGRESQL_OFF = (
    f"DROP TRIGGER journal_no_change ON {TABLE}",
    f"DROP TRIGGER journal_no_truncate ON {TABLE}",
    "DROP FUNCTION journal_is_append_only()",
)


def forbid(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    _run(schema, SQLITE, POSTGRESQL)


def allow(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Take them away again, for going back one migration."""
    _run(schema, SQLITE_OFF, POSTGRESQL_OFF)


def _run(schema: BaseDatabaseSchemaEditor, sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    known = {"sqlite": sqlite, "postgresql": postgresql}
    vendor = schema.connection.vendor
    if vendor not in known:
        raise RuntimeError(f"the journal has no triggers for {vendor}: use SQLite or PostgreSQL")
    for statement in known[vendor]:
        schema.execute(statement)
