"""The same filings in DuckDB and pandas: summed inside from either file, and only fetched into Python."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb  # type: ignore[import-not-found]  # in the peers' environment only
import pandas  # type: ignore[import-untyped]  # in the peers' environment only

from bench.measure import say

CSV, PARQUET = "filings.csv", "filings.parquet"


def totals(source: str) -> dict[str, int]:
    """Sum of every column inside DuckDB."""
    connection = duckdb.connect()
    names = [column[0] for column in connection.execute(f"SELECT * FROM {source} LIMIT 0").description]
    row = connection.execute(f"SELECT sum(COLUMNS(*)) FROM {source}").fetchone()
    return {name: int(value) for name, value in zip(names, row, strict=True)}


def main(how: str, folder: Path) -> None:
    """`parquet` writes it; `duckdb-csv`, `duckdb-parquet`, `pandas-csv` sum; `duckdb-fetch` only reads the rows."""
    text, packed = f"read_csv('{folder / CSV}', header=true)", f"read_parquet('{folder / PARQUET}')"
    if how == "parquet":
        duckdb.connect().execute(f"COPY (SELECT * FROM {text}) TO '{folder / PARQUET}' (FORMAT parquet)")
        say({"size": (folder / PARQUET).stat().st_size})
        return
    started = time.perf_counter()
    found: dict[str, int] = {}
    if how == "duckdb-fetch":
        rows = duckdb.connect().execute(f"SELECT * FROM {packed}")
        count = 0
        while batch := rows.fetchmany(2000):
            count += len(batch)
        assert count == 100_000
    elif how == "pandas-csv":
        found = {name: int(value) for name, value in pandas.read_csv(folder / CSV).sum().items()}
    else:
        found = totals(text if how == "duckdb-csv" else packed)
    say({"seconds": time.perf_counter() - started, "totals": found})


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
