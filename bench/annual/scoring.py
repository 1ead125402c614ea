"""Running a reader over the files of one kind, and counting its cells against the truth."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from bench.measure import say

Cells = Mapping[str, Decimal]
Reader = Callable[[Path, str], Cells]


def score(truth: Mapping[str, str | None], cells: Cells) -> Counter[str]:
    """Right, wrong and missing cells. A figure for a cell that the paper does not have counts as wrong."""
    counted: Counter[str] = Counter()
    for cell, value in truth.items():
        if value is None:
            counted["wrong"] += cell in cells
        elif cell not in cells:
            counted["missing"] += 1
        else:
            counted["right" if cells[cell] == Decimal(value) else "wrong"] += 1
    counted["wrong"] += sum(cell not in truth for cell in cells)
    return counted


def run(readers: Mapping[str, Reader]) -> None:
    """Words of the command: reader, kind, folder. Reads every file of the kind and says cells, seconds and memory."""
    name, kind, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    reader = readers[name]
    counted: Counter[str] = Counter()
    shapes: dict[str, Counter[str]] = {}
    failed: list[str] = []
    chosen = [entry for entry in json.loads((folder / "files.json").read_text("utf-8")) if entry["kind"] == kind]
    started = time.perf_counter()
    for entry in chosen:
        try:
            cells = reader(folder / entry["name"], entry["form"])
        except Exception as error:
            failed.append(f"{entry['name']}: {type(error).__name__}: {error}"[:200])
            cells = {}
        made = score(entry["truth"], cells)
        counted.update(made)
        shapes.setdefault(entry["shape"].split("/")[0], Counter()).update(made)
    seconds = time.perf_counter() - started
    say({
        "reader": name, "kind": kind, "files": len(chosen), "seconds": seconds, "cells": dict(counted),
        "shapes": {shape: dict(made) for shape, made in shapes.items()}, "failed": failed,
    })  # fmt: skip
