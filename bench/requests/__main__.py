"""./run bench requests [--requests N] [--times N] [--no-postgres]: screens and acts of disclosure on request.

On SQLite and, where a server answers, on PostgreSQL; beside the figures that froide showed with as many requests.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from rich.console import Console

from bench.annual.outcome import Table
from bench.measure import ROOT, load, machine, this_python
from bench.records.__main__ import answers, run

RESULTS = ROOT / "bench" / "results" / "requests.md"
# froide with 20,000 requests, 60,000 messages and 60,000 events, one warm request; measured on a shared machine.
FROIDE = {"request, replied": ("180 to 220", "10"), "list": ("136 to 175", "3"), "form for applicants": ("40", "2")}
NOTES = """\
How it is measured. Eight requests go through the real actions (registered, assigned, decided, replied under the ranks,
served; two refused, one open, one awaiting a correction); all their rows are then copied, each with its own unit,
number, applicant and card, so that every screen reads what it reads in use. One process asks each screen as the
person who uses it, through the whole stack without a network: CPU is the process's own, p95 the wall time of the
slowest of twenty, queries those of one asking. PostgreSQL's own CPU is not counted. Pages answer 200 or the run ends.

froide. Its figures are those of an earlier run with 20,000 requests and 60,000 events on another day and a shared
machine; they are not from this run and are to be read as orders of size. Its page of a request shows the messages in
public; ours shows the desk's facts, clocks and possible acts. Following a request costs a slow hash on purpose, so that
codes cannot be tried out: that is most of its CPU."""


def main() -> None:
    """Run on both databases, print the tables, write the results."""
    words = argparse.ArgumentParser(prog="./run bench requests")
    words.add_argument("--requests", dest="records", type=int, default=20_000)
    words.add_argument("--times", type=int, default=60)
    words.add_argument("--no-postgres", action="store_true")
    words.add_argument("--results", default=RESULTS.name, help="name of the file in bench/results")
    asked = words.parse_args()
    console, before, tables, told = Console(width=140), load(), [], []
    for database in ["SQLite"] + (["PostgreSQL"] if not asked.no_postgres and answers() else []):
        print(f"{database}: {asked.records} requests …", file=sys.stderr)
        found = run(database, this_python(), "bench.requests.own", asked)
        tables += [screens(database, found), acts(database, found)]
        told.append(f"{database}: {found['events']} events, {found['mb']:.0f} MB, built in {found['built']:.0f} s.")
    for table in tables:
        table.show(console)
    text = [
        "# Disclosure on request", "Written by `./run bench requests`.",
        f"Machine: {machine()}. {asked.records} requests in 40 units, {asked.times} askings a screen. Load of the last "
        f"minute before {before}, after {load()}. {' '.join(told)}",
        *(table.markdown() for table in tables), NOTES,
    ]  # fmt: skip
    place = RESULTS.with_name(asked.results)
    place.write_text("\n\n".join(text) + "\n", "utf-8")
    console.print(f"Written: {place.relative_to(ROOT)}")


def screens(database: str, found: dict[str, Any]) -> Table:
    """CPU, queries and p95 of each screen, with froide's where it was measured."""
    rows = []
    for name, figures in found["screens"].items():
        cpu, queries = FROIDE.get(name, ("", ""))
        rows.append([
            name, f"{figures['cpu']:.1f}", f"{figures['p95']:.0f}", f"{figures['queries']:.0f}", f"{figures['kb']:.0f}",
            cpu, queries,
        ])  # fmt: skip
    head = ("screen", "CPU ms", "p95 ms", "queries", "KB", "froide CPU ms", "froide queries")
    return Table(f"Screens on {database}", head, rows)


def acts(database: str, found: dict[str, Any]) -> Table:
    """What the acts cost."""
    rows = [
        ["register a request", f"{1000 * found['acts']['registering']:.0f} ms"],
        ["reply: decided, drafted, signed by rank, issued in both forms, served", f"{found['acts']['replying']:.2f} s"],
        [f"open clocks gone over after a change of the calendar ({found['moved']['clocks']:.0f})",
         f"{found['moved']['per_second']:.0f} a second"],
    ]  # fmt: skip
    return Table(f"Acts on {database}", ("act", "takes"), rows)


if __name__ == "__main__":
    main()
