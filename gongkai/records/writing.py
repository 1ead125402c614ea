"""What the actions write alike: a new content, the columns that repeat it, the state, the co-makers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from gongkai.kit import files, journal
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.publicity import content_problems, mark_problems
from gongkai.records.adjusting import next_review_on
from gongkai.records.columns import columns
from gongkai.records.due import due_dates, rules_day
from gongkai.records.locking import subject_of
from gongkai.records.models import Content, JointAgency, PublishOrder, Record, Submission
from gongkai.records.said import Said
from gongkai.units.models import Agency, Person

State = Record.State


def said_of(content: Content) -> Said:
    """What a stored content states."""
    return Said.stored(content.said)


def current(record: Record) -> Content:
    """The content that stands now; every record has one from its making on."""
    if record.content is None:
        raise Refused("no-content", "该信息没有内容，请联系系统管理员核对数据。")
    return record.content


def admit(said: Said, agency: Agency, now: datetime) -> Said:
    """The content as it may be kept: read again as from outside, its files at hand, its co-makers known agencies.

    The text of what is marked secret is never kept here (保密法第三十一条), and nothing is withheld without a ground,
    not even in a draft. Raises Refused.
    """
    kept = Said.from_json(said.to_json())
    if problems := content_problems(kept.ground, bool(kept.body or kept.files), rules_day(now)):
        raise Refused(problems[0].code, problems[0].sentence)
    if kept.mark:
        for lack in mark_problems(kept.mark, kept.ground, kept.ground_details, kept.mark_reason, rules_day(now)):
            # The rest may be missing in a draft; what is withheld without a ground is not even booked.
            if lack.code == "mark-ground-missing":
                raise Refused(lack.code, lack.sentence)
    for one in kept.files:
        place = files.place_of(one.digest)
        if not place.exists() or place.stat().st_size != one.size:
            raise Refused("said-file-missing", f"附件“{one.name}”没有上传完整，未保存。请重新添加该附件。")
    if agency.code in kept.joint:
        raise Refused("said-joint", f"{agency.short}是牵头单位，不用列入联合制发单位，请去掉。")
    known = set(Agency.objects.filter(code__in=kept.joint).values_list("code", flat=True))
    if strangers := [code for code in kept.joint if code not in known]:
        raise Refused("said-joint", f"联合制发单位“{strangers[0]}”没有登记，请从单位名单中选定。")
    return kept


def add_content(record: Record, said: Said, person: Person | None, now: datetime) -> Content:
    """A new version after the last one, made the current one; the approval is gone with it. Saves nothing of the record
    but sets its columns."""
    last = record.contents.aggregate(last=Max("version"))["last"] or 0
    kept = said.to_json()
    content = Content(record=record, version=last + 1, said=kept, hash=said.hash(), made_by=person, made_at=now)
    content.save(force_insert=True)
    record.content, record.approved = content, None
    repeat_columns(record, said, now)
    return content


def repeat_columns(record: Record, said: Said, now: datetime) -> None:
    """Set the record's columns to what the content states, with the due dates that follow.

    What was public before is due again from its change, not from its forming (《条例》第二十六条).
    """
    for name, value in columns(said).items():
        setattr(record, name, value)
    settle_due(record, said, now)
    if record.published_at is not None:
        record.publish_due_on = due_dates(rules_day(now), said.mark, rules_day(now)).publish_on


def settle_due(record: Record, said: Said, now: datetime) -> None:
    """Set the limits counted from the forming: for a first publication, and again once a revision stands in public."""
    due = due_dates(said.formed_on, said.mark, rules_day(now))
    record.publish_due_on, record.handover_due_on = due.publish_on, due.handover_on


def review_due(said: Said, now: datetime) -> date | None:
    """When a registered record is looked at again (《条例》第十八条); None for days before the rule began."""
    try:
        return next_review_on(said, rules_day(now))
    except LawError:
        return None


def wait_for(record: Record, step: str, duty: str, now: datetime) -> None:
    """Name what the record waits for; empty words when for nobody. Nobody has it in hand then."""
    record.waiting_step, record.waiting_duty = step, duty
    record.waiting_since = now if duty else None
    record.handler = None


def save(record: Record, now: datetime) -> None:
    """Save after an act: one edition more, so that whoever saw the former is told."""
    record.edition += 1
    record.changed_at = now
    record.save()


def join(record: Record, codes: tuple[str, ...]) -> None:
    """Make the co-makers those named; an opinion already given by one taken off stays in the journal."""
    JointAgency.objects.filter(record=record).exclude(agency__code__in=codes).delete()
    there = set(JointAgency.objects.filter(record=record).values_list("agency__code", flat=True))
    for agency in Agency.objects.filter(code__in=codes).exclude(code__in=there):
        JointAgency.objects.create(record=record, agency=agency)


def tell_joint(record: Record, of: str, now: datetime) -> None:
    """Tell every co-maker what became of the document (《条例》第十条第三款): the event's word, shown as unseen."""
    record.joint.update(told_at=now, told_of=of, seen_at=None, seen_by=None)


def void_orders(record: Record, now: datetime) -> int:
    """Orders to publish fall with what they were given for; how many fell."""
    waiting = PublishOrder.objects.filter(record=record, state=PublishOrder.State.WAITING)
    words = "内容或者签发情况有变，定时发布已取消。重新签发后请再次安排。"
    return waiting.update(
        state=PublishOrder.State.CANCELLED, ended_at=now, refusal_code="changed-meanwhile", refusal=words
    )


def end_submission(record: Record, state: str) -> None:
    """Close the submission that is under way, if any."""
    Submission.objects.filter(record=record, state=Submission.State.OPEN).update(state=state)


def facts_of(record: Record) -> dict[str, Any]:
    """What the journal keeps of a record before and after an act; no text, since the text may not be for everyone."""
    content = record.content
    return {
        "state": str(record.state),
        "edition": record.edition,
        "version": content.version if content else 0,
        "content": content.hash if content else "",
        "mark": record.mark,
        "step": record.waiting_step,
    }


def write_journal(
    record: Record, act: str, before: Mapping[str, Any], reason: str, actor: Actor, now: datetime, **more: Any
) -> None:
    """One row in the chain of the record's unit."""
    journal.write(
        record.agency.code,
        act=act,
        subject=subject_of(record.pk),
        before=before,
        after=facts_of(record) | more,
        reason=reason,
        actor=actor,
        now=now,
    )
