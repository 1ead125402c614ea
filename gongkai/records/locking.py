"""One record held still for one act: the row locked, and the person told when another was quicker."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import Actor
from gongkai.records.models import Record
from gongkai.units.acting import PERSON
from gongkai.units.models import Person

OPENED = "open_record"


def subject_of(record_id: int) -> str:
    """How the journal names a record."""
    return f"record {record_id}"


def lock(record_id: int, edition: int | None = None) -> Record:
    """The record with its unit, locked until the transaction ends.

    `edition` is the one the person saw. Raises Refused "no-record", or "changed-meanwhile" saying by whom and when.
    """
    found = Record.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=record_id).first()
    if found is None:
        raise Refused("no-record", "没有这条信息，或者已经清除。请从列表重新打开。")
    if edition is not None and found.edition != edition:
        raise Refused("changed-meanwhile", changed_sentence(found))
    return found


def changed_sentence(record: Record) -> str:
    """Who did the last act on the record, and when; for the one who came second."""
    entries = JournalEntry.objects.filter(chain_id=record.agency.code, subject=subject_of(record.pk))
    last = entries.exclude(act=OPENED).order_by("-number").first()
    who = name_of(last.actor) if last else ""
    at = last.at if last else record.changed_at
    return f"该信息已由{who or '他人'}于 {moment(at)}办理过，本次未执行。请刷新后查看现在的内容。"


def name_of(actor_id: str) -> str:
    """The name of the person behind a journal's actor, or empty for a process."""
    if not actor_id.startswith(PERSON):
        return ""
    return Person.objects.filter(login=actor_id.removeprefix(PERSON)).values_list("name", flat=True).first() or ""


def moment(at: datetime) -> str:
    """A moment as it is said to people, in Beijing time."""
    local = at.astimezone(BEIJING)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def key_behind(actor: Actor) -> int | None:
    """The key of the person behind the actor, without asking for his row where it is known; None as person_behind."""
    if actor.key is not None:
        return actor.key
    person = person_behind(actor)
    return None if person is None else person.pk


def person_behind(actor: Actor) -> Person | None:
    """The person behind the actor, or None for a process or a linked system."""
    if not actor.id.startswith(PERSON):
        return None
    return Person.objects.filter(login=actor.id.removeprefix(PERSON)).first()
