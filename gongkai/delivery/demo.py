"""Sample deliveries: two halls, some weeks of batches, one unit late, one delivered record changed since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from gongkai.delivery.actions.receive_batch import receive_batch
from gongkai.delivery.actions.send_batch import send_batch
from gongkai.delivery.actions.set_hall import HallFacts, set_hall
from gongkai.delivery.models import Batch, Hall, Replacement
from gongkai.delivery.preparing import prepare_due
from gongkai.delivery.replacing import find_changes
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.handle_finding import handle_finding
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Finding, Record
from gongkai.records.said import Said
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Duty
from gongkai.units.powers import DELIVER

OFFICE = "QZ-QG-ZFB"
HALLS = (("QZ-QG-DAG", Hall.Kind.ARCHIVES, "0595-00000001"), ("QZ-QG-TSG", Hall.Kind.LIBRARY, "0595-00000002"))
RULE = "fujian"
WEEKS = 6
# One unit has not delivered for the last interval, one waits for the signature; this record was revised since.
LATE, UNSIGNED, REVISED = "QZ-QG-CZJ", "QZ-QG-JYJ", "涂岭镇2026年农村供水保障工作方案（示例）"
AFTERNOON, MORNING = time(15, 0), time(10, 0)


def build_deliveries(progress: Callable[[str], None], *, now: datetime) -> int:
    """Set up the halls and deliver to them as of past days, where there are none; gives how many batches.

    The sample units, their people and records must be there. Raises Refused where an action refuses.
    """
    if Hall.objects.exists():
        return 0
    since = _day(now) - timedelta(weeks=WEEKS)
    office = Agency.objects.get(code=OFFICE)
    for code, kind, phone in HALLS:
        own = Agency.objects.get(code=code)
        facts = HallFacts(own.name, kind, RULE, since, contact="接收员", phone=phone)
        set_hall(facts, office=office, agency=own, actor=_by(OFFICE, "disclosure_office", now), now=_at(since, MORNING))
    while prepare_due(now):
        pass
    for batch in Batch.objects.select_related("agency", "hall__agency").order_by("ends", "agency__code", "hall_id"):
        _deliver(batch, now)
    _revise(now)
    find_changes(now)
    count = Batch.objects.count()
    due = Replacement.objects.filter(state=Replacement.State.DUE).count()
    progress(f"送交两馆：{count} 个批次，{due} 项送交后有变动。")
    return count


def _deliver(batch: Batch, now: datetime) -> None:
    """Sent on the day it was due, signed for the morning after; the late unit's last one stays."""
    sent = _at(batch.due_on, AFTERNOON)
    last = not Batch.objects.filter(ends__gt=batch.ends, due_on__lt=_day(now)).exists()
    if sent > now or (batch.agency.code == LATE and last):
        return
    count = batch.items.count()
    own = Duty.objects.filter(agency=batch.agency, kind="publisher", ends=None).exists()
    by = _by(batch.agency.code, "publisher", now) if own else _for_others(batch.agency.code, now)
    send_batch(
        batch.pk, paper=count, electronic=count, contact="信息管理员" if own else "区政府办", phone="0595-00000000",
        route="公文交换站" if own else "区政府办代送", actor=by, now=sent,
    )  # fmt: skip
    received = _at(batch.due_on + timedelta(days=1), MORNING)
    if received <= now and not (batch.agency.code == UNSIGNED and last):
        receive_batch(
            batch.pk, paper=count, electronic=count, receiver="接收员", received_on=_day(received),
            actor=_by(batch.hall.agency.code, "hall_receiver", now), now=received,
        )  # fmt: skip


def _for_others(code: str, now: datetime) -> Actor:
    """The sample units without accounts are delivered for by the office."""
    person = _by(OFFICE, "publisher", now)
    return Actor(person.id, person.name, frozenset({(DELIVER, code)}))


def _revise(now: datetime) -> None:
    """A mended text through the whole path, after the halls have the first."""
    record = (
        Record.objects.select_related("agency", "content").filter(title=REVISED, state=Record.State.PUBLISHED).first()
    )
    if record is None:
        return
    code = record.agency.code
    assert record.content is not None
    said = dict(record.content.said)
    said["body"] = str(said["body"]) + "<p>三、镇水利工作站每月汇总检测结果。</p>"
    clerk = _by(code, "clerk", now)
    record = change_record(record.pk, record.edition, Said.from_json(said), actor=clerk, now=now)
    record = submit_record(record.pk, record.edition, actor=clerk, now=now)
    while record.state == Record.State.IN_REVIEW and record.content is not None:
        who, seen = _by(code, record.waiting_duty, now), record.content.hash
        for finding in Finding.objects.filter(content=record.content, state=Finding.State.OPEN):
            if record.waiting_duty == "secrecy_reviewer":
                handle_finding(finding.pk, "dismissed", "已核对：为办事所需。", actor=who, now=now)
                record.refresh_from_db()
        record = pass_step(record.pk, record.edition, seen, actor=who, now=now)
    record.refresh_from_db()
    publisher = _by(code, "publisher", now)
    publish_record(record.pk, edition=record.edition, change_note="补充检测结果的汇总", actor=publisher, now=now)


def _by(code: str, duty: str, now: datetime) -> Actor:
    """Whoever holds the duty in the unit."""
    held = Duty.objects.select_related("person").filter(agency__code=code, kind=duty, ends=None)
    return actor_of(held.order_by("person__login")[0].person, _day(now))


def _day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=BEIJING)
