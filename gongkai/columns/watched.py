"""The items of public catalogues that come round again: by when something must be published under each next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.columns.models.items import ItemRecord, PublicItem
from gongkai.kit.clock import day_of
from gongkai.kit.watched import WatchedClock, register
from gongkai.law.errors import LawError
from gongkai.law.item_limits import Limit, limit_of
from gongkai.records.models import Publication

SOURCE = "columns"
NODE = "item_publication"


@dataclass(frozen=True, slots=True)
class Span:
    """From one publication (or the item's beginning) to the next: when it must come, and when it did."""

    begun_on: date
    due_on: date
    met_on: date | None


def watched(since: date | None) -> Iterator[WatchedClock]:
    """The span that runs under each item, and those that ended on that day or later."""
    published = _published()
    for unit, key, name, words, began in PublicItem.objects.order_by("agency_code", "order").values_list(
        "agency_code", "key", "name", "limit", "since"
    ):
        first = day_of(began)
        try:
            limit = limit_of(words, first)
        except LawError:
            continue
        for one in spans(limit, first, published.get((unit, key), ())):
            if one.met_on is None or (since is not None and one.met_on >= since):
                yield WatchedClock(
                    SOURCE, f"item:{unit}:{key}:{one.due_on.isoformat()}"[:100], NODE, unit, name, one.begun_on,
                    one.due_on, one.met_on, subject=("items-report", unit),
                )  # fmt: skip


def spans(limit: Limit, first: date, days: Iterable[date]) -> Iterator[Span]:
    """The spans of an item since its first day. A publication that asks for nothing later ends no span."""
    begun, due = first, limit.due_after(first, published=False)
    for day in sorted(one for one in days if one >= first):
        after = limit.due_after(day, published=True)
        if due is not None and after is not None and after > due:
            yield Span(begun, due, day)
            begun, due = day, after
    if due is not None:
        yield Span(begun, due, None)


def _published() -> dict[tuple[str, str], list[date]]:
    """The days on which something was first published under each item."""
    public = dict(
        Publication.objects.filter(state=Publication.State.PUBLISHED, record__in=ItemRecord.objects.values("record"))
        .order_by("pk")
        .values_list("record_id", "first_published_at")
    )
    found: dict[tuple[str, str], list[date]] = {}
    for unit, key, record in ItemRecord.objects.values_list("agency__code", "key", "record_id"):
        if record in public:
            found.setdefault((unit, key), []).append(day_of(public[record]))
    return found


register(SOURCE, watched)
