"""python -m bench.province.own UNITS YEARS: the stages of one size; one JSON line."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")

import django

django.setup()

from collections import Counter
from datetime import date
from decimal import Decimal

from django.core.management import call_command

from bench.measure import say
from bench.portal.databases import megabytes, settle
from bench.province import cases, facts, filing, registers, supervising
from bench.province.probe import Stages, stage
from bench.province.tree import Tree, plant
from bench.province.truth import must_equal
from gongkai.law.formats import formats
from gongkai.statistics.measuring import measure

LAST, FORM = 2025, "2021"


def main(count: int, years: int) -> None:
    """Set up, write the facts, then one stage after the other; figures that are not the written ones end the run."""
    call_command("migrate", verbosity=0, interactive=False)
    stages: Stages = {}
    with stage("write the facts", count, stages):
        land = plant(count)
        rows, wanted = _facts(land, LAST - years + 1)
        filers = filing.Filers(land, LAST)
        filers.expect()
        settle()
    everyone = len(land.everyone)
    _watch(supervising.BEFORE, everyone, stages)
    with stage("measure the province at once", everyone, stages):
        found = measure([one.pk for one in land.everyone], formats()[FORM], date(LAST, 1, 1), date(LAST, 12, 31))
    must_equal("measured at once", {cell: one.value for cell, one in found.items()}, wanted)
    del found
    equal = _filed(land, filers, wanted, stages)
    _watch([supervising.AFTER], everyone, stages)
    rows |= supervising.watched(at_least=rows["open"] + everyone) | {
        "filed cells": filing.cells(),
        "agencies": everyone,
    }
    say({"stages": stages, "rows": rows, "mb": megabytes(), "equal": equal})


def _facts(land: Tree, first: int) -> tuple[dict[str, int], Counter[str]]:
    """The rows of all years, how many there are, and the cells that the last year must show."""
    written = facts.write(land, first, LAST)
    contested, registered = cases.contest(land, LAST), registers.register(land, first, LAST)
    rows = dict(written.rows) | {"disputes": contested.pop("rows"), "tallies": registered.pop("rows")}
    return rows, written.cells + contested + registered


def _filed(land: Tree, filers: filing.Filers, wanted: Counter[str], stages: Stages) -> int:
    with stage("file: open, send, accept", len(land.everyone), stages):
        filers.file_all()
    for name, level in (("districts", land.districts), ("cities", land.cities), ("the province", [land.province])):
        with stage(f"add up {name}", len(level), stages):
            whole = filers.roll_up_all(level)
    sums = filing.added_up(whole)
    equal = must_equal("added up", sums, wanted)
    with stage("the same sum by plain SQL", 1, stages):
        plain = filing.plain_sums(LAST)
    if _filled(plain) != _filled(sums):
        raise SystemExit("plain SQL comes to other sums")
    with stage("check every filing", len(land.everyone), stages):
        filing.checked()
    with stage("the province's report as files", 1, stages):
        filing.rendered(whole)
    return equal


def _watch(rounds: tuple[tuple[int, str], ...] | list[tuple[int, str]], units: int, stages: Stages) -> None:
    for day, name in rounds:
        with stage(name, units, stages):
            supervising.go_round(LAST, day)


def _filled(values: dict[str, Decimal]) -> dict[str, Decimal]:
    return {cell: value for cell, value in values.items() if value}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
