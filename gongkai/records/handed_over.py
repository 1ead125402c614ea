"""What an office system handed over, row by row: found by its own key, held still, and its reading written down."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import Actor
from gongkai.records.decide_handing_over import Standing
from gongkai.records.locking import OPENED, subject_of
from gongkai.records.models import IndexNumber, Record
from gongkai.records.writing import current

SAYING = ("create_record", "change_record")


def by_key(system: str, key: str) -> Record | None:
    """The record behind a system's key, locked until the transaction ends; None where there is none."""
    rows = Record.objects.select_for_update(of=("self",)).select_related("agency", "content", "handler", "drafter")
    return rows.filter(source_system=system, source_key=key).first()


def standing_of(record: Record, actor: Actor) -> Standing:
    """The facts about it. What the system sent last is told by the journal, whoever has changed the draft since."""
    rows = JournalEntry.objects.filter(
        chain_id=record.agency.code, subject=subject_of(record.pk), actor=actor.id, act__in=SAYING
    )
    sent = rows.order_by("-number").values_list("after", flat=True).first() or {}
    return Standing(
        state=record.state,
        label=record.get_state_display(),
        sent=sent.get("content", ""),
        current=current(record).hash,
        numbered=IndexNumber.objects.filter(record=record).exists(),
    )


def note_reading(record: Record, reason: str, actor: Actor, now: datetime) -> None:
    """Put the system's look at one record into its unit's journal, inside the caller's transaction."""
    journal.write(
        record.agency.code,
        act=OPENED,
        subject=subject_of(record.pk),
        before={},
        after={"edition": record.edition, "mark": record.mark},
        reason=reason,
        actor=actor,
        now=now,
    )
