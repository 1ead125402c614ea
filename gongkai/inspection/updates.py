"""On which days a column was updated: asked of the public versions, of records, pages and annual reports (D-315)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

from django.db.models import Count, Max, Model, Q, QuerySet
from django.db.models.functions import TruncDate

from gongkai.columns.models import PagePublication
from gongkai.inspection.columns import CLASS, COLUMN, HOME
from gongkai.law.errors import LawError
from gongkai.law.record_classes import categories
from gongkai.records.models import Publication
from gongkai.records.published_columns import rule_kinds
from gongkai.statistics.models import AnnualReport

Key = tuple[str, str]
LIVE = ("published", "replaced")
OF_PAGES = {
    "guide": ("guide", "request"), "institution": ("institutions",), "system": ("systems",),
    "reading_point": ("reading_points",),
}  # fmt: skip


@dataclass(slots=True)
class Updates:
    """The days on which one column was updated, of those asked for, and whether anything stands in it now."""

    days: set[date] = field(default_factory=set)
    count: int = 0

    @property
    def last(self) -> date | None:
        """The newest day; None for a column in which nothing stands."""
        return max(self.days, default=None) if self.count else None

    def between(self) -> tuple[date, ...]:
        """All days in order."""
        return tuple(sorted(self.days))


def updates(wanted: Collection[Key], on: date, since: date | None = None) -> dict[Key, Updates]:
    """By column and unit (empty: the whole site) what was published there: the last day, and with `since` each day
    from then on and the last before. Three questions to the database, whatever is wanted; what was withdrawn is left
    out, and what was published after `on`."""
    found = {key: Updates() for key in wanted}
    codes = {code for code, _ in wanted}
    kinds = frozenset(rule_kinds(on)) if COLUMN + "rules" in codes else frozenset()
    items = _items(on) if any(code.startswith(CLASS) for code in codes) else {}
    for row in _records(on, since):
        unit, class_code, category, nature, count, *days = row
        columns = {HOME, COLUMN + "contents"}
        if nature in kinds:
            columns.add(COLUMN + "rules")
        columns |= {CLASS + one for one in ((category,) if category else items.get(class_code, ()))}
        _add(found, columns, unit, count, days)
    for kind, unit, count, *days in _grouped(_live(PagePublication, "page"), ("kind", "agency_code"), on, since):
        _add(found, {HOME, *(COLUMN + one for one in OF_PAGES.get(kind, ()))}, unit, count, days)
    reports = AnnualReport.objects.filter(state__in=LIVE).order_by()
    for unit, count, *days in _grouped(reports, ("agency__code",), on, since):
        _add(found, {HOME, COLUMN + "annual"}, unit, count, days)
    return found


def _add(found: Mapping[Key, Updates], columns: Iterable[str], unit: str, count: int, days: Iterable[date]) -> None:
    for key in product(columns, (unit, "")):
        if key in found:
            found[key].days.update(days)
            found[key].count += count


def _records(on: date, since: date | None) -> Iterable[tuple[Any, ...]]:
    names = ("agency_code", "class_code", "category", "document_kind")
    return _grouped(_live(Publication, "record"), names, on, since)


def _live(model: type[Model], whole: str) -> QuerySet[Any]:
    """The versions of what is public now; earlier versions of what was withdrawn are gone with it."""
    gone = model._default_manager.filter(state="withdrawn").values(f"{whole}_id")
    return model._default_manager.filter(state__in=LIVE).exclude(**{f"{whole}_id__in": gone}).order_by()


def _grouped(rows: QuerySet[Any], names: tuple[str, ...], on: date, since: date | None) -> Iterable[tuple[Any, ...]]:
    """The names, how many stand there now, and the days."""
    rows = rows.annotate(day=TruncDate("published_at")).filter(day__lte=on)
    public = Count("pk", filter=Q(state="published"))
    if since is None:
        yield from rows.values_list(*names).annotate(n=public, newest=Max("day")).iterator(2000)
        return
    before = rows.filter(day__lt=since)
    yield from before.values_list(*names).annotate(n=public, newest=Max("day")).iterator(2000)
    later = rows.filter(day__gte=since).values_list(*names, "day").annotate(n=public)
    for *named, day, count in later.iterator(2000):
        yield *named, count, day


def _items(on: date) -> dict[str, tuple[str, ...]]:
    """The classes of content by statutory item, for records that were put under none."""
    found: dict[str, tuple[str, ...]] = {}
    try:
        for one in categories(on):
            for item in one.items:
                found[item] = (*found.get(item, ()), one.code)
    except LawError:
        return {}
    return found
