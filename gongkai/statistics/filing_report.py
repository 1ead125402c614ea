"""A filing as an annual report without text: what the library checks, renders and reads back."""

from __future__ import annotations

from gongkai.annual.documents import Place
from gongkai.annual.report import Figure, Report
from gongkai.law.checks import plain
from gongkai.statistics.filing_values import form_of, judged, span_of, values_of
from gongkai.statistics.models import Filing
from gongkai.units.reads import name_on


def report_of(filing: Filing) -> Report:
    """The figures as they stand, with findings and mends. Blank cells are unread, never nought."""
    form, values = form_of(filing), values_of(filing)
    found = judged(filing, values)
    name = name_on(filing.agency, span_of(filing).last)
    title = f"{name}{span_of(filing).title}政府信息公开统计表"
    return Report(
        file=f"{filing.agency.code}-{filing.year}",
        title=title if filing.number else f"{name}{filing.year}年度{form.titles[0]}",
        agency=name,
        year=filing.year,
        form=form,
        figures={cell: Figure(value, plain(value), Place(), "typed") for cell, value in values.items()},
        unread=tuple(cell for cell in form.cells if cell not in values),
        findings=found.findings,
        mends=found.mends,
    )
