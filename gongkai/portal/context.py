"""What every page's frame needs: the site, the reader's modes, the main columns and the units to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from gongkai.kit import clock
from gongkai.portal.column_nav import PLACES, address_of, said, short
from gongkai.portal.here import site_here, units_here
from gongkai.portal.modes import modes_of
from gongkai.portal.units import Group, groups_on

# The whole's pages have a page of the same kind for every unit, under this name.
OF_UNIT = {place: f"unit-{place}" for place in PLACES.values()}
LONGEST_ADDRESS = 2000
# Where on a row of main columns the library stands: before this one, else last.
LIBRARY_BEFORE = "request"


@dataclass(frozen=True, slots=True)
class MainColumn:
    """One word of the menu across the page."""

    code: str
    label: str
    address: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html. `switches` are links that turn a mode on or off and come back to this page.

    What is read from the database is read only by a template that shows it: the desk has a frame of its own.
    """
    modes = modes_of(request)
    here = request.get_full_path() if request.method == "GET" else reverse("portal:home")
    # An address longer than any of ours would stand in the page five times over.
    here = here if len(here) <= LONGEST_ADDRESS else reverse("portal:home")
    wide = modes.size == "large"
    sharp = modes.contrast == "more"
    site = SimpleLazyObject(lambda: site_here(request))
    return {
        "site": site,
        "main_columns": cache(lambda: _main_columns(request)),
        "unit_groups": cache(lambda: _groups(request)),
        "unit_route": _unit_route(request),
        "feeds": cache(_feeds),
        "base_url": settings.BASE_URL,
        "modes": modes,
        "switches": [
            {"words": gettext("长辈版"), "on": wide, "address": _switch("size", "normal" if wide else "large", here)},
            {
                "words": gettext("高对比度"),
                "on": sharp,
                "address": _switch("contrast", "normal" if sharp else "more", here),
            },
        ],
        "chinese": _switch("language", "zh-hans", here),
        "english": _switch("language", "en", here),
        "canonical": settings.BASE_URL + request.path,
    }


def _main_columns(request: HttpRequest) -> list[MainColumn]:
    """The columns that every site must have, and the library; others stand in the menus where they hold something."""
    found = [
        MainColumn(one.code, short_said(one.label), address_of(one.code))
        for one in site_here(request).columns
        if one.shown and one.required and one.code in PLACES
    ]
    library = _named("library")
    if library:
        codes = [one.code for one in found]
        place = codes.index(LIBRARY_BEFORE) if LIBRARY_BEFORE in codes else len(codes)
        found.insert(place, MainColumn("library", gettext("政策文件库"), library))
    return found


def short_said(label: str) -> str:
    """A column's short name in the language of the page."""
    return said(short(label))


def _groups(request: HttpRequest) -> tuple[Group, ...]:
    return groups_on(clock.today(), units_here(request))


def _feeds() -> dict[str, str]:
    return {kind: address for kind in ("rss", "atom") if (address := _named(f"feed-{kind}"))}


def _unit_route(request: HttpRequest) -> str:
    """The name of the page of the same kind that every unit has; else that of a unit's home."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    name = OF_UNIT.get(name or "", name or "")
    return f"portal:{name}" if name in OF_UNIT.values() else "portal:unit"


def _named(name: str) -> str:
    try:
        return reverse(f"portal:{name}")
    except NoReverseMatch:
        return ""


def _switch(name: str, value: str, here: str) -> str:
    return f"{reverse('portal:display')}?{urlencode({name: value, 'next': here})}"
