"""Which kept pages of units and columns there are, and which of them a change makes stale.

Every page of a unit shows its menu with counts, so a change of one of its columns touches all its pages; the pages of
the whole show the menu of the whole and are touched by every change. Of each item the first pages are kept; what lies
deeper, and a list filtered by status, is answered by the application.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.urls import reverse

from gongkai.columns import published as columns
from gongkai.kit import clock
from gongkai.kit.models import PublicChange
from gongkai.kit.who import VISITOR
from gongkai.portal.pages import EVERYTHING, PageKind, register
from gongkai.records import published
from gongkai.units import reads

# Lists are kept up to this page.
KEPT = 2
FRAME, DAY = ("site", "unit"), "day"
COLUMNS = ("record", "guide", "institution", "system", "reading_point", "annual_report", "items")
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
    _kind("unit-system", _systems, _this_system)
    _kind("unit-class", _shelves, _shelves_of)
    _kind("unit-class-page", _later_shelves, lambda change: _paged(lambda: _shelves_of(change)))
    _kind("unit-rules-page", _later_rules, lambda change: _paged(lambda: _this_unit(change)))
    _kind("class", _classes, _classes_of)
    _kind("class-page", _later_classes, lambda change: _paged(lambda: _classes_of(change)))
    _kind("rules-page", lambda: [(page,) for page in _later(_rules(""))], lambda change: _paged(lambda: [()]))
    register(PageKind("home", kept=True, touched=_home, everything=lambda: [reverse("portal:home")]))


def _kind(name: str, every: Callable[[], Iterable[Args]], those: Callable[[PublicChange], Iterable[Args]]) -> None:
    def touched(change: PublicChange) -> Iterable[str]:
        return [_address(name, args) for args in those(change)] if change.kind in COLUMNS else []

    register(PageKind(name, kept=True, touched=touched, everything=lambda: (_address(name, args) for args in every())))


def _home(change: PublicChange) -> Iterable[str]:
    """The front page shows something of everything; name and colours of the site, and all units, stand on each page.

    A unit that begins or ends on a day to come was told when that was decided, and changes the pages on that day.
    """
    if change.kind == DAY:
        turning = (unit.code for unit in reads.agencies(VISITOR) if change.key in (str(unit.begins), str(unit.ends)))
        return [EVERYTHING] if any(turning) else []
    if change.kind in FRAME:
        return [EVERYTHING]
    return [reverse("portal:home")] if change.kind in COLUMNS else []


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


def _systems() -> Iterable[Args]:
    """Rules of work with a text of their own; one that points to a record has the record's page."""
    return [(one.agency_code, one.key) for one in columns.systems(VISITOR) if not one.linked]


def _later(count: int) -> Iterable[int]:
    """The kept pages after the first that a list of so many has."""
    return [page for page in range(2, KEPT + 1) if count > (page - 1) * published.A_PAGE]


def _later_shelves() -> Iterable[Args]:
    counts = {unit.code: published.class_counts(VISITOR, unit.code) for unit in reads.agencies(VISITOR)}
    rows = [(unit, code, count) for unit, some in counts.items() for code, count in some.items()]
    return [(unit, code, page) for unit, code, count in rows for page in _later(count)]


def _later_classes() -> Iterable[Args]:
    return [(code, page) for code, count in published.class_counts(VISITOR).items() for page in _later(count)]


def _later_rules() -> Iterable[Args]:
    return [(unit.code, page) for unit in reads.agencies(VISITOR) for page in _later(_rules(unit.code))]


def _rules(code: str) -> int:
    kinds = published.tally(VISITOR, code).kinds
    return sum(kinds.get(kind, 0) for kind in published.rule_kinds(clock.today()))


def _paged(rows: Callable[[], Iterable[Args]]) -> Iterable[Args]:
    """Each list's kept pages after the first; one that no longer exists is answered 404 and so has no file."""
    return [(*args, page) for args in rows() for page in range(2, KEPT + 1)]
