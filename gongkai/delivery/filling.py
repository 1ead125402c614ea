"""Putting into a batch what was chosen for it, line by line."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.choosing import Chosen, extra_key, record_key
from gongkai.delivery.copies import copy_of
from gongkai.delivery.models import Batch, BatchItem
from gongkai.law.publicity import mark_of
from gongkai.records.models import Publication

PROACTIVE = "proactive"


def fill(batch: Batch, chosen: Chosen, now: datetime) -> int:
    """Write the items of an empty batch; gives how many. What is delivered is what is public now."""
    mark = mark_of(PROACTIVE, batch.ends).label
    items = [_record_item(batch, row, now) for row in chosen.publications]
    for one in chosen.extras:
        items.append(
            BatchItem(
                extra=one, key=extra_key(one.pk), title=one.title, doc_number=one.doc_number, formed_on=one.formed_on,
                mark=mark, pages=one.pages, digest=one.digest,
            )
        )  # fmt: skip
    for position, item in enumerate(items, start=1):
        item.batch, item.hall, item.position = batch, batch.hall, position
    BatchItem.objects.bulk_create(items)
    return len(items)


def _record_item(batch: Batch, row: Publication, now: datetime) -> BatchItem:
    copy = copy_of(row, now)
    said = {one["code"]: one["value"] for one in row.snapshot["metadata"]}
    return BatchItem(
        record_id=row.record_id, key=record_key(row.record_id), copy=copy, index_number=row.index_number,
        title=row.title, doc_number=row.doc_number, formed_on=row.formed_on,
        mark=said.get("publicity_attribute") or mark_of(PROACTIVE, batch.ends).label, pages=copy.pages,
        digest=copy.digest, version=row.version, due_version=row.version,
    )  # fmt: skip
