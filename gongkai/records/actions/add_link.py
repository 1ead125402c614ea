"""Say what a document does to another: repeals, replaces, amends or interprets it, from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.decide_link import LinkFacts, decide_link
from gongkai.records.due import rules_day
from gongkai.records.linking import apply_links, public
from gongkai.records.locking import lock, subject_of
from gongkai.records.models import Record, RecordLink
from gongkai.units.models import Agency, AgencyLink
from gongkai.units.powers import LINK_RECORDS, WITHDRAW

ACT = "add_link"
LONGEST = 300


@action
def add_link(
    record_id: int,
    *,
    kind: str,
    on: date,
    other_id: int | None = None,
    other_text: str = "",
    outside: bool = False,
    actor: Actor,
    now: datetime,
) -> RecordLink:
    """Record `record_id` acts on `other_id`, or on the document outside the platform named in `other_text`.

    With `outside` it is the other way round: the document named in `other_text` acts on the record. Once either side is
    public the public pages say so at once, so that whoever may withdraw must say it. Raises Refused.
    """
    record = lock(record_id)
    text = " ".join(other_text.split())[:LONGEST]
    other = Record.objects.select_related("agency").filter(pk=other_id).first() if other_id and not outside else None
    touched = [one.pk for one in (record, other) if one is not None]
    is_public = public().filter(record__in=touched).exists()
    require(actor, WITHDRAW if is_public else LINK_RECORDS, record.agency.code, "登记文件关系")
    barrier = decide_link(_facts(record, other, text, kind, on, outside, bool(other_id)), rules_day(now))
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    try:
        with transaction.atomic():
            link = _made(record, other, text, kind, on, outside)
    except IntegrityError as error:
        raise Refused("link-twice", "这一关系已经登记过，不用重复登记。") from error
    apply_links(record, now)
    journal.write(
        record.agency.code,
        act=ACT,
        subject=subject_of(record.pk),
        before={},
        after={
            "link": link.pk, "kind": kind, "on": on.isoformat(), "other": other.pk if other else 0,
            "named": text, "outside": outside,
        },
        reason="登记文件关系",
        actor=actor,
        now=now,
    )  # fmt: skip
    return link


def _made(record: Record, other: Record | None, text: str, kind: str, on: date, outside: bool) -> RecordLink:
    if outside:
        return RecordLink.objects.create(by_text=text, other=record, kind=kind, on=on)
    return RecordLink.objects.create(record=record, other=other, other_text="" if other else text, kind=kind, on=on)


def _facts(
    record: Record, other: Record | None, text: str, kind: str, on: date, outside: bool, asked: bool
) -> LinkFacts:
    own = other is None or other.agency_id == record.agency_id
    return LinkFacts(
        kind=kind,
        on=on,
        acting_formed_on=None if outside else record.formed_on,
        other_formed_on=record.formed_on if outside else (other.formed_on if other else None),
        other_named=bool(text) or ((other is not None or asked) and not outside),
        itself=other is not None and other.pk == record.pk,
        own=own,
        above=other is not None and _is_above(record.agency, other.agency, on),
        reached=not asked or outside or (other is not None and (own or public().filter(record=other).exists())),
    )


def _is_above(upper: Agency, lower: Agency, on: date) -> bool:
    """Whether one agency is over the other, at whatever distance, or took over from it."""
    seen, waiting = {lower.pk}, {lower.pk}
    while waiting:
        links = AgencyLink.objects.filter(lower__in=waiting).filter(begins__lte=on) | AgencyLink.objects.filter(
            lower__in=waiting, begins=None
        )
        found = {pk for pk, ends in links.values_list("upper_id", "ends") if ends is None or ends > on}
        waiting = found - seen
        if upper.pk in found:
            return True
        seen |= waiting
    return False
