"""./run bench province [--units 10,100,1000,3000] [--years N] [--no-postgres]: a province as its units grow in number.

Supervision, filing, sums. Every size has a database of its own, on SQLite and, where a server answers, on PostgreSQL.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from rich.console import Console

from bench.annual.outcome import Table
from bench.measure import ROOT, load, machine, this_python
from bench.records.__main__ import answers, run

RESULTS = ROOT / "bench" / "results" / "province.md"
SIZES = "10,100,1000,3000"
HEAD = ("stage", "units", "seconds", "CPU s", "ms each", "× for × units", "statements each", "peak MiB")
ROWS = ("agencies", "requests", "open", "disputes", "tallies", "clocks", "notices", "filed cells")
NOTES = """\
How it is measured. A unit is a department or a town; above thirty of them stands a district, above ten districts a
city, above all the province, so that 3,000 units are 100 districts and 10 cities (`agencies` counts all). Facts are
written in bulk from a seed: requests with their matter, clock and closing step, disputes, and a figure a quarter and
kind from other registers; about 8 requests a unit and year and 25 a government, most units few and some many. Papers,
files, publications and columns are not written: `bench requests` and `bench portal` measure those. Only the last year
is filed; the years before it are there to be searched through. Everything after that is the product itself: the
watcher's rounds, and for every unit and government its filing opened with all cells counted, sent under the relations
and accepted by its receiver, each a journalled action; then the sums from the districts up, each held against what the
platform counts over all units below. One process does it, one after the other.

Proof. The writer of the facts counts tables two, three and four apart from the product. What is measured at once, and
what reaches the province through 3,000 filings and three levels of sums, must both equal that cell by cell, no sum may
differ from its own count, no notice may be made twice, and no filing may break a relation; otherwise the run ends.

Reading the tables. "each" is by unit or government that files, for sums by the government that adds up. "× for ×
units" is the growth of the time beside the growth of the units since the size above: 10 for 10 is linear. CPU is this
process alone, not PostgreSQL's. Peak memory is the process's mark during that stage, all of Django and the law's data
included (the smallest size shows what that is). SQLite runs inside the process.

Plain SQL, the named peer, is one statement that adds up all units' own filings. It comes to the same sums and does
nothing else: no tree of that year, nobody missing, nothing counted twice, no units that merged, no correction after
issue, no own count beside it, nothing to open a cell onto, no journal."""


def main() -> None:
    """Run every size on both databases, print the tables, write the results."""
    words = argparse.ArgumentParser(prog="./run bench province")
    words.add_argument("--units", default=SIZES, help=f"sizes, with commas between ({SIZES})")
    words.add_argument("--years", type=int, default=5)
    words.add_argument("--no-postgres", action="store_true")
    words.add_argument("--results", default=RESULTS.name, help="name of the file in bench/results")
    asked = words.parse_args()
    sizes = sorted({int(one) for one in asked.units.split(",")})
    console, before, tables = Console(width=140), load(), []
    for database in ["SQLite"] + (["PostgreSQL"] if not asked.no_postgres and answers() else []):
        found = {}
        for size in sizes:
            print(f"{database}: {size} units …", file=sys.stderr)
            of_one = argparse.Namespace(records=size, times=asked.years)
            found[size] = run(database, this_python(), "bench.province.own", of_one)
        tables += [stages(database, found), written(database, found)]
    for table in tables:
        table.show(console)
    text = [
        "# A province on paper", "Written by `./run bench province`.",
        f"Machine: {machine()}. Facts of {asked.years} years. Load of the last minute before {before}, after {load()}.",
        *(table.markdown() for table in tables), NOTES,
    ]  # fmt: skip
    place = RESULTS.parent / asked.results
    place.write_text("\n\n".join(text) + "\n", "utf-8")
    console.print(f"Written: {place}")


def stages(database: str, found: dict[int, dict[str, Any]]) -> Table:
    """Each stage at each size, with how it grew since the size before."""
    rows, smallest = [], min(found)
    for name in found[smallest]["stages"]:
        before: tuple[int, float] | None = None
        for size, all_of_it in found.items():
            one = all_of_it["stages"][name]
            grown = f"{one['seconds'] / before[1]:.1f} for {size / before[0]:.0f}" if before else ""
            rows.append([
                name, str(size), f"{one['seconds']:.2f}", f"{one['cpu']:.2f}",
                f"{1000 * one['seconds'] / one['things']:.1f}", grown, f"{one['statements'] / one['things']:.1f}",
                f"{one['peak']:.0f}",
            ])  # fmt: skip
            before = (size, one["seconds"])
    return Table(f"Stages on {database}", HEAD, rows)


def written(database: str, found: dict[int, dict[str, Any]]) -> Table:
    """How many rows there are at each size, how large the database is, and how many cells were proven equal."""
    rows = [
        [str(size), *(f"{one['rows'][name]}" for name in ROWS), f"{one['mb']:.0f}", str(one["equal"])]
        for size, one in found.items()
    ]
    return Table(f"What there is on {database}", ("units", *ROWS, "MB", "cells proven"), rows)


if __name__ == "__main__":
    main()
