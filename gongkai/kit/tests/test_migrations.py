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

from tests.house.words import ROOT

SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
# The index of words is made of other tables on each engine: gongkai/search/slots.py.
OF_THE_INDEX = ("search_index_", "search_parts_", "search_gone_")
APPLIED = "SELECT app, name FROM django_migrations ORDER BY app, name"


def asked(file: Path, question: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(question).fetchall()


@pytest.mark.django_db
def test_tables_made_from_nothing_and_those_of_the_tests_are_the_same(tmp_path: Path) -> None:
    given = os.environ | {"GONGKAI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"}
    given.pop("GONGKAI_DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=given, cwd=ROOT, check=True)
    made = tmp_path / "gongkai.sqlite3"
    schema = asked(made, SCHEMA)
    assert [kind for kind, *_ in schema].count("trigger") > 0
    with connection.cursor() as cursor:
        found = {name for name in connection.introspection.table_names() if not name.startswith(OF_THE_INDEX)}
        assert found == {name for kind, name, _ in schema if kind == "table" and not name.startswith(OF_THE_INDEX)}
        cursor.execute(APPLIED)
        assert cursor.fetchall() == asked(made, APPLIED)
        if connection.vendor == "sqlite":
            cursor.execute(SCHEMA)
            assert cursor.fetchall() == schema
