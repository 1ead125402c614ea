"""Taking an import back: what is still as it came is put away piece by piece, the rest stays and is told with why."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import F

from gongkai.kit import journal
from gongkai.kit.clock import BEIJING
from gongkai.kit.journal_lot import Told, write_lot
from gongkai.kit.models import ImportBatch
from gongkai.kit.who import Actor
from gongkai.records.booked import of_batch, why_they_stay
from gongkai.records.importing_rows import KIND
from gongkai.records.locking import subject_of
from gongkai.records.models import Record
from gongkai.records.writing import facts_of
from gongkai.units.acting import PERSON, actor_of
from gongkai.units.models import Person
from gongkai.units.notices import tell
from gongkai.units.powers import IMPORT

ACT, DISCARD = "undo_import", "discard_record"
PIECE = 500
# Where a batch says how far its undoing is: by, reason, at, stage, after (the last record looked at), put_away, stayed.
UNDO = "undo"
UNDER_WAY, DONE = "under_way", "done"
State = Record.State


def begin(batch: ImportBatch, reason: str, actor: Actor, now: datetime) -> None:
    """Write down who wants it and why; the batch is locked by the caller."""
    batch.options[UNDO] = {
        "by": actor.id, "reason": reason, "at": now.isoformat(), "stage": UNDER_WAY, "after": 0, "put_away": 0,
    }  # fmt: skip
    batch.save(update_fields=["options"])


def work(now: datetime) -> int:
    """A piece of the undoing that waits longest; how many records it looked at. For the worker."""
    waiting = ImportBatch.objects.filter(kind=KIND, options__undo__stage=UNDER_WAY).order_by("made_at", "pk").first()
    if waiting is None:
        return 0
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=waiting.pk)
        if batch.options[UNDO]["stage"] != UNDER_WAY:
            return 0
        person = Person.objects.get(login=batch.options[UNDO]["by"].removeprefix(PERSON))
        actor = actor_of(person, now.astimezone(BEIJING).date())
        may = actor.may(IMPORT, batch.agency)
        moved = put_away_some(batch, actor, now) if may else 0
        if not may:
            _finish(batch, actor, now, f"{person.name}已没有导入台账的职责，撤销停在此处，其余信息仍在台账中。")
        if not moved:
            words = f"《{batch.file_name}》的导入已撤销：作废 {batch.options[UNDO]['put_away']} 件"
            tell(person, words, address=f"/desk/imports/{batch.pk}/", now=now)
    return max(moved, 1)


def put_away_some(batch: ImportBatch, actor: Actor, now: datetime) -> int:
    """Put away the next piece; how many records were looked at. None left: the undoing ends and says what stayed."""
    undo = batch.options[UNDO]
    rows = of_batch(batch)
    ids = list(rows.filter(pk__gt=undo["after"]).order_by("pk").values_list("pk", flat=True)[:PIECE])
    if not ids:
        _finish(batch, actor, now)
        return 0
    piece = Record.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    held = list(piece.select_related("content").order_by("pk"))
    stays = why_they_stay(Record.objects.filter(pk__in=ids))
    gone = [record for record in held if record.pk not in stays]
    Record.objects.filter(pk__in=[record.pk for record in gone]).update(
        state=State.DISCARDED, edition=F("edition") + 1, changed_at=now, handler=None,
        publish_due_on=None, handover_due_on=None, next_review_on=None,
    )  # fmt: skip
    for record in gone:
        record.state, record.edition = State.DISCARDED, record.edition + 1
    reason = f"撤销第 {batch.pk} 次导入：{undo['reason']}"
    write_lot(
        batch.agency, DISCARD, [Told(subject_of(record.pk), facts_of(record), reason) for record in gone],
        actor=actor, now=now,
    )  # fmt: skip
    undo["after"], undo["put_away"] = ids[-1], undo["put_away"] + len(gone)
    batch.save(update_fields=["options"])
    return len(ids)


def _finish(batch: ImportBatch, actor: Actor, now: datetime, fault: str = "") -> None:
    undo = batch.options[UNDO]
    undo["stage"], undo["fault"] = DONE, fault
    undo["stayed"] = dict(Counter(why_they_stay(of_batch(batch)).values()))
    batch.save(update_fields=["options"])
    journal.write(
        batch.agency,
        act=ACT,
        subject=f"import {batch.pk}",
        before={},
        after={"put_away": undo["put_away"], "stayed": undo["stayed"], "fault": fault},
        reason=undo["reason"],
        actor=actor,
        now=now,
    )
