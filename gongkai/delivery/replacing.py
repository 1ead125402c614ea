"""The worker's part: what the halls have and what is public are held against each other; a difference is due."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from gongkai.delivery.copies import copy_of
from gongkai.delivery.locking import facts_of_replacement
from gongkai.delivery.models import Batch, BatchItem, Copy, Replacement
from gongkai.kit import journal
from gongkai.kit.who import Actor
from gongkai.records.models import Publication

PROCESS = Actor("process:deposit-changes", "送交后变动")
ACT = "find_deposit_change"
A_ROUND = 50
State = Replacement.State
OPEN = (State.DUE, State.ASKED, State.APPROVED)


def find_changes(now: datetime) -> int:
    """Make a replacement due for what the halls signed for and was revised or withdrawn since; how many.

    Of what was withdrawn the file goes once no open letter needs it any more (D-232).
    """
    found = [_due(item, now) for item in _changed()]
    _remove_withdrawn()
    return sum(found)


def _changed() -> list[BatchItem]:
    revised = Q(
        record__publications__state=Publication.State.PUBLISHED, record__publications__version__gt=F("due_version")
    )
    withdrawn = Q(record__publications__state=Publication.State.WITHDRAWN, due_withdrawn=False)
    rows = BatchItem.objects.filter(revised | withdrawn, batch__state=Batch.State.RECEIVED)
    return list(rows.distinct().order_by("pk")[:A_ROUND])


@transaction.atomic
def _due(found: BatchItem, now: datetime) -> int:
    item = BatchItem.objects.select_for_update(of=("self",)).select_related("batch__agency", "hall").get(pk=found.pk)
    assert item.record_id is not None
    current = Publication.objects.exclude(state=Publication.State.REPLACED).filter(record_id=item.record_id).first()
    if current is None:
        return 0
    gone = current.state == Publication.State.WITHDRAWN
    if item.due_withdrawn if gone else current.version <= item.due_version:
        return 0
    item.replacements.filter(state__in=OPEN).update(state=State.OVERTAKEN)
    made = Replacement.objects.create(
        item=item, kind=Replacement.Kind.WITHDRAW if gone else Replacement.Kind.REPLACE, version=current.version,
        copy=None if gone else copy_of(current, now), made_at=now,
    )  # fmt: skip
    item.due_version, item.due_withdrawn = current.version, gone
    item.save(update_fields=["due_version", "due_withdrawn"])
    journal.write(
        item.batch.agency.code, act=ACT, subject=f"deposit replacement {made.pk}", before={},
        after=facts_of_replacement(made), reason="送交后已撤回" if gone else "送交后已修订", actor=PROCESS, now=now,
    )  # fmt: skip
    return 1


def _remove_withdrawn() -> None:
    needed = Replacement.objects.filter(kind=Replacement.Kind.WITHDRAW, state__in=OPEN).values("item__record")
    waiting = BatchItem.objects.filter(batch__state=Batch.State.SENT, record__isnull=False).values("record")
    emptied = Copy.objects.filter(removed=False, publication__snapshot_hash="")
    emptied.exclude(publication__record__in=needed).exclude(publication__record__in=waiting).update(removed=True)
