"""One figure of a filing: how it came, what it counts, what was said of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.desk.filings.receiving import receives
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cited
from gongkai.law.measures import measure_of
from gongkai.statistics import reads_filings


@require_safe
@staff_page
def cell(request: HttpRequest, pk: int, cell: str) -> HttpResponse:
    """A sum opens onto the filings below, a counted figure onto its things."""
    actor, on = actor_in(request), clock.today()
    found = reads_filings.page(actor, pk, on)
    if cell not in found.form.cells:
        raise Http404
    number = request.GET.get("page", "")
    opened = reads_filings.cell_things(actor, found.filing, cell, on, int(number) if number.isdecimal() else 1)
    try:
        definition = measure_of(found.form.id, cell)
        cite = cited(definition.cite).words
    except UnknownLaw:
        definition, cite = None, ""
    context = {
        "found": found, "row": found.filing, "its": found.cells[cell], "spec": found.form.cells[cell], "cell": cell,
        "receives": receives(actor, found.filing), "opened": opened, "definition": definition, "cite": cite,
        "parts": reads_filings.parts(actor, found.filing, cell),
        "errata": [one for one in found.errata if one.cell == cell],
        "marks": [one for one in found.marks if one.cell == cell],
        "said": [one for one in found.explanations if one.cell == cell],
    }  # fmt: skip
    return render(request, "desk/filings/cell.html", context)
