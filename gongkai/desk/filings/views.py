"""What the asker's units have to file and what they filed; and the published list of rules."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.filings.forms import OpenForm
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.filing_reasons import reasons
from gongkai.law.formats import formats
from gongkai.law.instruments import cited
from gongkai.statistics import reads_filings
from gongkai.statistics.actions.open_filing import open_filing
from gongkai.statistics.actions.roll_up import roll_up
from gongkai.units.powers import FILE_STATISTICS, READ_STATISTICS

A_PAGE = 20


@require_http_methods(["GET", "POST"])
@staff_page
def filings(request: HttpRequest) -> HttpResponse:
    """The list; on POST one is begun or, for a sum, added up."""
    actor, on = actor_in(request), clock.today()
    if not reads_filings.codes(actor, READ_STATISTICS, FILE_STATISTICS):
        raise Refused("not-allowed", gettext("你的职责不包括统计报表。需要时由安全管理员授予职责。"))
    units = [(one.code, one.name) for one in reads_filings.units_to_file(actor)]
    form = OpenForm(request.POST or None, units=units, initial={"year": on.year - 1})
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            what = (given["unit"], given["period"], given["year"], given["number"] or 0)
            do = roll_up if request.POST.get("do") == "sum" else open_filing
            try:
                return redirect("desk:filing", do(*what, actor=actor, now=clock.now()).pk)
            except Refused as refusal:
                refused, status = refusal, 409
    done = Paginator(reads_filings.own_filings(actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "due": reads_filings.to_file(actor, on), "page": done, "form": form, "units": units, "refused": refused,
        "opened": status != 200, "on": on, "mine": reads_filings.codes(actor, FILE_STATISTICS),
        "adds": reads_filings.may_add_up(actor),
    }  # fmt: skip
    return render(request, "desk/filings/filings.html", context, status=status)


@require_safe
@staff_page
def rules(request: HttpRequest) -> HttpResponse:
    """Every relation that is checked at entry, by the edition of the format, with what may be explained."""
    known = formats()
    form = known.get(request.GET.get("form", ""), next(iter(known.values())))
    seen: dict[tuple[str, str], tuple[object, str, tuple[str, ...]]] = {}
    for relation in form.relations:
        may = tuple(one.label for one in reasons(relation.kind, clock.today()))
        seen.setdefault((relation.code, relation.say), (relation, cited(relation.cite).words, may))
    context = {"form": form, "forms": known.values(), "rules": list(seen.values())}
    return render(request, "desk/filings/rules.html", context)
