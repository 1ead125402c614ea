"""One batch, hall or replacement held still for one act."""

from __future__ import annotations

from typing import Any

from gongkai.delivery.models import Batch, Hall, Replacement
from gongkai.kit.action import Refused


def lock_hall(hall_id: int) -> Hall:
    """The hall, held until the transaction ends. Raises Refused "no-hall"."""
    found = Hall.objects.select_for_update(of=("self",)).select_related("government", "office", "agency")
    hall = found.filter(pk=hall_id).first()
    if hall is None:
        raise Refused("no-hall", "没有这个接收馆，未执行。请从列表重新打开。")
    return hall


def lock_batch(batch_id: int) -> Batch:
    """The batch with unit and hall, held until the transaction ends. Raises Refused "no-batch"."""
    rows = Batch.objects.select_for_update(of=("self",)).select_related("agency", "hall__agency", "hall__office")
    batch = rows.filter(pk=batch_id).first()
    if batch is None:
        raise Refused("no-batch", "没有这个送交批次，未执行。请从列表重新打开。")
    return batch


def lock_replacement(replacement_id: int) -> Replacement:
    """The replacement with its item, held until the transaction ends. Raises Refused "no-replacement"."""
    rows = Replacement.objects.select_for_update(of=("self",)).select_related(
        "item__batch__agency", "item__hall__office", "item__hall__agency", "asked_by"
    )
    found = rows.filter(pk=replacement_id).first()
    if found is None:
        raise Refused("no-replacement", "没有这项撤回或者更换，未执行。请从列表重新打开。")
    return found


def subject_of(batch: Batch) -> str:
    """How the journal names a batch."""
    return f"deposit batch {batch.pk}"


def facts_of(batch: Batch) -> dict[str, Any]:
    """What the journal holds of a batch before and after an act."""
    return {
        "hall": batch.hall.name, "begins": batch.begins.isoformat(), "ends": batch.ends.isoformat(),
        "due_on": batch.due_on.isoformat(), "state": batch.state, "items": batch.items_count,
        "paper": batch.paper_count, "electronic": batch.electronic_count,
    }  # fmt: skip


def facts_of_replacement(found: Replacement) -> dict[str, Any]:
    """What the journal holds of a replacement before and after an act."""
    return {
        "hall": found.item.hall.name, "item": found.item.index_number, "kind": found.kind, "version": found.version,
        "state": found.state, "letter": found.letter_number,
    }  # fmt: skip
