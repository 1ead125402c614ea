"""What the database itself keeps of this room: a text is never changed, a public version never rewritten."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gongkai.kit.triggers import AppendOnly

TEXTS = AppendOnly("columns_pagetext", "columntext", "texts of a column page are never changed or removed")

TABLE = "columns_pagepublication"
# What a version was made of stays. Its facts may only be emptied, which is what a withdrawal does.
FROZEN = ("page_id", "version", "kind", "key", "text_hash", "written_by_id", "published_by_id", "published_at")
SAY = "a public version of a column page is never rewritten"
EMPTY = {"sqlite": "NEW.snapshot = '{}'", "postgresql": "NEW.snapshot = '{}'::jsonb"}


def _touched(differs: str, vendor: str) -> str:
    parts = [f"NEW.{name} {differs} OLD.{name}" for name in FROZEN]
    return " OR ".join([*parts, f"(NEW.snapshot {differs} OLD.snapshot AND NOT ({EMPTY[vendor]}))"])


def freeze(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on public versions in place."""
    if schema.connection.vendor == "sqlite":
        schema.execute(
            f"CREATE TRIGGER column_publication_no_rewrite BEFORE UPDATE ON {TABLE} "
            f"WHEN {_touched('IS NOT', 'sqlite')} BEGIN SELECT RAISE(ABORT, '{SAY}'); END"
        )
        schema.execute(
            f"CREATE TRIGGER column_publication_no_delete BEFORE DELETE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{SAY}'); END"
        )
        return
    touched = _touched("IS DISTINCT FROM", "postgresql")
    schema.execute(
        f"CREATE FUNCTION column_publication_is_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '{SAY}'; END IF; "
        f"IF {touched} THEN RAISE EXCEPTION '{SAY}'; END IF; RETURN NEW; END $$"
    )
    schema.execute(
        f"CREATE TRIGGER column_publication_no_rewrite BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION column_publication_is_frozen()"
    )


def thaw(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Take them away again, for going back one migration."""
    if schema.connection.vendor == "sqlite":
        schema.execute("DROP TRIGGER column_publication_no_rewrite")
        schema.execute("DROP TRIGGER column_publication_no_delete")
        return
    schema.execute(f"DROP TRIGGER column_publication_no_rewrite ON {TABLE}")
    schema.execute("DROP FUNCTION column_publication_is_frozen()")
