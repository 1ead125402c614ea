"""What the database itself keeps of this room: versions, verdicts and numbers are never changed or removed, and a
snapshot is never rewritten while it is public."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gongkai.kit.triggers import AppendOnly

CONTENTS = AppendOnly("records_content", "content", "versions of a record are never changed or removed")
REVIEWS = AppendOnly("records_review", "review", "verdicts are never changed or removed")
NUMBERS = AppendOnly("records_indexnumber", "indexnumber", "index numbers are never changed or removed")

PUBLICATION = "records_publication"
# A withdrawal empties the snapshot; anything else that touches it, its number or its content is refused.
FROZEN = ("record_id", "content_hash", "version", "index_number", "published_at", "first_published_at")
SAY = "a public snapshot is never rewritten"


def _touched(differs: str) -> str:
    parts = [f"NEW.{name} {differs} OLD.{name}" for name in FROZEN]
    emptied = "NEW.snapshot_hash = ''"
    changed = f"NEW.snapshot_hash {differs} OLD.snapshot_hash OR NEW.snapshot {differs} OLD.snapshot"
    rewritten = f"(({changed}) AND NOT {emptied})"
    return " OR ".join([*parts, rewritten])


def freeze(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on publications in place."""
    if schema.connection.vendor == "sqlite":
        schema.execute(
            f"CREATE TRIGGER publication_no_rewrite BEFORE UPDATE ON {PUBLICATION} WHEN {_touched('IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{SAY}'); END"
        )
        schema.execute(
            f"CREATE TRIGGER publication_no_delete BEFORE DELETE ON {PUBLICATION} "
            f"BEGIN SELECT RAISE(ABORT, '{SAY}'); END"
        )
        return
    schema.execute(
        f"CREATE FUNCTION publication_is_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF TG_OP = 'DELETE' OR ({_touched('IS DISTINCT FROM')}) THEN RAISE EXCEPTION '{SAY}'; END IF; "
        f"RETURN NEW; END $$"
    )
    schema.execute(
        f"CREATE TRIGGER publication_no_rewrite BEFORE UPDATE OR DELETE ON {PUBLICATION} "
        f"FOR EACH ROW EXECUTE FUNCTION publication_is_frozen()"
    )


def thaw(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Take them away again, for going back one migration."""
    if schema.connection.vendor == "sqlite":
        schema.execute("DROP TRIGGER publication_no_rewrite")
        schema.execute("DROP TRIGGER publication_no_delete")
        return
    schema.execute(f"DROP TRIGGER publication_no_rewrite ON {PUBLICATION}")
    schema.execute("DROP FUNCTION publication_is_frozen()")
