"""The two copies of the index itself, in the database's own tables: one answers, the other is there to be built anew.

SQLite: an FTS5 table over rows of tokens. PostgreSQL: the set of tokens as a tsvector under GIN, and the canonical text
to test phrases on. Whoever removes a document removes it here too: the database sees to it.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SLOTS = ("a", "b")
COLUMNS = ("title", "numbers", "keywords", "body")


def other(slot: str) -> str:
    """The copy that is not this one."""
    return SLOTS[1 - SLOTS.index(slot)]


def made(vendor: str, slot: str) -> tuple[str, ...]:
    """What makes an empty copy. Raises KeyError for a database the index is not made for."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor](slot)


def emptied(vendor: str, slot: str) -> tuple[str, ...]:
    """What empties a copy at once, however much is in it."""
    if vendor == "sqlite":
        return (f"DROP TABLE IF EXISTS search_index_{slot}", *made(vendor, slot))
    return (f"TRUNCATE search_index_{slot}",)


def make(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Both copies and what keeps them in step: the forward half of a migration."""
    vendor = schema.connection.vendor
    for slot in SLOTS:
        for statement in made(vendor, slot):
            schema.execute(statement)
    for statement in _KEPT_IN_STEP[vendor]:
        schema.execute(statement)


def unmake(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    for statement in _LOOSE[schema.connection.vendor]:
        schema.execute(statement)
    for slot in SLOTS:
        schema.execute(f"DROP TABLE search_index_{slot}")


def _sqlite(slot: str) -> tuple[str, ...]:
    # Tokens are made here; "ascii" leaves every other character as it is.
    return (
        f"CREATE VIRTUAL TABLE search_index_{slot} USING fts5("
        f"{', '.join(COLUMNS)}, facets, tokenize='ascii', columnsize=0)",
    )


def _postgresql(slot: str) -> tuple[str, ...]:
    columns = ", ".join(f"{name} text NOT NULL" for name in COLUMNS)
    return (
        f"CREATE TABLE search_index_{slot} (id bigint PRIMARY KEY, grams tsvector NOT NULL, {columns})",
        # Without a pending list: a reader never pays for what was written last.
        f"CREATE INDEX search_index_{slot}_grams ON search_index_{slot} USING gin (grams) WITH (fastupdate = off)",
    )


_DELETE_BOTH = "; ".join(f"DELETE FROM search_index_{slot} WHERE {{id}} = OLD.id" for slot in SLOTS) + ";"
_KEPT_IN_STEP = {
    "sqlite": (
        "CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN "
        f"{_DELETE_BOTH.format(id='rowid')} END",
    ),
    "postgresql": (
        "CREATE FUNCTION search_document_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'TRUNCATE' THEN TRUNCATE search_index_a, search_index_b; RETURN NULL; END IF; "
        f"{_DELETE_BOTH.format(id='id')} RETURN NULL; END $$",
        "CREATE TRIGGER search_document_gone AFTER DELETE ON search_document "
        "FOR EACH ROW EXECUTE FUNCTION search_document_gone()",
        "CREATE TRIGGER search_document_emptied AFTER TRUNCATE ON search_document "
        "FOR EACH STATEMENT EXECUTE FUNCTION search_document_gone()",
    ),
}
_LOOSE = {
    "sqlite": ("DROP TRIGGER search_document_gone",),
    "postgresql": (
        "DROP TRIGGER search_document_gone ON search_document",
        "DROP TRIGGER search_document_emptied ON search_document",
        "DROP FUNCTION search_document_gone()",
    ),
}
