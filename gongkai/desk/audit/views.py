"""The journal's pages: for the auditor alone; looking is written down as well."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from gongkai.desk.audit.asking import asked_of
from gongkai.desk.audit.export import told, workbook
from gongkai.desk.audit.telling import chain_names, told_rows
from gongkai.desk.audit.words import word_for
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock, journal_reads, sealing

PAGE = 50
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@staff_page
def journal(request: HttpRequest) -> HttpResponse:
    """The rows asked for, newest first, with the newest seal."""
    asked, problems = asked_of(request.GET)
    asker = actor_in(request)
    found = journal_reads.entries(asker, asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    journal_reads.note_reading(asked, what="read-journal", actor=asker, now=clock.now())
    names = chain_names(asker)
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "desk/audit/journal.html",
        {
            "asked": asked, "problems": problems, "page": page, "rows": told_rows(asker, page),
            "query": query.urlencode(),
            "chains": [(one, names.get(one, one)) for one in journal_reads.chains(asker)], "seal": sealing.newest(),
            "acts": [(act, word_for(act)) for act in journal_reads.acts(asker)],
        },
    )  # fmt: skip


@require_GET
@staff_page
def entry(request: HttpRequest, chain: str, number: int) -> HttpResponse:
    """One row with all it says."""
    row = journal_reads.entry(actor_in(request), chain, number)
    if row is None:
        raise Http404
    facts = [(gettext("办理前"), told(row.before)), (gettext("办理后"), told(row.after))]
    context = {"told": told_rows(actor_in(request), [row])[0], "facts": facts}
    return render(request, "desk/audit/entry.html", context)


@require_GET
@staff_page
def export(request: HttpRequest) -> HttpResponse:
    """The rows asked for as a workbook; refused above the limit."""
    asked, _ = asked_of(request.GET)
    made = workbook(journal_reads.exported(actor_in(request), asked))
    journal_reads.note_reading(asked, what="export-journal", actor=actor_in(request), now=clock.now())
    answer = HttpResponse(made, content_type=WORKBOOK)
    answer["Content-Disposition"] = 'attachment; filename="journal.xlsx"'
    return answer
