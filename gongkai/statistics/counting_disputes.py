"""Reconsiderations and suits of a period: what was filed in it, and where each case counts (docs/decisions/D-298)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.disputes.counting import cases_between
from gongkai.statistics.measured import Thing
from gongkai.statistics.measuring_facts import Fact, Span

FILED, COUNTED = "filed", "counted"
EVENTS = (FILED, COUNTED)


def facts(span: Span) -> Iterator[Fact]:
    """The cases of the units, a case once in each event, whatever its instances. One query."""
    for case in cases_between(tuple(span.agencies), span.first, span.last):
        marks = {"kind": case.kind, "block": case.block, "level": span.level(case.agency_id)}
        thing = Thing("dispute", case.pk, span.code(case.agency_id))
        if case.filed_on >= span.first:
            yield Fact(FILED, marks, thing)
        if case.column is not None:
            yield Fact(COUNTED, marks | {"result": case.column}, thing)
