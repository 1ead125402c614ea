"""The database itself: what the public's connection is refused, on SQLite and as the role on PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing

import psycopg
import pytest

from gongkai.kit.border.guard import veil, watchman
from gongkai.kit.border.tables import readable
from tests.border.sites import Site
from tests.border.visitor import Visitor
from tests.browser.conftest import COMMAND

pytestmark = pytest.mark.slow
DENIED = (
    "DELETE FROM units_agency", "UPDATE units_agency SET name = 'x'", "DELETE FROM columns_visit",
    "INSERT INTO units_agency (code, name, short, level) VALUES ('x', 'x', 'x', 'town')",
    "UPDATE records_publication SET state = 'published'", "DROP TABLE units_agency", "CREATE TABLE mine (a int)",
    "CREATE TEMP TABLE mine AS SELECT * FROM records_content", "ALTER TABLE units_agency RENAME TO mine",
    "SELECT * FROM records_content", "SELECT * FROM units_person", "SELECT * FROM kit_journalentry",
    "SELECT sealed FROM requests_envelope", "SELECT agency FROM requests_envelope", "SELECT sealed FROM requests_piece",
    "UPDATE requests_envelope SET taken_at = NULL", "DELETE FROM requests_envelope", "DELETE FROM requests_piece",
    "UPDATE requests_piece SET size = 0", "UPDATE requests_statuscard SET sealed = ''", "DELETE FROM requests_cardfile",
    "INSERT INTO requests_statuscard (card, sealed, version, updated_at) VALUES ('x', 'x', 1, '2026-01-01')",
    "SELECT sealed FROM requests_request", "SELECT count(*) FROM requests_attachment",
    "SELECT title FROM units_agency, records_record", "SELECT (SELECT max(id) FROM records_content)",
)  # fmt: skip
ONLY_SQLITE = (
    "ATTACH DATABASE ':memory:' AS other", "PRAGMA writable_schema = ON", "PRAGMA table_info(records_content)",
    "SELECT sql FROM sqlite_master", "SELECT * FROM main.records_publication", "SELECT * FROM pragma_table_list",
    "SELECT count(*) FROM main.statistics_annualreport", "SELECT load_extension('x')", "DROP VIEW records_publication",
    "SELECT packed FROM search_gone_a", "INSERT INTO search_index_a(search_index_a) VALUES ('rebuild')", "VACUUM",
)  # fmt: skip
COUNTING = (
    "INSERT INTO columns_visit (day, agency_code, column_code, point, count) VALUES ('2026-01-01', '', 'home', '', 1) "
    "ON CONFLICT (day, agency_code, column_code, point) DO UPDATE SET count = columns_visit.count + excluded.count"
)
HANDING_IN = (
    "INSERT INTO requests_envelope (kind, receipt_number, agency, card, token, sealed, pieces, at, fault) "
    "VALUES ('message', 'x', '', 'x', 'border-token', 'x', 0, '2026-01-01', '')"
)
REPLACING = HANDING_IN.replace("INSERT", "INSERT OR REPLACE", 1)
HIDDEN = "SELECT count(*) FROM records_publication WHERE state = 'replaced'"


def test_sqlite_refuses_all_but_the_listed_tables(on_sqlite: Site) -> None:
    with closing(sqlite3.connect(on_sqlite.home / "gongkai.sqlite3", isolation_level=None)) as asked:
        names = [row[0] for row in asked.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        hidden = asked.execute(HIDDEN).fetchone()[0]
        veil(asked)
        asked.set_authorizer(watchman(rows=True))
        for statement in (*DENIED, *ONLY_SQLITE, *(f"SELECT * FROM {name}" for name in set(names) - readable())):
            with pytest.raises(sqlite3.DatabaseError, match=r"authorized|prohibited|is a view|denied"):
                asked.execute(statement)
        assert hidden > 0
        assert asked.execute(HIDDEN).fetchone() == (0,)
        assert asked.execute("SELECT count(*) FROM records_publication").fetchone()[0] > 0
        asked.execute(COUNTING)
        asked.execute(HANDING_IN)
        with pytest.raises(sqlite3.IntegrityError, match="never replaced"):
            asked.execute(REPLACING)


@pytest.mark.postgres
def test_the_role_is_refused_all_but_the_listed_tables(on_postgresql: Site) -> None:
    around = on_postgresql.around
    with psycopg.connect(around["GONGKAI_DATABASE_URL"], autocommit=True) as own:
        names = [row[0] for row in own.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        assert own.execute(HIDDEN).fetchone() != (0,)
    with psycopg.connect(around["GONGKAI_PUBLIC_DATABASE_URL"], autocommit=True) as asked:
        for statement in (*DENIED, *(f'SELECT * FROM "{name}"' for name in set(names) - readable())):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                asked.execute(statement)
        assert asked.execute(HIDDEN).fetchone() == (0,)
        asked.execute(COUNTING)
        asked.execute(HANDING_IN)
        assert asked.execute("SELECT count(*) FROM requests_envelope WHERE token = 'border-token'").fetchone() == (1,)


def test_the_border_proves_itself(site: Site) -> None:
    done = subprocess.run([*COMMAND, "border", "check"], env=site.around, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.postgres
def test_a_right_too_many_is_named(on_postgresql: Site) -> None:
    around = on_postgresql.around
    role = around["GONGKAI_PUBLIC_DATABASE_URL"].split("//")[1].split("@")[0]
    with psycopg.connect(around["GONGKAI_DATABASE_URL"], autocommit=True) as own:
        own.execute(f"GRANT SELECT (title) ON records_record TO {role}")
        try:
            done = subprocess.run(
                [*COMMAND, "border", "check"], env=around, capture_output=True, text=True, timeout=120
            )
        finally:
            own.execute(f"REVOKE ALL ON records_record FROM {role}")
            own.execute(f"REVOKE SELECT (title) ON records_record FROM {role}")
    assert done.returncode == 1
    assert "records_record 有不该有的权限 SELECT" in done.stderr


@pytest.mark.postgres
def test_the_public_process_has_no_staff_side(on_postgresql: Site) -> None:
    visitor = Visitor(on_postgresql.address, on_postgresql.always)
    for address in ("/desk/", "/desk/records/1/", "/account/login/", "/api/oa/v1/docs"):
        assert visitor.ask(address).status == 404, address
    page = visitor.ask("/records/")
    assert page.status == 200
    assert page["set-cookie"] == ""
    visitor.leave()
    alone = json.loads(on_postgresql.around["ALONE"])
    asked = "from gongkai.records.models import Content; Content.objects.count()"
    command = [COMMAND[0], "-c", f"import django; django.setup(); {asked}"]
    done = subprocess.run(command, env=alone, capture_output=True, text=True, timeout=120)
    assert "permission denied for table records_content" in done.stderr
