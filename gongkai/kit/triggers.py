"""The database itself refuses to change or remove rows of an append-only table, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Operation = Callable[[object, BaseDatabaseSchemaEditor], None]


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """One table whose rows never change or go; `name` begins the triggers' names, `say` is the database's word."""

    table: str
    name: str
    say: str

    @property
    def sqlite(self) -> tuple[str, ...]:
        """The statements for SQLite."""
        return tuple(
            f"CREATE TRIGGER {self.name}_no_{verb.lower()} BEFORE {verb} ON {self.table} "
            f"BEGIN SELECT RAISE(ABORT, '{self.say}'); END"
            for verb in ("UPDATE", "DELETE")
        )

    @property
    def sqlite_off(self) -> tuple[str, ...]:
        """What takes them away again."""
        return (f"DROP TRIGGER {self.name}_no_update", f"DROP TRIGGER {self.name}_no_delete")

    @property
    def postgresql(self) -> tuple[str, ...]:
        """The statements for PostgreSQL, where a table can also be emptied as a whole."""
        return (
            f"CREATE FUNCTION {self.name}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.say}'; END $$",
            f"CREATE TRIGGER {self.name}_no_change BEFORE UPDATE OR DELETE ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}_is_append_only()",
            f"CREATE TRIGGER {self.name}_no_truncate BEFORE TRUNCATE ON {self.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {self.name}_is_append_only()",
        )

    @property
    def postgresql_off(self) -> tuple[str, ...]:
        """What takes them away again."""
        return (
            f"DROP TRIGGER {self.name}_no_change ON {self.table}",
            f"DROP TRIGGER {self.name}_no_truncate ON {self.table}",
            f"DROP FUNCTION {self.name}_is_append_only()",
        )

    def forbid(self, apps: object, schema: BaseDatabaseSchemaEditor) -> None:
        """Put the triggers in place: the forward half of a migration."""
        _run(schema, self.sqlite, self.postgresql)

    def allow(self, apps: object, schema: BaseDatabaseSchemaEditor) -> None:
        """Take them away again, for going back one migration."""
        _run(schema, self.sqlite_off, self.postgresql_off)


JOURNAL = AppendOnly("kit_journalentry", "journal", "journal rows are never changed or removed")
SEALS = AppendOnly("kit_journalseal", "seal", "seals of the journal are never changed or removed")


def _run(schema: BaseDatabaseSchemaEditor, sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    known = {"sqlite": sqlite, "postgresql": postgresql}
    vendor = schema.connection.vendor
    if vendor not in known:
        raise RuntimeError(f"append-only tables have no triggers for {vendor}: use SQLite or PostgreSQL")
    for statement in known[vendor]:
        schema.execute(statement)
