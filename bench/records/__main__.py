"""./run bench records [--records N] [--times N] [--no-postgres]: the desk beside the same tasks in Wagtail.

Both hold the same records in 50 units, on SQLite and, where a server answers, on PostgreSQL.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from rich.console import Console

from bench import peers
from bench.annual.outcome import Table
from bench.measure import ROOT, child, load, machine, this_python

RESULTS = ROOT / "bench" / "results" / "records.md"
SERVER = "postgres://postgres@127.0.0.1:5432/"
SCREENS = {
    "home": "tasks of a reviewer", "list": "records of the unit", "edit": "form of a draft",
    "review": "record under review", "ledger": "ledger, third page", "publishing": "queue of the publisher",
}  # fmt: skip
NOTES = """\
How it is measured. Each program sets up its own database with the same records: of a hundred in a unit, five are
drafts, five await the secrecy review, the others are finished. Then one process asks each screen as the person who
uses it, through the whole stack without a network; CPU is the process's own, p95 the wall time of the slowest of
twenty, queries those of one asking. SQLite runs inside the process; PostgreSQL's own CPU is not counted. Pages
answer 200 or the run ends.

What favours whom. The screens do the same task but are not the same page: Wagtail's list of a unit is its page
explorer with 50 rows, ours has 20; its form and review page carry its editor's widgets. Its "import" makes a page
with a revision and checks nothing; ours reads an Excel file, checks every row, journals it and makes the record.
Its "publish" is a submission, two approvals and a page going live; ours is a submission with screening, every step
of the chain, all checks again, a number without gaps, a snapshot and a chained journal row for each act. Wagtail
has no ledger by class and mark, no index number, no journal that can be proven, and lets the reviewer approve his
own submission (`field` notes of the design); these are not in the figures."""


def main() -> None:
    """Run both programs on both databases, print the tables, write the results."""
    words = argparse.ArgumentParser(prog="./run bench records")
    words.add_argument("--records", type=int, default=100_000)
    words.add_argument("--times", type=int, default=60)
    words.add_argument("--no-postgres", action="store_true")
    asked = words.parse_args()
    peer, console, before = peers.python(), Console(width=140), load()
    databases = ["SQLite"] + (["PostgreSQL"] if not asked.no_postgres and answers() else [])
    tables = []
    for database in databases:
        print(f"{database}: {asked.records} records …", file=sys.stderr)
        own, other = (run(database, python, module, asked) for python, module in (
            (this_python(), "bench.records.own"), (peer, "bench.records.peer_wagtail")
        ))  # fmt: skip
        tables += [screens(database, own, other), work(database, own, other)]
    for table in tables:
        table.show(console)
    text = [
        "# The desk beside Wagtail", "Written by `./run bench records`.",
        f"Machine: {machine()}. {asked.records} records in 50 units, {asked.times} askings a screen. Load of the last "
        f"minute before {before}, after {load()}. Peer: Wagtail {peers.versions()['wagtail']} with its workflow.",
        *(table.markdown() for table in tables), NOTES,
    ]  # fmt: skip
    RESULTS.write_text("\n\n".join(text) + "\n", "utf-8")
    console.print(f"Written: {RESULTS.relative_to(ROOT)}")


def answers() -> bool:
    """Whether a PostgreSQL server is there."""
    try:
        psycopg.connect(SERVER + "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def run(database: str, python: Path, module: str, asked: argparse.Namespace) -> dict[str, Any]:
    """One program on one database of its own, taken away afterwards."""
    name = "gongkai_bench_" + module.rpartition(".")[2]
    with tempfile.TemporaryDirectory() as home:
        os.environ["GONGKAI_HOME"] = os.environ["BENCH_HOME"] = home
        for setting in ("GONGKAI_DATABASE_URL", "BENCH_DATABASE_URL"):
            os.environ[setting] = SERVER + name if database == "PostgreSQL" else ""
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)
        if database == "PostgreSQL":
            anew(name)
        found: dict[str, Any] = child(python, module, str(asked.records), str(asked.times))
        if database == "PostgreSQL":
            anew(name, make=False)
    return found


def anew(name: str, *, make: bool = True) -> None:
    """Drop the database, and make it again unless told not to."""
    with psycopg.connect(SERVER + "postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if make:
            connection.execute(f'CREATE DATABASE "{name}"')


def screens(database: str, own: dict[str, Any], other: dict[str, Any]) -> Table:
    """CPU, queries and p95 of each screen, and Wagtail's over ours."""
    rows = []
    for name, words in SCREENS.items():
        mine, theirs = own["screens"][name], other["screens"].get(name)
        for program, figures in (("gongkai", mine), ("Wagtail", theirs)):
            if figures:
                ratio = f"{figures['cpu'] / mine['cpu']:.1f}"
                rows.append([
                    words, program, f"{figures['cpu']:.1f}", ratio, f"{figures['p95']:.0f}",
                    f"{figures['queries']:.0f}", f"{figures['kb']:.0f}",
                ])  # fmt: skip
    head = ("screen", "program", "CPU ms", "CPU ÷ gongkai", "p95 ms", "queries", "KB")
    return Table(f"Screens on {database}", head, rows)


def work(database: str, own: dict[str, Any], other: dict[str, Any]) -> Table:
    """Rows imported and records published a second."""
    rows = [
        ["rows imported", "gongkai", f"{own['import']['per_second']:.0f}", "1.0"],
        ["pages made", "Wagtail", *per(other, own, "import")],
        ["records through the whole chain", "gongkai", f"{own['publish']['per_second']:.1f}", "1.0"],
        ["pages through the workflow", "Wagtail", *per(other, own, "publish")],
        ["publication alone", "gongkai", f"{own['publish']['alone']:.1f}", ""],
    ]
    return Table(f"Work on {database}", ("work", "program", "a second", "÷ gongkai"), rows)


def per(other: dict[str, Any], own: dict[str, Any], what: str) -> tuple[str, str]:
    """The peer's figure and its ratio to ours."""
    theirs, mine = other[what]["per_second"], own[what]["per_second"]
    return f"{theirs:.1f}", f"{theirs / mine:.1f}"


if __name__ == "__main__":
    main()
