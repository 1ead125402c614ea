"""Publish a record: the one way by which anything becomes public, for the desk, the interface, and the worker alike."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.problems import Problem
from gongkai.records.booked import booked_as_history
from gongkai.records.due import rules_day
from gongkai.records.indexing import index_record
from gongkai.records.linking import acting_links_of, apply_links, validity_links_of
from gongkai.records.locking import lock
from gongkai.records.models import IndexNumber, Publication, PublishOrder, Record, Screening
from gongkai.records.numbering import give_number
from gongkai.records.published import forget_choices
from gongkai.records.publishing import decide_publishing, late_by
from gongkai.records.publishing_facts import due_on, facts_of
from gongkai.records.said import Said, hash_of
from gongkai.records.snapshot import changes_of, freeze, number_parts
from gongkai.records.telling import tell_of
from gongkai.records.writing import current, said_of, save, settle_due, tell_joint, wait_for, write_journal
from gongkai.records.writing import facts_of as stand_of
from gongkai.units.powers import PUBLISH

ACT = "publish_record"
State = Publication.State
NOTE_LIMIT = 300


class Barred(Refused):
    """Refused by one or more barriers; `problems` has every one with its rule. The first one's code stands for all."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].code, "".join(problem.sentence for problem in problems))
        self.problems = problems


@action
def publish_record(
    record_id: int, *, edition: int | None = None, change_note: str = "", actor: Actor, now: datetime
) -> Publication:
    """Make the signed content public: number, snapshot, state and journal in one transaction.

    Checks mark, reviews of this content, screening, completeness, cleaned attachments, and that it is not too early.
    What is late is published and recorded as late. A revision keeps number and first moment, and needs `change_note`;
    the version before it can no longer be read. Raises Barred with every barrier, else Refused "not-allowed",
    "changed-meanwhile", "change-note-long".
    """
    record = lock(record_id, edition)
    require(actor, PUBLISH, record.agency.code, "发布信息")
    note = change_note.strip()
    if len(note) > NOTE_LIMIT:
        raise Refused("change-note-long", f"改动说明有 {len(note)} 字，最多 {NOTE_LIMIT} 字，未发布。请缩短。")
    problems = barriers(record, now, note)
    if problems:
        raise Barred(problems)
    said, before = said_of(current(record)), stand_of(record)
    due = due_on(record, now)
    number = give_number(record, said, now)
    earlier = Publication.objects.filter(record=record, state=State.PUBLISHED).first()
    made = _write(record, said, number, note, now)
    _stand(record, said, made, now)
    tell_of(made, now, before=earlier)
    index_record(made)
    apply_links(record, now)
    transaction.on_commit(forget_choices)
    PublishOrder.objects.filter(record=record, state=PublishOrder.State.WAITING).update(
        state=PublishOrder.State.CANCELLED,
        ended_at=now,
        refusal_code="published-already",
        refusal=f"{actor.name}已提前发布，不再定时发布。",
    )
    late = late_by(due, rules_day(now))
    write_journal(
        record, ACT, before, note or "发布", actor, now,
        index_number=number.number, public_version=made.version, snapshot=made.snapshot_hash,
        due_on=due.isoformat() if due else "", late_days=late,
    )  # fmt: skip
    return made


def barriers(record: Record, now: datetime, change_note: str = "", *, thorough: bool = True) -> tuple[Problem, ...]:
    """Everything that keeps the record from being public at that moment. Unknown law is a barrier, never a pass."""
    try:
        return decide_publishing(facts_of(record, now, change_note, thorough=thorough))
    except LawError as error:
        return (Problem("unknown-law", "", error.sentence),)


def _write(record: Record, said: Said, number: IndexNumber, note: str, now: datetime) -> Publication:
    versions = list(Publication.objects.select_for_update().filter(record=record).defer("snapshot"))
    first = min((row.first_published_at for row in versions), default=now)
    version = max((row.version for row in versions), default=0) + 1
    screening = Screening.objects.get(content=current(record))
    snapshot = freeze(
        record,
        said,
        number=number.number,
        version=version,
        now=now,
        first=first,
        cleaned=screening.cleaned,
        changes=changes_of(versions, version, note, now) if version > 1 else (),
    )
    Publication.objects.filter(record=record).exclude(state=State.REPLACED).update(state=State.REPLACED)
    return Publication.objects.create(
        record=record,
        content_hash=current(record).hash,
        version=version,
        index_number=number.number,
        agency_code=record.agency.code,
        agency_name=record.agency.name,
        title=said.title,
        doc_number=said.doc_number,
        class_code=said.class_code,
        category=said.category,
        genre=said.genre,
        document_kind=said.document_kind,
        topic=said.topic,
        **number_parts(said.doc_number),
        formed_on=said.formed_on,
        effective_on=said.effective_on,
        expires_on=said.expires_on,
        validity_links=validity_links_of(record),
        acting_links=acting_links_of(record),
        published_at=now,
        first_published_at=first,
        change_note=note,
        snapshot=snapshot,
        snapshot_hash=hash_of(snapshot),
    )


def _stand(record: Record, said: Said, made: Publication, now: datetime) -> None:
    if made.version > 1 and not booked_as_history(record):
        # A revision was due from its change; once it stands in public, the limit is again the one from the forming.
        settle_due(record, said, now)
    record.state = Record.State.PUBLISHED
    record.published_at = made.first_published_at
    wait_for(record, "", "", now)
    save(record, now)
    tell_joint(record, record.state, now)
