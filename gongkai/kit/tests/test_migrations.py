"""The tables that the tests run on are those that the real migrations make from nothing, triggers and all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.house import tables
from tests.house.words import ROOT

SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
APPLIED = "SELECT app, name FROM django_migrations ORDER BY app, name"


def asked(file: Path, question: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(question).fetchall()


def migrated(home: Path) -> Path:
    """A database that is migrated in a process of its own."""
    home.mkdir(exist_ok=True)
    given = os.environ | {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"}
    given.pop("GONGKAI_DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=given, cwd=ROOT, check=True)
    return home / "gongkai.sqlite3"


@pytest.mark.django_db
def test_tables_made_from_nothing_and_those_of_the_tests_are_the_same(tmp_path: Path) -> None:
    made = migrated(tmp_path / "nothing")
    tables.lay(tmp_path / "copy" / "gongkai.sqlite3")
    copy = migrated(tmp_path / "copy")
    assert asked(copy, SCHEMA) == asked(made, SCHEMA)
    assert asked(copy, APPLIED) == asked(made, APPLIED)
    assert [kind for kind, *_ in asked(made, SCHEMA)].count("trigger") > 0
    with connection.cursor() as cursor:
        names = {name for kind, name, _ in asked(made, SCHEMA) if kind == "table"}
        assert set(connection.introspection.table_names()) == names
        if connection.vendor == "sqlite":
            assert cursor.execute(SCHEMA).fetchall() == asked(made, SCHEMA)
            assert cursor.execute(APPLIED).fetchall() == asked(made, APPLIED)
