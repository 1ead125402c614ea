"""Which kept pages of units and columns there are, and which of them a change makes stale.

Every page of a unit shows its menu with counts, so a change of one of its columns touches all its pages; the pages of
the whole show the menu of the whole and are touched by every change. Of each item the first pages are kept; what lies
deeper, and a list filtered by status, is answered by the application.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from django.urls import reverse

from gongkai.columns import published as columns
from gongkai.kit.models import PublicChange
from gongkai.kit.who import VISITOR
from gongkai.portal.pages import EVERYTHING, PageKind, register
from gongkai.records import published
from gongkai.units import reads

# Lists are kept up to this page.
KEPT = 2
FRAME = ("site", "unit")
COLUMNS = ("record", "guide", "institution", "system", "reading_point", "annual_report")
OF_UNIT = (
    "unit", "unit-guide", "unit-institutions", "unit-systems", "unit-contents", "unit-rules", "unit-annual",
    "unit-request", "unit-reading-points",
)  # fmt: skip
OF_ALL = ("units", "guide", "institutions", "systems", "contents", "rules", "request", "reading-points")
Args = tuple[object, ...]


def register_all() -> None:
    """Make every kind of page of this area known."""
    for name in OF_UNIT:
        _kind(name, _each_unit, _this_unit)
    for name in OF_ALL:
        _kind(name, lambda: [()], lambda change: [()])
    _kind("unit-system", lambda: columns.keys(VISITOR, "system"), _this_system)
    _kind("unit-class", _shelves, _shelves_of)
    _kind("unit-class-page", partial(_paged, _shelves), lambda change: _paged(lambda: _shelves_of(change)))
    _kind("unit-rules-page", partial(_paged, _each_unit), lambda change: _paged(lambda: _this_unit(change)))
    _kind("class", _classes, _classes_of)
    _kind("class-page", partial(_paged, _classes), lambda change: _paged(lambda: _classes_of(change)))
    _kind("rules-page", lambda: _paged(lambda: [()]), lambda change: _paged(lambda: [()]))
    register(PageKind("home", kept=True, touched=_home, everything=lambda: [reverse("portal:home")]))


def _kind(name: str, every: Callable[[], Iterable[Args]], those: Callable[[PublicChange], Iterable[Args]]) -> None:
    def touched(change: PublicChange) -> Iterable[str]:
        return [_address(name, args) for args in those(change)] if change.kind in COLUMNS else []

    register(PageKind(name, kept=True, touched=touched, everything=lambda: (_address(name, args) for args in every())))


def _home(change: PublicChange) -> Iterable[str]:
    """The front page shows something of everything; name and colours of the site, and all units, stand on each page."""
    return [EVERYTHING] if change.kind in FRAME else [reverse("portal:home")]


def _address(name: str, args: Args) -> str:
    return reverse(f"portal:{name}", args=args)


def _each_unit() -> Iterable[Args]:
    return [(unit.code,) for unit in reads.agencies(VISITOR)]


def _this_unit(change: PublicChange) -> Iterable[Args]:
    """The units a record stood and stands in, or the one unit of anything else."""
    told = change.detail.get("agency_code") or [change.agency]
    return [(code,) for code in dict.fromkeys([*told, change.agency]) if code]


def _this_system(change: PublicChange) -> Iterable[Args]:
    """A rule of work; one that points to a record goes and comes with it."""
    if change.kind == "system":
        return [(change.agency, change.key)]
    return [(page.agency_code, page.key) for page in columns.systems(VISITOR) if page.raw("index_number") == change.key]


def _shelves() -> Iterable[Args]:
    return [
        (unit.code, code) for unit in reads.agencies(VISITOR) for code in published.class_counts(VISITOR, unit.code)
    ]


def _shelves_of(change: PublicChange) -> Iterable[Args]:
    """All items of the unit that hold something, for the counts in its menu, and those the record left."""
    left = change.detail.get("class_code", []) if change.kind == "record" else []
    return [
        (code, one) for (code,) in _this_unit(change) for one in _with(published.class_counts(VISITOR, str(code)), left)
    ]


def _classes() -> Iterable[Args]:
    return [(code,) for code in published.class_counts(VISITOR)]


def _classes_of(change: PublicChange) -> Iterable[Args]:
    left = change.detail.get("class_code", []) if change.kind == "record" else []
    return [(code,) for code in _with(published.class_counts(VISITOR), left)]


def _with(counts: Iterable[str], left: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*counts, *left]))


def _paged(rows: Callable[[], Iterable[Args]]) -> Iterable[Args]:
    """Each list's kept pages after the first; one that no longer exists is answered 404 and so has no file."""
    return [(*args, page) for args in rows() for page in range(2, KEPT + 1)]
