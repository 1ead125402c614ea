"""The public side of the units' columns: what was published of them, and the profile in use. Nothing else.

Portal, feeds and terminal read only this module. Every query here starts at `PagePublication` or `SiteProfile`; whether
a linked record is still public is asked of the records' own public side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet

from gongkai.columns import items_published as items
from gongkai.columns.models import PagePublication, SiteProfile
from gongkai.columns.public_page import ColumnPage, Fact, Section, shown
from gongkai.columns.site import Site, SiteColumn, site_of
from gongkai.kit import files
from gongkai.kit.who import Actor
from gongkai.law.unit_columns import columns
from gongkai.records.published_numbers import public_numbers

__all__ = [
    "ColumnPage", "Fact", "Section", "Site", "SiteColumn", "UnitColumn", "columns_of", "emblem", "guide", "institution",
    "items", "keys", "last_update", "reading_point", "reading_points", "site_css", "site_profile", "system", "systems",
    "updates",
]  # fmt: skip
State = PagePublication.State
GUIDE, INSTITUTION, SYSTEM, POINT = "guide", "institution", "system", "reading_point"
# What is counted here; the counts of the other columns the caller brings.
OWN = {"guide": GUIDE, "institutions": INSTITUTION, "systems": SYSTEM, "reading_points": POINT, "request": GUIDE}


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """One column of a unit or of the whole: its name, whether the law wants it, how much stands in it, since when."""

    code: str
    label: str
    required: bool
    count: int
    updated: datetime | None

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.count


def guide(asker: Actor, code: str) -> ColumnPage | None:
    """The guide of a unit, or its stub once withdrawn, or None where none was ever public."""
    return _one(GUIDE, code)


def institution(asker: Actor, code: str) -> ColumnPage | None:
    """What a unit is and does, or its stub once withdrawn, or None where it was never public."""
    return _one(INSTITUTION, code)


def systems(asker: Actor, code: str = "") -> list[ColumnPage]:
    """The rules of work of a unit, or of all. One that points to a record stands only while that record is public."""
    found = _many(SYSTEM, code)
    numbers = [page.raw("index_number") for page in found if page.linked]
    public = public_numbers(asker, numbers) if numbers else frozenset()
    return [page for page in found if not page.linked or page.raw("index_number") in public]


def system(asker: Actor, key: str) -> ColumnPage | None:
    """One rule of work, or its stub; None too while the record it points to is not public."""
    found = _one(SYSTEM, key)
    number = found.raw("index_number") if found is not None else ""
    return found if not number or number in public_numbers(asker, [number]) else None


def reading_points(asker: Actor, code: str = "") -> list[ColumnPage]:
    """The reading points that a unit runs, or all of them."""
    return _many(POINT, code)


def reading_point(asker: Actor, key: str) -> ColumnPage | None:
    """One reading point, or its stub once withdrawn, or None."""
    return _one(POINT, key)


def keys(asker: Actor, kind: str) -> list[tuple[str, str]]:
    """Unit code and key of everything of a kind that has a public page, stubs too."""
    rows = _current().filter(kind=kind).order_by("agency_code", "key")
    return list(rows.values_list("agency_code", "key"))


def updates(asker: Actor, kind: str) -> dict[str, datetime]:
    """Unit code to when something of that kind was last published by it; stubs are left out."""
    rows = _public().filter(kind=kind).order_by().values_list("agency_code").annotate(at=Max("published_at"))
    return dict(rows)


def last_update(asker: Actor, code: str = "") -> datetime | None:
    """When a column page of the unit, or of any, was last published."""
    rows = _public().filter(agency_code=code) if code else _public()
    found: datetime | None = rows.aggregate(at=Max("published_at"))["at"]
    return found


def columns_of(
    asker: Actor, code: str, on: date, counts: Mapping[str, int] | None = None, site: Site | None = None
) -> list[UnitColumn]:
    """The columns of a unit (or with an empty code of the whole) that the site shows, in its order, by its names.

    `counts` are how much stands in the columns that records and reports fill: contents, rules, annual.
    """
    rows = _public().filter(agency_code=code) if code else _public()
    told = {
        kind: (count, at)
        for kind, count, at in rows.order_by().values_list("kind").annotate(n=Count("pk"), at=Max("published_at"))
    }
    found = []
    for one in (site or site_profile(asker, on)).columns:
        count, at = told.get(OWN.get(one.code, ""), (0, None))
        count = (counts or {}).get(one.code, count)
        if one.shown:
            found.append(UnitColumn(one.code, one.label, one.required, count, at))
    return found


def site_profile(asker: Actor, on: date) -> Site:
    """The site as it is in use; without a profile, as the settings and the law's list of columns of that day say."""
    return site_of(SiteProfile.objects.filter(state=SiteProfile.State.IN_USE).first(), on)


def site_css(asker: Actor, on: date) -> tuple[str, str]:
    """Hash and text of the stylesheet of the site's colours; the text is empty for the platform's own."""
    site = site_profile(asker, on)
    return site.css_hash, site.css


def emblem(asker: Actor, digest: str) -> bytes | None:
    """The PNG of the emblem in use; None for any other hash, however real. Raises FileLost when it is gone."""
    found = SiteProfile.objects.filter(state=SiteProfile.State.IN_USE, emblem=digest).exclude(emblem="").exists()
    return files.take(digest) if found else None


def column_codes(on: date) -> tuple[str, ...]:
    """The codes of all columns that day."""
    return tuple(one.code for one in columns(on))


def _one(kind: str, key: str) -> ColumnPage | None:
    row = _current().filter(kind=kind, key=key).first()
    return shown(row) if row is not None else None


def _many(kind: str, code: str) -> list[ColumnPage]:
    rows: Iterable[PagePublication] = _public().filter(kind=kind, **({"agency_code": code} if code else {}))
    return [shown(row) for row in rows]


def _current() -> QuerySet[PagePublication]:
    return PagePublication.objects.exclude(state=State.REPLACED).order_by("-pk")


def _public() -> QuerySet[PagePublication]:
    return PagePublication.objects.filter(state=State.PUBLISHED).order_by("agency_code", "first_published_at", "pk")
