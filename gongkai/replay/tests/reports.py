"""The sample reports as read, and a small one made up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from gongkai.annual.documents import Place
from gongkai.annual.report import Figure, Report
from gongkai.law.checks import check
from gongkai.law.formats import formats
from gongkai.law.mends import mends
from gongkai.replay.derive import added
from gongkai.replay.facts import Asked, Contested, YearFacts
from gongkai.replay.samples import find, read

SAMPLES = ((2025, "泉港区"), (2019, "泉港区"), (2020, "鲤城区"))


@cache
def sample(year: int, unit: str) -> Report:
    """A published report, read and judged once."""
    return read(find(year, unit))


def a_report(*asked: Asked, cases: tuple[Contested, ...] = (), year: int = 2023, edition: str = "2021") -> Report:
    """A sound report on a year of these requests and cases."""
    form = formats()[edition]
    facts = YearFacts("", year, edition, asked, cases, {})
    values = dict.fromkeys(form.cells, Decimal(0)) | added(facts, form)
    return with_values(Report("made-up", "", "", year, form, {}, ()), values)


def with_values(report: Report, values: dict[str, Decimal]) -> Report:
    """The same report with these figures, judged anew by the relations of its form."""
    assert report.form is not None
    figures = {cell: Figure(value, str(value), Place()) for cell, value in values.items()}
    checked = check(report.form, values)
    unread = tuple(cell for cell in report.form.cells if cell not in values)
    found = mends(report.form, values, checked)
    return replace(report, figures=figures, unread=unread, findings=tuple(checked.findings), mends=found)
