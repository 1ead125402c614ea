"""Which records were booked from an older ledger, and which of an import are no longer as they came."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.kit.models import ImportBatch
from gongkai.records.importing_values import HISTORY
from gongkai.records.models import AdjustmentItem, IndexNumber, Record

State = Record.State
# Why a record of an import stays, in the order in which it is asked; the faces have the words.
NUMBERED, CHANGED, JUDGED, LINKED = "numbered", "changed", "judged", "linked"


def booked_as_history(record: Record) -> bool:
    """Whether the record came from an older ledger as what was done long ago, and not as a draft."""
    batch = record.imported_from.partition(":")[0]
    return batch.isdigit() and ImportBatch.objects.filter(pk=int(batch), options__way=HISTORY).exists()


def of_batch(batch: ImportBatch) -> QuerySet[Record]:
    """The records made by an import and not put away since."""
    rows = Record.objects.filter(agency__code=batch.agency, imported_from__startswith=f"{batch.pk}:")
    return rows.exclude(state=State.DISCARDED)


def why_they_stay(rows: QuerySet[Record]) -> dict[int, str]:
    """Those of the rows that cannot be put away with their import, each with the first reason: it bears a number that
    was brought along, was changed or sent on its way, was judged in a round, or stands in relation to a document."""
    asked = (
        (NUMBERED, Q(pk__in=IndexNumber.objects.values("record"))),
        (CHANGED, ~Q(state__in=(State.HISTORIC, State.DRAFT)) | Q(edition__gt=1)),
        (JUDGED, Q(pk__in=AdjustmentItem.objects.exclude(outcome="").values("record"))),
        (LINKED, Q(links__isnull=False) | Q(linked_by__isnull=False)),
    )
    found: dict[int, str] = {}
    for why, which in asked:
        for pk in rows.filter(which).order_by().values_list("pk", flat=True):
            found.setdefault(pk, why)
    return found
