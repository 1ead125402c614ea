"""A hundred thousand filings added up by the product: from memory, and from a file of comma-separated figures."""

from __future__ import annotations

import csv
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.annual.shapes import facts
from bench.measure import say
from gongkai.annual.rollup import Sums, sum_values
from gongkai.law.formats import formats

FORM = "2021"
FILINGS = 100_000
DISTINCT = 1_000
FILE = "filings.csv"


def distinct() -> list[dict[str, int]]:
    """Filings of 200 cells with whole figures, most of them nought, as real ones are."""
    form = formats()[FORM]
    dice = random.Random("summing")
    return [{cell: int(value) for cell, value in facts(form, dice, busy=0.2).items()} for _ in range(DISTINCT)]


def write(folder: Path) -> None:
    """The filings as one file: the distinct ones over and over."""
    filings = distinct()
    lines = [",".join(map(str, values.values())) + "\n" for values in filings]
    with (folder / FILE).open("w", encoding="utf-8") as out:
        out.write(",".join(f'"{cell}"' for cell in filings[0]) + "\n")
        out.writelines(lines[index % DISTINCT] for index in range(FILINGS))


def from_file(path: Path) -> Iterator[dict[str, int]]:
    """One filing after another out of the file; none is kept."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        cells = next(rows)
        for row in rows:
            yield dict(zip(cells, map(int, row), strict=True))


def main(how: str, folder: Path) -> None:
    """`write`, `memory` (the sum alone) or `file` (reading and sum): says seconds, memory and totals."""
    if how == "write":
        write(folder)
        say({"size": (folder / FILE).stat().st_size})
        return
    cells = tuple(formats()[FORM].cells)
    filings = distinct() if how == "memory" else []
    started = time.perf_counter()
    if how == "memory":
        sums: Sums = sum_values((filings[index % DISTINCT] for index in range(FILINGS)), cells)
    else:
        sums = sum_values(from_file(folder / FILE), cells)
    seconds = time.perf_counter() - started
    assert sums.filings == FILINGS
    say({"seconds": seconds, "totals": {cell: int(value) for cell, value in sums.totals.items()}})


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
