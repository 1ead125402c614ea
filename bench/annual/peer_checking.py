"""The same four rules in pandas: one frame for all reports, a column a cell, whole columns compared at once."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pandas  # type: ignore[import-untyped]  # in the peers' environment only

from bench.measure import say


def differs(left: pandas.Series, right: pandas.Series) -> pandas.Series:
    """True where two sums differ; a sum over a blank says nothing."""
    return (left != right) & left.notna() & right.notna()


def broken(frame: pandas.DataFrame) -> pandas.DataFrame:
    """True for each rule and report where the sums do not hold."""
    rows: dict[str, list[str]] = {}
    for column in frame.columns:
        rows.setdefault(column.rsplit(".", 1)[0], []).append(column)
    groups = [name.rsplit(".", 1)[1] for name in rows["t3.new_received"]]
    ends = {"t3.new_received", "t3.carried_in", "t3.outcome_total", "t3.carried_out"}
    outcomes = [row for row in rows if row.startswith("t3.") and row not in ends]
    found = {}
    for group in groups:
        left = frame[f"t3.new_received.{group}"] + frame[f"t3.carried_in.{group}"]
        right = frame[f"t3.outcome_total.{group}"] + frame[f"t3.carried_out.{group}"]
        found[f"R1 {group}"] = differs(left, right)
        summed = frame[[f"{row}.{group}" for row in outcomes]].sum(axis=1, skipna=False)
        found[f"R2 {group}"] = differs(frame[f"t3.outcome_total.{group}"], summed)
    for row, columns in rows.items():
        if row.startswith(("t3.", "t4.")):
            parts = [column for column in columns if not column.endswith(".total")]
            found[f"R3/R4 {row}"] = differs(frame[f"{row}.total"], frame[parts].sum(axis=1, skipna=False))
    return pandas.DataFrame(found)


def main(folder: Path, how: str) -> None:
    """Check the reports that the product checked. A blank becomes nought or, `skipped`, its sums are left out."""
    made = json.loads((folder / "checking.json").read_text("utf-8"))
    frame = pandas.DataFrame([report["values"] for report in made]).astype(float)
    frame = frame.fillna(0) if how == "nought" else frame
    started = time.perf_counter()
    wrong = broken(frame).any(axis=1).tolist()
    seconds = time.perf_counter() - started
    counts = {"slips": 0, "sound": 0, "unread": 0}
    for report, flag in zip(made, wrong, strict=True):
        counts["slips" if report["slip"] else "unread" if report["lost"] else "sound"] += flag
    say({"reports": len(made), "seconds": seconds, "blanks": f"blanks {how}", **counts})


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
