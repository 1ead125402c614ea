"""./run bench annual: the annual report's reader, checks and roll-up beside other programs, on the same files."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import peers
from bench.annual import outcome
from bench.measure import ROOT, child, load, machine, this_python

RESULTS = ROOT / "bench" / "results" / "annual.md"
KINDS = tuple(outcome.WORDS)
NAMED = ("duckdb", "markitdown", "openpyxl", "pandas", "pdfplumber", "pyarrow", "python-docx")
NOTES = """\
How it is measured. Every reader runs in its own process, one kind of file at a time; time is reading alone, without the
start of the program; memory is the peak of the process and its largest child, with all that it imports. A blank cell is
nought to the peers. A figure the paper lost and its sums settle counts as right when solved, missing when left open; a
figure given where none can be known counts as wrong. The peers are told the edition and use the labels of our own data;
gongkai finds the edition by itself. `gongkai + judge` also makes every finding, which no peer does.

What favours whom. "printed" files are made by our own renderers, "plain" files are bare grids as other programs
write them. PDF files exist as printed only. Pasted texts come in seven shapes, each whole and with seven breaks (a row
or label lost, figures lost, noughts blank, shifted, mistyped, a page number between). The sample texts are five real
papers; they and the made shapes were also used in developing the reader, so its figures here are not those of papers
never seen. The peers' readers are short ones, written for this benchmark, with a row looked for in printed order:
`tables by hand` takes pandas.read_html, pandas.read_excel, python-docx tables or pdfplumber tables and reads figures by
column position from the right; text it searches for label and figures, as the reader behind markitdown always does.

Where others are better. The short readers are faster than gongkai on most kinds of file, and on whole, well-made tables
they read as well or nearly so; pandas checks sums many times faster and finds the same slips; DuckDB adds up from
Parquet, and pandas and DuckDB from CSV, faster than gongkai, for several times the memory.

Not run. docling reads PDF and pictures with models from a model hub and brings torch; unstructured fetches a language
model from its publisher's site when it meets the first paragraph. Both need more than the package index."""


def read_all(folder: Path, peer: Path) -> list[dict[str, Any]]:
    """Every reader over every kind it is made for."""
    results = []
    for kind in KINDS:
        results.append(child(this_python(), "bench.annual.own", "gongkai", kind, str(folder)))
        results.append(child(this_python(), "bench.annual.own", "gongkai + judge", kind, str(folder)))
        results.append(child(peer, "bench.annual.peer_tables", "tables by hand", kind, str(folder)))
        if kind == "pdf":
            results.append(child(peer, "bench.annual.peer_tables", "pdfplumber text", kind, str(folder)))
        results.append(child(peer, "bench.annual.peer_markitdown", "markitdown", kind, str(folder)))
    return results


def sum_all(folder: Path, peer: Path) -> list[tuple[str, str, dict[str, Any]]]:
    """The roll-up by all means; raises SystemExit where two totals differ."""
    where = str(folder)
    child(this_python(), "bench.annual.summing", "write", where)
    child(peer, "bench.annual.peer_summing", "parquet", where)
    results = [
        (
            "gongkai sum_values",
            "filings streamed from memory",
            child(this_python(), "bench.annual.summing", "memory", where),
        ),
        ("gongkai sum_values", "read from CSV and summed", child(this_python(), "bench.annual.summing", "file", where)),
        ("duckdb", "CSV read and summed", child(peer, "bench.annual.peer_summing", "duckdb-csv", where)),
        ("duckdb", "Parquet read and summed", child(peer, "bench.annual.peer_summing", "duckdb-parquet", where)),
        (
            "duckdb",
            "Parquet read into Python rows, no sum",
            child(peer, "bench.annual.peer_summing", "duckdb-fetch", where),
        ),
        ("pandas", "CSV read and summed", child(peer, "bench.annual.peer_summing", "pandas-csv", where)),
    ]
    for name, what, result in results:
        if result["totals"] and result["totals"] != results[0][2]["totals"]:
            raise SystemExit(f"{name}, {what}: other totals than gongkai's.")
    return results


def main() -> None:
    """Run all, print the tables, write bench/results/annual.md."""
    peer, console = peers.python(), Console(width=140)
    started, before = time.perf_counter(), load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        child(this_python(), "bench.annual.corpus", name)
        results = read_all(folder, peer)
        own = child(this_python(), "bench.annual.checking", name)
        checked = outcome.checking(
            own, *(child(peer, "bench.annual.peer_checking", name, how) for how in ("nought", "skipped"))
        )
        tables = [outcome.reading(results), outcome.shapes(results), checked, outcome.summing(sum_all(folder, peer))]
    for table in tables:
        table.show(console)
    failures = [f"* {result['reader']}: {line}" for result in results for line in result["failed"]]
    pinned = ", ".join(f"{name} {peers.versions()[name]}" for name in NAMED)
    text = [
        "# The annual report beside other programs", "Written by `./run bench annual`.",
        f"Machine: {machine()}. Load of the last minute before {before}, after {load()}; other work ran beside it. "
        f"The run took {time.perf_counter() - started:.0f} seconds. Peers: {pinned}.",
        *(table.markdown() for table in tables), *(["## Failures", "\n".join(failures)] if failures else []), NOTES,
    ]  # fmt: skip
    RESULTS.write_text("\n\n".join(text) + "\n", "utf-8")
    console.print(f"Written: {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
