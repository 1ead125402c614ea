"""Looking up and reading at the terminal: words, going through by sides, one record, one annual report."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.columns.published import ColumnPage
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal import asking, browsing
from gongkai.portal.paging import window
from gongkai.portal.record_files import files_of
from gongkai.portal.showing import show
from gongkai.portal.terminal.frame import at_point, code_of, shown
from gongkai.portal.terminal.rows import KINDS, of_found, of_listed, record_address
from gongkai.portal.terminal.sheets import sheets, sheets_of_lines
from gongkai.portal.terminal.staying import kept_inside
from gongkai.portal.terminal.words import LETTERS, letter_of, words_of
from gongkai.portal.views.library import straight
from gongkai.records import published
from gongkai.statistics import reads as annual
from gongkai.statistics.models import AnnualReport
from gongkai.statistics.snapshot import thaw

GONE = 410
# Words come from so many of the newest titles and are kept under these, so that those of a withdrawn one go with it;
# so many stand on the panel.
TITLES, SECONDS, ON_PANEL = 500, 3600, 36
KEPT = "terminal.words"
# The keys besides letters: figures and the marks of document and index numbers.
FIGURES = (*"1234567890", "〔", "〕", "第", "号", "-", "/")
# Lines that stand before the text on paper: title, facts and the foot.
BESIDES = 9


@at_point
def find(request: HttpRequest, point: ColumnPage) -> HttpResponse:
    """A search whose words can be tapped together; a number given whole leads straight to its record."""
    terms = asking.read(request.GET)
    letter = request.GET.get("letter", "").upper()
    letter = letter if letter and letter in LETTERS else ""
    if terms.q and terms.page == 1 and not letter and (number := straight(terms.q)):
        return redirect(record_address(point.key, number))
    words = _words()
    chosen = [one for one in words if letter_of(one) == letter] if letter else words
    context = {
        "q": terms.q,
        "letter": letter,
        "letters": [(one, urlencode({"q": terms.q, "letter": one})) for one in LETTERS],
        "words": [
            (one, urlencode({"q": f"{terms.q} {one}".strip()[: asking.LONGEST]}))
            for one in chosen[:ON_PANEL]
            if one not in terms.q.split()
        ],
        "figures": FIGURES,
        "alphabet": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "wanted": urlencode({"wanted": terms.q}),
    }
    return shown(request, "find", point, context | (_answer(terms, point) if terms.q else {}))


def _answer(terms: asking.Terms, point: ColumnPage) -> dict[str, object]:
    asked = published.Asked(words=terms.q, kinds=KINDS, sort="relevance", page=terms.page, on=clock.today())
    answer = published.search(VISITOR, asked)
    return {
        "asked": True,
        "total": answer.total,
        "more": answer.more,
        "lines": of_found(answer.lines, point.key),
        "pages": window(answer.page, answer.pages, lambda page: "?" + urlencode({"q": terms.q, "page": page})),
    }


@at_point
def browse(request: HttpRequest, point: ColumnPage, side: str) -> HttpResponse:
    """The values of one side as tiles."""
    if side not in browsing.SIDES:
        raise Http404
    context = {"side": side, "side_name": browsing.side_name(side), "branches": browsing.branches(side, clock.today())}
    return shown(request, "browse", point, context)


@at_point
def value(request: HttpRequest, point: ColumnPage, side: str, value: str) -> HttpResponse:
    """The records under one value, 20 a page; 404 for what nobody registered and for pages without a line."""
    page, today = asking.read(request.GET).page, clock.today()
    name = browsing.named(side, value, today) if side in browsing.SIDES else ""
    if not name:
        raise Http404
    leaf = published.leaf(VISITOR, side, browsing.values_of(side, value), page, today)
    if not leaf.lines:
        raise Http404
    last = min(leaf.pages, browsing.LAST_PAGE)
    context = {
        "name": name,
        "total": leaf.count,
        "lines": of_listed(leaf.lines, point.key),
        "pages": window(page, last, lambda number: f"?page={number}"),
        "up": reverse("portal:terminal-browse", args=(point.key, side)),
    }
    return shown(request, "value", point, context)


@at_point
def record(request: HttpRequest, point: ColumnPage, number: str) -> HttpResponse:
    """One record to read, print and take home; its stub under 410 when withdrawn."""
    found = published.find(VISITOR, number, clock.today())
    if found is None:
        raise Http404
    context = {"record": found, "up": reverse("portal:terminal-find", args=(point.key,))}
    if found.withdrawn:
        return shown(request, "withdrawn", point, context, status=GONE)
    context |= {
        "body": kept_inside(found.page_body, lambda other: record_address(point.key, other)),
        "files": files_of(found),
        "sheets": sheets(found.body, besides=BESIDES + (len(found.metadata) + 1) // 2),
        "code": code_of(reverse("portal:record", args=(found.number,))),
    }
    return shown(request, "record", point, context)


@at_point
def report(request: HttpRequest, point: ColumnPage, agency: str, year: int) -> HttpResponse:
    """One annual report to read, print and take home."""
    found = annual.current(VISITOR, agency, year)
    if found is None:
        raise Http404
    context = {"report": found, "up": reverse("portal:terminal-unit", args=(point.key, agency))}
    if found.state == AnnualReport.State.WITHDRAWN:
        return shown(request, "withdrawn", point, context, status=GONE)
    page = show(thaw(found.content))
    texts = [line for part in page.parts for line in part.paragraphs]
    rows = sum(len(table.head) + len(table.body) for part in page.parts for table in part.tables)
    context |= {
        "shown": page,
        "sheets": sheets_of_lines([*page.lead, *texts], besides=BESIDES + rows),
        "code": code_of(reverse("portal:report", args=(agency, year))),
    }
    return shown(request, "report", point, context)


def _words() -> list[str]:
    titles = [one.title for one in _newest()]
    key = f"{KEPT}.{sha256(chr(10).join(titles).encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: words_of(titles), SECONDS) or []


def _newest() -> list[published.Entry]:
    return published.latest(VISITOR, TITLES, clock.today())
