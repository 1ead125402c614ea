"""Hand over a document from an office system: the same key makes one record, however often and at once it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.problems import Problem
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.create_record import create_record
from gongkai.records.decide import Barrier, mark_lacks
from gongkai.records.decide_handing_over import SAME, decide_again
from gongkai.records.due import rules_day
from gongkai.records.handed_over import by_key, note_reading, standing_of
from gongkai.records.models import Record
from gongkai.records.said import Said
from gongkai.records.writing import admit
from gongkai.units.models import Agency, Person
from gongkai.units.notices import tell
from gongkai.units.powers import DRAFT
from gongkai.units.systems import prefix_of_actor

CHANGED = "办公系统重新移送"


class Unmarked(Refused):
    """Refused for want of a complete publicity mark; `problem` names the field."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code, problem.sentence)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The record, and whether this call made it."""

    record: Record
    made: bool


@action
def hand_over_record(
    *,
    agency: Agency,
    said: Said,
    key: str,
    drafter: Person | None = None,
    replace: bool = False,
    actor: Actor,
    now: datetime,
) -> HandedOver:
    """A draft of `agency` from the system that acts, which calls it `key`, in the hands of `drafter`, or of the unit's
    clerks where none is named. Sent again it is the same record; `replace` puts another content in place of a draft
    that nobody has touched.

    Without a complete mark nothing is taken (没有标定公开属性的不流转). Raises Unmarked, and Refused: "not-allowed",
    "not-a-system", "discarded", "handed-over-differently", "wrong-state", "changed-at-desk", and those of the content.
    """
    require(actor, DRAFT, agency.code, "移送文件")
    source = prefix_of_actor(actor), key
    try:
        lacks = mark_lacks(said, rules_day(now))
    except LawError as error:
        raise Refused(error.code, error.sentence) from error
    if lacks:
        raise Unmarked(lacks[0])
    record = by_key(*source)
    if record is None:
        made = _make(agency, said, source, drafter, actor, now)
        if made is not None:
            return HandedOver(made, True)
        record = by_key(*source)
    if record is None:
        raise Refused("handed-over-already", f"编号“{key}”的文件正由另一次调用移送，没有重复建立。请重新查询。")
    kept = admit(said, agency, now)
    verdict = decide_again(standing_of(record, actor), key, kept.hash(), replace=replace)
    if isinstance(verdict, Barrier):
        raise Refused(verdict.code, verdict.sentence)
    if verdict == SAME:
        note_reading(record, "办公系统重复移送", actor, now)
        return HandedOver(record, False)
    return HandedOver(_replace(record, kept, drafter, actor, now), False)


def _make(
    agency: Agency, said: Said, source: tuple[str, str], drafter: Person | None, actor: Actor, now: datetime
) -> Record | None:
    """The draft, or None where another call was quicker by a moment: the database keeps one row a key."""
    try:
        record = create_record(agency=agency, said=said, actor=actor, now=now, system=source, drafter=drafter)
    except IntegrityError:
        if by_key(*source) is None:
            raise
        return None
    except Refused as refusal:
        if refusal.code != "handed-over-already":
            raise
        return None
    _tell(record, now)
    return record


def _replace(record: Record, kept: Said, drafter: Person | None, actor: Actor, now: datetime) -> Record:
    author = drafter or record.drafter
    changed = change_record(record.pk, record.edition, kept, actor=actor, now=now, reason=CHANGED, drafter=author)
    _tell(changed, now)
    return changed


def _tell(record: Record, now: datetime) -> None:
    if record.handler is not None:
        words = "由办公系统移送，标定的公开属性已随文登记。核对无误后提交审核。"
        tell(record.handler, f"办公系统移送《{record.title}》", text=words, now=now)
