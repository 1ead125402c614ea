"""Rounds of dynamic adjustment as they are shown: what is due, how far a round is, what is undecided in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from gongkai.kit.who import Actor
from gongkai.law.publicity import marks
from gongkai.records.adjusting import secrecy_ends_on
from gongkai.records.counts import readable
from gongkai.records.decide_adjusting import WAITING
from gongkai.records.models import AdjustmentItem, AdjustmentRound, Record
from gongkai.records.said import Said
from gongkai.units.models import Agency


@dataclass(frozen=True, slots=True)
class RoundSeen:
    """A round with how many records it has, how many are settled, and whether its day has passed."""

    round: AdjustmentRound
    total: int
    settled: int
    late: bool

    @property
    def left(self) -> int:
        """How many are still to be decided."""
        return self.total - self.settled


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One record of a round with what it states; `secret_until` is the end of its secrecy, `over` where that passed.

    `settled` says that it needs no decision any more; `hash` is the content a decision is taken on.
    """

    item: AdjustmentItem
    record: Record
    said: Said
    hash: str
    secret_until: date | None
    over: bool
    settled: bool


def due_records(agency: Agency, until: date) -> QuerySet[Record]:
    """The withheld records of a unit to be looked at by that day, or never yet, that are in no open round."""
    open_ones = AdjustmentItem.objects.filter(record=OuterRef("pk"), round__closed_at=None)
    withheld = [one.code for one in marks(until) if not one.published]
    found = Record.objects.filter(agency=agency, state__in=WAITING, mark__in=withheld)
    found = found.filter(Q(next_review_on=None) | Q(next_review_on__lte=until))
    return found.exclude(Exists(open_ones)).order_by("ground", "class_code", "formed_on", "pk")


def due_count(asker: Actor, agency: Agency, until: date) -> int:
    """How many that is, for those who may read the unit's ledger."""
    return due_records(agency, until).count() if agency.code in readable(asker) else 0


def rounds(asker: Actor, agency: Agency, on: date) -> list[RoundSeen]:
    """The unit's rounds, the open ones first, then the newest."""
    found = AdjustmentRound.objects.filter(agency=agency, agency__code__in=readable(asker))
    found = found.annotate(total=Count("items"), settled=Count("items", filter=_settled("items__")))
    rows = found.order_by(F("closed_at").desc(nulls_first=True), "-opened_at")
    return [_seen(row, on) for row in rows]


def round_of(asker: Actor, round_id: int, on: date) -> RoundSeen | None:
    """One round, or None where there is none for the asker."""
    found = AdjustmentRound.objects.filter(pk=round_id, agency__code__in=readable(asker)).select_related("agency")
    row = found.annotate(total=Count("items"), settled=Count("items", filter=_settled("items__"))).first()
    return _seen(row, on) if row else None


def _seen(row: AdjustmentRound, on: date) -> RoundSeen:
    total, settled = row.total, row.settled  # type: ignore[attr-defined]
    return RoundSeen(row, total, settled, row.closed_at is None and row.due_on < on)


def _settled(before: str = "") -> Q:
    """Decided, or taken back into the path by somebody's change."""
    return ~Q(**{f"{before}outcome": ""}) | ~Q(**{f"{before}record__state__in": WAITING})


def open_items(of: AdjustmentRound) -> QuerySet[AdjustmentItem]:
    """What is still to be decided."""
    return AdjustmentItem.objects.filter(round=of).exclude(_settled())


def items(asker: Actor, of: AdjustmentRound, *, ground: str = "", show: str = "open") -> QuerySet[AdjustmentItem]:
    """The records of a round, by ground, class and day. `show`: open, settled or all."""
    found = AdjustmentItem.objects.filter(round=of, round__agency__code__in=readable(asker))
    if show == "open":
        found = found.exclude(_settled())
    elif show == "settled":
        found = found.filter(_settled())
    if ground:
        found = found.filter(record__ground="" if ground == "none" else ground)
    found = found.select_related("record", "record__agency", "record__content", "person")
    return found.order_by("record__ground", "record__class_code", "record__formed_on", "pk")


def overdue_secrets(asker: Actor, of: AdjustmentRound, on: date) -> list[ItemSeen]:
    """The undecided records of a round whose period of secrecy has ended: they come first."""
    found = items(asker, of).filter(record__ground="state_secret")
    return [one for one in seen(found, on) if one.over]


def seen(found: Sequence[AdjustmentItem] | QuerySet[AdjustmentItem], on: date) -> list[ItemSeen]:
    """The items with what their records state now."""
    shown = []
    for item in found:
        content = item.record.content
        if content is None:
            continue
        said = Said.stored(content.said)
        ends = secrecy_ends_on(said)
        settled = bool(item.outcome) or item.record.state not in WAITING
        shown.append(ItemSeen(item, item.record, said, content.hash, ends, ends is not None and ends <= on, settled))
    return shown


def by_ground(asker: Actor, of: AdjustmentRound) -> list[tuple[str, int]]:
    """How many undecided records there are for each ground, empty for those without one."""
    rows = items(asker, of).order_by("record__ground").values_list("record__ground").annotate(count=Count("pk"))
    return [(ground, count) for ground, count in rows]


def counts_of(of: AdjustmentRound) -> dict[str, int]:
    """How many were kept, turned, or taken back into the path otherwise."""
    rows = AdjustmentItem.objects.filter(round=of).order_by().values_list("outcome").annotate(count=Count("pk"))
    return {outcome or "otherwise": count for outcome, count in rows}
