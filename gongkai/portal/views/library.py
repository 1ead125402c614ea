"""The policy library (政策文件库): what is public, narrowed by everything a document states of itself."""

from __future__ import annotations

import unicodedata

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal import asking, found, narrowing, taking_off
from gongkai.portal.paging import window
from gongkai.records import published
from gongkai.search import suggesting


def library(request: HttpRequest) -> HttpResponse:
    """20 a page; a document or index number typed whole goes straight to its record when there is exactly one."""
    today = clock.today()
    terms = asking.read(request.GET)
    if terms.q and not terms.narrowed and terms.page == 1 and (number := straight(terms.q)):
        return redirect("portal:record", number)
    asked, look = terms.asked(today), published.Look()
    answer = published.search(VISITOR, asked, look=look)
    counted = narrowing.counted(terms, asked, narrowing.OF_LIBRARY, look, exact=not answer.more)
    context = {
        "here": "library",
        "terms": terms,
        "answer": answer,
        "lines": found.lines(answer.lines, today),
        "filters": narrowing.filters(counted, today),
        "topics": narrowing.topic_options(counted, today),
        "chosen": taking_off.chosen(terms, today),
        "sorts": sorts(terms),
        "unfiltered": asking.Terms(q=terms.q, where=terms.where).query(),
        "pages": window(answer.page, answer.pages, lambda page: f"?{terms.query(page)}"),
        "first": (answer.page - 1) * published.A_PAGE + 1,
        "guesses": guesses(terms.q) if not answer.lines else [],
        "gone": withdrawn(terms.q) if not answer.lines else "",
    }
    return render(request, "portal/library.html", context)


def straight(typed: str) -> str:
    """The index number of the only record that bears this number; empty where none does, or several do."""
    numbers = published.numbered(VISITOR, typed)
    return numbers[0] if len(numbers) == 1 else ""


def withdrawn(typed: str) -> str:
    """What was typed, where it is the index number of something withdrawn, whose stub can be read; else empty."""
    number = unicodedata.normalize("NFKC", typed).strip().upper()
    return number if number and published.was_withdrawn(VISITOR, number) else ""


def sorts(terms: asking.Terms) -> list[dict[str, object]]:
    """The orders a list can have, each with its query."""
    now = terms.sort or ("relevance" if terms.q else "newest")
    orders = ("relevance", "newest") if terms.q else ()
    return [{"code": one, "query": terms.query(other={"sort": one}), "here": one == now} for one in orders]


def guesses(typed: str) -> list[tuple[str, str]]:
    """What may have been meant where nothing was found: words and the query that asks for them."""
    if not typed:
        return []
    return [(words, asking.Terms(q=words).query()) for words in offered(typed) if words != typed]


def offered(typed: str) -> list[str]:
    """Titles, numbers and agencies of public documents that go with what was typed."""
    return [one.text for one in suggesting.suggest(typed, on=clock.today())]
