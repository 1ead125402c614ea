"""The two copies of the index itself, in the database's own tables: one answers, the other is there to be built anew.

SQLite: FTS5 over rows of tokens, which are not kept, and what they were made from, packed. PostgreSQL: the set of
tokens as a tsvector under GIN, and the canonical text to test phrases on. Whoever removes a document, by whatever way,
removes it here too: the database sees to it.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SLOTS = ("a", "b")
COLUMNS = ("title", "numbers", "keywords", "body")
FILLING_KB = 65_536


def other(slot: str) -> str:
    """The copy that is not this one."""
    return SLOTS[1 - SLOTS.index(slot)]


def made(vendor: str, slot: str) -> tuple[str, ...]:
    """What makes an empty copy. Raises KeyError for a database the index is not made for."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor](slot)


def emptied(vendor: str, slot: str) -> tuple[str, ...]:
    """What empties a copy at once, however much is in it, and lays it out for being filled."""
    if vendor == "sqlite":
        return (
            f"DROP TABLE IF EXISTS search_index_{slot}",
            *(f"DELETE FROM {name}_{slot}" for name in ("search_parts", "search_gone")),
            _fts(slot),
        )
    index = f"search_index_{slot}_grams"
    return (
        f"TRUNCATE search_index_{slot}",
        # Many at once are merged in much faster from a list.
        f"ALTER INDEX {index} SET (fastupdate = on, gin_pending_list_limit = {FILLING_KB})",
    )


def filled(vendor: str, slot: str) -> tuple[str, ...]:
    """What makes a copy ready to answer once it holds everything."""
    if vendor == "sqlite":
        return ()
    index = f"search_index_{slot}_grams"
    return (
        f"ALTER INDEX {index} SET (fastupdate = off)",
        f"ALTER INDEX {index} RESET (gin_pending_list_limit)",
        f"SELECT gin_clean_pending_list('{index}')",
    )


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
    vendor = schema.connection.vendor
    for statement in _LOOSE[vendor]:
        schema.execute(statement)
    for slot in SLOTS:
        for name in ("search_index", "search_parts", "search_gone") if vendor == "sqlite" else ("search_index",):
            schema.execute(f"DROP TABLE {name}_{slot}")


def _sqlite(slot: str) -> tuple[str, ...]:
    # What was indexed is kept beside it, packed: an index without a copy of its text is told what to take out.
    return (
        _fts(slot),
        *(
            f"CREATE TABLE {name}_{slot} (id INTEGER PRIMARY KEY, packed BLOB NOT NULL)"
            for name in ("search_parts", "search_gone")
        ),
    )


def _fts(slot: str) -> str:
    # Tokens are made here; "ascii" leaves every other character as it is.
    columns = ", ".join((*COLUMNS, "facets"))
    return f"CREATE VIRTUAL TABLE search_index_{slot} USING fts5({columns}, content='', tokenize='ascii', columnsize=0)"


def _postgresql(slot: str) -> tuple[str, ...]:
    columns = ", ".join(f"{name} text NOT NULL" for name in COLUMNS)
    return (
        f"CREATE TABLE search_index_{slot} (id bigint PRIMARY KEY, grams tsvector NOT NULL, {columns})",
        # Without a pending list: a reader never pays for what was written last.
        f"CREATE INDEX search_index_{slot}_grams ON search_index_{slot} USING gin (grams) WITH (fastupdate = off)",
    )


_GONE_SQLITE = " ".join(
    f"INSERT OR REPLACE INTO search_gone_{slot} SELECT id, packed FROM search_parts_{slot} WHERE id = OLD.id; "
    f"DELETE FROM search_parts_{slot} WHERE id = OLD.id;"
    for slot in SLOTS
)
_GONE_POSTGRESQL = " ".join(f"DELETE FROM search_index_{slot} WHERE id = OLD.id;" for slot in SLOTS)
_KEPT_IN_STEP = {
    "sqlite": (f"CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN {_GONE_SQLITE} END",),
    "postgresql": (
        "CREATE FUNCTION search_document_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'TRUNCATE' THEN TRUNCATE search_index_a, search_index_b; RETURN NULL; END IF; "
        f"{_GONE_POSTGRESQL} RETURN NULL; END $$",
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
