"""python -m bench.province.own UNITS YEARS: the stages of one size; one JSON line."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")

import django

django.setup()

from datetime import date

from django.core.management import call_command

from bench.measure import say
from bench.portal.databases import megabytes, settle
from bench.province import cases, facts, filing, registers, tree
from bench.province.probe import stage
from bench.province.truth import must_equal
from gongkai.law.formats import formats
from gongkai.statistics.measuring import measure

LAST = 2025


def main(count: int, years: int) -> None:
    """Set up, write the facts, then one stage after the other."""
    call_command("migrate", verbosity=0, interactive=False)
    stages: dict[str, dict[str, float]] = {}
    with stage("generate", count, stages):
        land = tree.plant(count)
        written = facts.write(land, LAST - years + 1, LAST)
        contested = cases.contest(land, LAST)
        registered = registers.register(land, LAST - years + 1, LAST)
        settle()
    rows = dict(written.rows) | {"disputes": contested.pop("rows"), "tallies": registered.pop("rows")}
    rows |= {"agencies": len(land.everyone)}
    wanted = written.cells + contested + registered
    with stage("measure", count, stages):
        found = measure([one.pk for one in land.everyone], formats()["2021"], date(LAST, 1, 1), date(LAST, 12, 31))
    equal = must_equal("measured at once", {cell: one.value for cell, one in found.items()}, wanted)
    filers = filing.Filers(land, LAST)
    with stage("file", len(land.everyone), stages):
        filers.file_all()
    for name, level in (("districts", land.districts), ("cities", land.cities), ("province", [land.province])):
        with stage(f"roll up: {name}", len(level), stages):
            whole = filers.roll_up_all(level)
    sums = filing.added_up(whole)
    must_equal("added up", sums, wanted)
    with stage("plain SQL", 1, stages):
        plain = filing.plain_sums(LAST)
    if {cell: value for cell, value in plain.items() if value} != {
        cell: value for cell, value in sums.items() if value
    }:
        raise SystemExit("plain SQL comes to other sums")
    rows["filed cells"] = filing.cells()
    say({"stages": stages, "rows": rows, "mb": megabytes(), "equal": equal})


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
