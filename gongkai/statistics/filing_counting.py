"""What the platform counts for a filing now, and how that differs from what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from gongkai.kit.who import Actor
from gongkai.law.filing_schedule import Span
from gongkai.law.formats import ReportFormat
from gongkai.statistics.filing_locking import acting_person
from gongkai.statistics.filing_tree import Tree, tree_of, units_around
from gongkai.statistics.filing_values import form_of, packed, span_of
from gongkai.statistics.measured import Measured
from gongkai.statistics.measuring import measure
from gongkai.statistics.models import FiledCell, Filing

How = FiledCell.How
Thing = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell whose count moved: what the platform counted when it was filed, what it counts now, and the things that
    came and went."""

    cell: str
    before: Decimal | None
    after: Decimal | None
    came: tuple[Thing, ...]
    went: tuple[Thing, ...]

    @property
    def by(self) -> Decimal:
        """By how much."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


def counts(agencies: Iterable[int], form: ReportFormat, span: Span) -> dict[str, Measured]:
    """Every cell of the form over those units and that period, as the platform has the facts now."""
    return measure(list(agencies), form, span.first, span.last)


def counted_now(filing: Filing, tree: Tree | None = None) -> dict[str, Measured]:
    """What the unit's own filing would be filled with now."""
    of = span_of(filing)
    at = tree or tree_of(of, units_around(filing.agency_id))
    return counts(at.counted(filing.agency_id), form_of(filing), of)


def fill(filing: Filing, measured: Mapping[str, Measured], *, actor: Actor, now: datetime) -> None:
    """Give an empty filing its counted cells. A cell the platform holds nothing for stays blank."""
    person = acting_person(actor)
    FiledCell.objects.bulk_create(
        [_counted(filing, one, person, now) for one in measured.values() if one.counted], batch_size=500
    )


def changes(stored: Mapping[str, FiledCell], measured: Mapping[str, Measured]) -> list[Change]:
    """The cells that would be counted otherwise now, in the order of the form."""
    found = []
    for cell, now in measured.items():
        row = stored.get(cell)
        before = _once(row)
        after = now.value if now.counted else None
        had = {_key(one) for one in row.things} if row is not None else set()
        has = {_key(one) for one in packed((t.kind, t.key, t.agency, t.quantity) for t in now.things)}
        if before == after and (had == has or before is None):
            continue
        found.append(Change(cell, before, after, tuple(sorted(has - had)), tuple(sorted(had - has))))
    return found


def apply(
    filing: Filing, stored: Mapping[str, FiledCell], measured: Mapping[str, Measured], *, actor: Actor, now: datetime
) -> list[Change]:
    """Count again: counted cells take the new figure; typed and imported ones keep theirs and show the new count."""
    person = acting_person(actor)
    found = changes(stored, measured)
    for change in found:
        one, row = measured[change.cell], stored.get(change.cell)
        if row is None:
            _counted(filing, one, person, now).save(force_insert=True)
            continue
        if row.how == How.COUNTED:
            row.value, row.by, row.at = one.value, person, now
        row.counted = one.value if one.counted else None
        row.things = packed((t.kind, t.key, t.agency, t.quantity) for t in one.things)
        if row.how != How.COUNTED and not row.reason:
            row.reason = BEFORE_COUNTED
        row.definition = one.definition
        row.save()
    return found


BEFORE_COUNTED = "填写时平台还没有统计数"


def _counted(filing: Filing, one: Measured, person: Any, now: datetime) -> FiledCell:
    return FiledCell(
        filing=filing, cell=one.cell, value=one.value, how=How.COUNTED, definition=one.definition,
        things=packed((thing.kind, thing.key, thing.agency, thing.quantity) for thing in one.things),
        counted=one.value, by=person, at=now,
    )  # fmt: skip


def _once(row: FiledCell | None) -> Decimal | None:
    """What the platform counted when the cell was filed."""
    if row is None:
        return None
    return row.value if row.how == How.COUNTED else row.counted


def _key(thing: Any) -> Thing:
    kind, key, agency, quantity = thing
    return kind, key, agency, quantity
