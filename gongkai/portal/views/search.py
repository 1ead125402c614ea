"""One search over records, annual reports and guides, and the words it offers while somebody types."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal import asking, found, narrowing, taking_off
from gongkai.portal.paging import window
from gongkai.portal.views.library import guesses, offered, sorts, straight, withdrawn
from gongkai.records import published


def search(request: HttpRequest) -> HttpResponse:
    """What is found in everything, with a tab for each kind of thing; filters by agency and year."""
    today = clock.today()
    terms = asking.read(request.GET)
    # Only what this page shows as a filter is asked.
    terms = asking.Terms(
        q=terms.q, where=terms.where, sort=terms.sort, agency=terms.agency, year=terms.year, page=terms.page
    )
    kind = request.GET.get("in", "")
    kinds = (kind,) if kind in found.KINDS else found.KINDS
    if terms.q and not terms.narrowed and terms.page == 1 and len(kinds) > 1 and (number := straight(terms.q)):
        return redirect("portal:record", number)
    asked, look = terms.asked(today, kinds), published.Look()
    answer = published.search(VISITOR, asked, look=look)
    inside = {"in": kind} if len(kinds) == 1 else {}
    counted = narrowing.counted(terms, asked, narrowing.OF_SEARCH, look, exact=not answer.more)
    everywhere = replace(asked, kinds=found.KINDS)
    counts = {} if answer.more else published.kind_counts(VISITOR, everywhere, look)
    context = {
        "here": "library",
        "terms": terms,
        "inside": inside.get("in", ""),
        "answer": answer,
        "lines": found.lines(answer.lines, today, named=len(kinds) > 1),
        "tabs": [
            (one, found.kind_name(one), None if answer.more else counts.get(one, 0), terms.query(other={"in": one}))
            for one in found.KINDS
        ],
        "everything": terms.query(),
        "filters": [narrowing.agency_filter(counted), narrowing.year_filter(counted)],
        "chosen": [replace(one, without=_within(one.without, kind, inside)) for one in taking_off.chosen(terms, today)],
        "sorts": [{**one, "query": _within(str(one["query"]), kind, inside)} for one in sorts(terms)],
        "pages": window(answer.page, answer.pages, lambda page: f"?{terms.query(page, other=inside)}"),
        "unfiltered": asking.Terms(q=terms.q).query(),
        "guesses": guesses(terms.q) if not answer.lines else [],
        "gone": withdrawn(terms.q) if not answer.lines else "",
    }
    return render(request, "portal/search.html", context)


def suggest(request: HttpRequest) -> HttpResponse:
    """At most eight titles, numbers and agencies of public documents for what was typed; nothing typed is kept."""
    typed = asking.plain(request.GET.get("q", ""), asking.LONGEST)
    words = offered(typed) if typed else []
    return JsonResponse({"words": words}, json_dumps_params={"ensure_ascii": False})


def _within(query: str, kind: str, inside: dict[str, str]) -> str:
    """The same query, in the same tab."""
    if not inside:
        return query
    return f"{query}&in={kind}" if query else f"in={kind}"
