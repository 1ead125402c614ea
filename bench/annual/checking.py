"""Slips in made reports: the product's checks, one report at a time, and what they find."""

from __future__ import annotations

import json
import random
import sys
import time
from decimal import Decimal
from pathlib import Path

from bench.annual.shapes import facts
from bench.measure import say
from gongkai.law.checks import check
from gongkai.law.formats import ReportFormat, formats

FORM = "2021"
RULES = ("R1", "R2", "R3", "R4")
COUNT = 300


def reports(form: ReportFormat) -> list[dict[str, object]]:
    """Sound reports, the same with one figure changed, and the same with one figure unread."""
    inside = sorted({cell for relation in form.relations if relation.code in RULES for cell in relation.cells})
    made: list[dict[str, object]] = []
    for seed in range(COUNT):
        dice = random.Random(f"checking/{seed}")
        values = {cell: str(value) for cell, value in facts(form, dice, busy=0.3).items()}
        slip, lost = dice.choice(inside), dice.choice(inside)
        changed = str(int(values[slip]) + dice.choice([1, 9, 10, 100]))
        made.append({"values": values, "slip": "", "lost": ""})
        made.append({"values": values | {slip: changed}, "slip": slip, "lost": ""})
        without = {cell: value for cell, value in values.items() if cell != lost}
        made.append({"values": without, "slip": "", "lost": lost})
    return made


def main(folder: Path) -> None:
    """Write the reports for the peer, check them all, say how many of each sort had an error in R1 to R4."""
    form = formats()[FORM]
    made = reports(form)
    (folder / "checking.json").write_text(json.dumps(made), "utf-8")
    read = [{cell: Decimal(value) for cell, value in report["values"].items()} for report in made]  # type: ignore[attr-defined]
    started = time.perf_counter()
    checked = [check(form, values) for values in read]
    seconds = time.perf_counter() - started
    counts = {"slips": 0, "sound": 0, "unread": 0, "flagged_slip_cell": 0}
    for report, result in zip(made, checked, strict=True):
        errors = [finding for finding in result.findings if finding.code in RULES and finding.level == "error"]
        sort = "slips" if report["slip"] else "unread" if report["lost"] else "sound"
        counts[sort] += bool(errors)
        counts["flagged_slip_cell"] += any(report["slip"] in finding.cells for finding in errors)
    say({"reports": len(made), "each": COUNT, "seconds": seconds, **counts})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
