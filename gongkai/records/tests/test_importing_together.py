"""Two workers at one import, one of them killed under way: every row is a record once, and the journal holds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.house import tables
from tests.house.words import ROOT

SERVER = "postgres://postgres@127.0.0.1:5432"
ROWS = 2302
BEGIN = """
import django; django.setup()
from gongkai.kit import importing, journal
from gongkai.records import importing_job, proofs
from gongkai.records.tests.making import NOW, a_unit, actors
def work():
    while importing.work(NOW):
        pass
"""
PREPARE = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
from gongkai.records.actions.choose_columns import choose_columns
from gongkai.records.actions.confirm_import import confirm_import
from gongkai.records.actions.start_import import start_import
from gongkai.records.tests.ledger_files import a_row, a_sheet
unit = a_unit()
clerk = actors(unit)["clerk"]
rows = [a_row(n, index_number=f"QZ04001-0105-2019-{{n:05d}}") for n in range(1, {ROWS + 1})]
batch = start_import(agency=unit, name="台账.xlsx", data=a_sheet(rows), way="history", actor=clerk, now=NOW)
choose_columns(batch.pk, batch.options["columns"], actor=clerk, now=NOW)
work()
confirm_import(batch.pk, actor=clerk, now=NOW)
"""
WORK = "print('begun', flush=True)\nwork()"
CHECK = """
from gongkai.kit.models import ImportBatch
from gongkai.records.models import Content, IndexNumber, Record
batch = ImportBatch.objects.get()
broken = [*journal.verify(), *proofs.contents(), *proofs.records()]
print(batch.state, batch.done, Record.objects.exclude(content=None).count(), Content.objects.count(),
      IndexNumber.objects.count(), len(broken))
"""


def start(script: str, given: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN + script], env=os.environ | given, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def said(script: str, given: dict[str, str]) -> str:
    process = start(script, given)
    out, _ = process.communicate(timeout=180)
    assert process.returncode == 0
    return out.strip()


def applied_once(home: Path, url: str) -> None:
    given = {
        "GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded",
    }  # fmt: skip
    said(PREPARE, given)
    first, second = start(WORK, given), start(WORK, given)
    for one in (first, second):
        assert one.stdout is not None and one.stdout.readline() == "begun\n"
    time.sleep(0.5)
    first.kill()
    first.communicate()
    second.communicate(timeout=180)
    said(WORK, given)
    assert said(CHECK, given) == " ".join(["done", *[str(ROWS)] * 4, "0"])


@pytest.fixture
def server() -> Iterator[str]:
    """PostgreSQL, a database made for this and dropped after."""
    base = os.environ.get("GONGKAI_DATABASE_URL") or f"{SERVER}/postgres"
    root, name = base.rsplit("/", 1)[0].replace("postgresql://", "postgres://"), f"gongkai_import_{os.getpid()}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{root}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.slow
def test_every_row_is_applied_once_though_one_of_two_workers_is_killed(tmp_path: Path) -> None:
    tables.lay(tmp_path / "own.sqlite3")
    applied_once(tmp_path, f"sqlite:///{tmp_path / 'own.sqlite3'}")


@pytest.mark.slow
@pytest.mark.postgres
def test_the_same_on_postgresql(tmp_path: Path, server: str) -> None:
    applied_once(tmp_path, server)
