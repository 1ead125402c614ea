"""What several parts of one answer need of the database, asked for once: the site and its units."""

from __future__ import annotations

from django.http import HttpRequest

from gongkai.columns import published as columns
from gongkai.columns.published import Site
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.units import reads
from gongkai.units.models import Agency

SITE, UNITS = "_gongkai_site", "_gongkai_units"


def site_here(request: HttpRequest) -> Site:
    """The site as it is in use today."""
    found: Site | None = request.__dict__.get(SITE)
    if found is None:
        found = request.__dict__[SITE] = columns.site_profile(VISITOR, clock.today())
    return found


def units_here(request: HttpRequest) -> list[Agency]:
    """Every unit that is or was, by code."""
    found: list[Agency] | None = request.__dict__.get(UNITS)
    if found is None:
        found = request.__dict__[UNITS] = list(reads.agencies(VISITOR))
    return found
