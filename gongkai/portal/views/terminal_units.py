"""Units at the terminal: choosing one, what it says of itself, its reports, and help with a request to it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.columns import published as columns
from gongkai.columns.published import ColumnPage
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.law.dated import parameter
from gongkai.law.request_form import INFORMATION, request_form
from gongkai.portal import asking
from gongkai.portal.here import units_here
from gongkai.portal.terminal.frame import at_point, code_of, shown
from gongkai.portal.terminal.rows import of_listed
from gongkai.portal.terminal.sheets import sheets_of_lines
from gongkai.portal.units import exists, groups_on
from gongkai.portal.views.units import known
from gongkai.records import published
from gongkai.records.published import Shelf
from gongkai.statistics import reads as annual

# What a unit is chosen for: the address of the next page begins with it.
PURPOSES = ("unit", "guide", "annual", "request")
PAGES = {"guide": columns.guide, "institution": columns.institution}
GONE, NEWEST, BESIDES = 410, 10, 9
STEPS = (1, 2, 3, 4)
# Where a request can be handed in, as the guide says.
WHERE = (
    "office_name", "office_address", "office_hours", "office_phone", "office_fax", "office_internet",
    "office_postcode", "request_channels", "request_help",
)  # fmt: skip


@at_point
def units(request: HttpRequest, point: ColumnPage, purpose: str) -> HttpResponse:
    """Every unit of today as tiles, on the way to its page, guide, reports or a request to it."""
    if purpose not in PURPOSES:
        raise Http404
    wanted = asking.plain(request.GET.get("wanted", ""), asking.LONGEST)
    groups = [
        (group.label, [(unit, _next(point.key, unit.code, purpose, wanted)) for unit in group.units])
        for group in groups_on(clock.today(), units_here(request))
    ]
    return shown(request, "units", point, {"purpose": purpose, "groups": groups, "wanted": wanted})


@at_point
def unit(request: HttpRequest, point: ColumnPage, code: str) -> HttpResponse:
    """A unit: its pages, its newest records, its reports."""
    found = known(code, request)
    reports = [one for one in annual.of_agency(VISITOR, found) if one.state == one.State.PUBLISHED]
    told = {kind: page for kind, take in PAGES.items() if (page := take(VISITOR, code)) and not page.withdrawn}
    leaf = published.shelf(VISITOR, Shelf(agency=code), 1, clock.today())
    context = {
        "unit": found,
        "told": told,
        "reports": reports,
        "lines": of_listed(leaf.object_list[:NEWEST], point.key),
        "total": leaf.paginator.count,
        "here_today": exists(found, clock.today()),
        "up": reverse("portal:terminal-units", args=(point.key, "unit")),
    }
    return shown(request, "unit", point, context)


@at_point
def page(request: HttpRequest, point: ColumnPage, code: str, column: str) -> HttpResponse:
    """The guide of a unit, or what it is and does; that it has not said so yet where it has not."""
    found = known(code, request)
    if column not in PAGES:
        raise Http404
    told = PAGES[column](VISITOR, code)
    address = reverse("portal:unit-guide" if column == "guide" else "portal:unit-institutions", args=(code,))
    texts = [line for fact in told.facts for line in (fact.label, *fact.lines)] if told else []
    context = {
        "unit": found,
        "told": told,
        "column": column,
        "code": code_of(address),
        "sheets": sheets_of_lines(texts, besides=BESIDES),
        "up": reverse("portal:terminal-unit", args=(point.key, code)),
    }
    return shown(request, "page", point, context, status=GONE if told and told.withdrawn else 200)


@at_point
def apply(request: HttpRequest, point: ColumnPage, code: str, step: int) -> HttpResponse:
    """Four steps to a request on paper: look first, what to write, the form to print, where to hand it in."""
    found, today = known(code, request), clock.today()
    if step not in STEPS or not exists(found, today):
        raise Http404
    wanted = asking.plain(request.GET.get("wanted", ""), asking.LONGEST)
    guide = columns.guide(VISITOR, code)
    facts = {one.code: one for one in guide.facts} if guide else {}
    context = {
        "unit": found,
        "step": step,
        "steps": [(number, name, _step(point.key, code, number, wanted)) for number, name in enumerate(_names(), 1)],
        "before": _step(point.key, code, step - 1, wanted) if step > 1 else "",
        "after": _step(point.key, code, step + 1, wanted) if step < len(STEPS) else "",
        "wanted": wanted,
        "write": reverse("portal:terminal-write", args=(point.key, code)) + _query(wanted),
        "fields": [(one, range(one.lines), one.part == INFORMATION) for one in request_form(today)],
        "days": parameter("reply.working_days").at(today).value,
        "facts": [facts[name] for name in WHERE if name in facts],
        "code": code_of(reverse("portal:unit-request", args=(code,))),
        "sheets": 1,
        "up": reverse("portal:terminal-units", args=(point.key, "request")),
    }
    return shown(request, "apply", point, context)


def _names() -> tuple[str, ...]:
    return gettext("先查一查"), gettext("写明什么"), gettext("打印申请表"), gettext("交到哪里")


def _next(point: str, code: str, purpose: str, wanted: str) -> str:
    if purpose == "request":
        return _step(point, code, 1, wanted)
    if purpose == "guide":
        return reverse("portal:terminal-page", args=(point, code, "guide"))
    ending = "#annual" if purpose == "annual" else ""
    return reverse("portal:terminal-unit", args=(point, code)) + ending


def _step(point: str, code: str, step: int, wanted: str) -> str:
    return reverse("portal:terminal-apply", args=(point, code, step)) + _query(wanted)


def _query(wanted: str) -> str:
    return "?" + urlencode({"wanted": wanted}) if wanted else ""
