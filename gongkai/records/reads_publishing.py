"""What the publisher's desk asks: what is signed and what is in its way, orders, what is public, what was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.errors import LawError
from gongkai.law.problems import Problem
from gongkai.records import sight
from gongkai.records.actions.publish_record import barriers
from gongkai.records.due import rules_day
from gongkai.records.models import Publication, PublishOrder, Record, Screening, WithdrawalCheck
from gongkai.records.public_page import PublicRecord, shown
from gongkai.records.publishing import late_by
from gongkai.records.publishing_facts import due_on, standing
from gongkai.records.reads_tasks import to_publish
from gongkai.records.snapshot import changes_of, freeze
from gongkai.records.writing import current, said_of
from gongkai.units.powers import PUBLISH, WITHDRAW

A_PAGE = 20
NO_NOTE = "no-change-note"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One signed record: what is in its way but for the note still to be written, its limit, its order if any."""

    record: Record
    problems: tuple[Problem, ...]
    due_on: date | None
    late_days: int
    revision: bool
    order: PublishOrder | None

    @property
    def ready(self) -> bool:
        """Whether it can be published at this moment without anything more being written."""
        return not self.problems and not self.revision and self.order is None


def queue(asker: Actor, page: str | int, now: datetime) -> Page[Waiting]:
    """The signed records of the asker's units, the most urgent first, 20 a page."""
    found: Page[Any] = Paginator(to_publish(asker).select_related("content", "approved"), A_PAGE).get_page(page)
    found.object_list = [_waiting(row, now, thorough=False) for row in found.object_list]
    return found


def some(asker: Actor, ids: list[int], now: datetime) -> list[Waiting]:
    """Those of the queue that are named, in its order."""
    rows = to_publish(asker).filter(pk__in=ids).select_related("content", "approved")
    return [_waiting(row, now, thorough=False) for row in rows]


def item(asker: Actor, record: Record, now: datetime) -> Waiting | None:
    """One record with everything in its way, every attachment read again; None for whoever may not publish it."""
    if not asker.may(PUBLISH, record.agency.code):
        return None
    return _waiting(record, now, thorough=True)


def public_version(asker: Actor, record: Record) -> Publication | None:
    """The version that is public or withdrawn now, for whoever sees the record."""
    return standing(record) if sight.visible(asker).filter(pk=record.pk).exists() else None


def may_withdraw(asker: Actor, record: Record) -> bool:
    """Whether the asker withdraws publications of the record's unit."""
    return asker.may(WITHDRAW, record.agency.code)


def preview(asker: Actor, record: Record, now: datetime) -> PublicRecord | None:
    """The page as it would be published now, from the same snapshot; None for whoever does not see the record.

    The number stands in only once it is given, at publication.
    """
    if not sight.is_own(asker, record):
        return None
    said, screening = said_of(current(record)), Screening.objects.filter(content=current(record)).first()
    earlier = list(Publication.objects.filter(record=record).defer("snapshot"))
    version = max((row.version for row in earlier), default=0) + 1
    first = min((row.first_published_at for row in earlier), default=now)
    given = getattr(record, "index_number", None)
    number = given.number if given else ""
    snapshot = freeze(
        record,
        said,
        number=number or "发布时编号",
        version=version,
        now=now,
        first=first,
        cleaned=screening.cleaned if screening else {},
        changes=changes_of(earlier, version, "（改动说明在发布时填写）", now) if version > 1 else (),
    )
    row = Publication(
        record=record,
        version=version,
        index_number=number,
        agency_code=record.agency.code,
        agency_name=record.agency.name,
        title=said.title,
        effective_on=said.effective_on,
        expires_on=said.expires_on,
        validity_links=[],
        published_at=now,
        first_published_at=first,
        snapshot=snapshot,
    )
    return shown(row, rules_day(now))


def orders(asker: Actor) -> QuerySet[PublishOrder]:
    """Orders that wait for their time, the next first."""
    return _orders(asker).filter(state=PublishOrder.State.WAITING).order_by("at", "id")


def failed_orders(asker: Actor) -> QuerySet[PublishOrder]:
    """Orders that could not be carried out and whose record still waits for publication, the last one first."""
    newer = PublishOrder.objects.filter(record=OuterRef("record"), pk__gt=OuterRef("pk"))
    refused = _orders(asker).filter(state=PublishOrder.State.REFUSED)
    return refused.exclude(Exists(newer)).exclude(record__state=Record.State.PUBLISHED).order_by("-ended_at")


def order_of(asker: Actor, order_id: int) -> PublishOrder | None:
    """One order of the asker's units."""
    return _orders(asker).filter(pk=order_id).first()


def lately(asker: Actor, count: int) -> list[Publication]:
    """What the asker's units published last, the newest first."""
    rows = Publication.objects.filter(record__in=_own(asker), state=Publication.State.PUBLISHED).defer("snapshot")
    return list(rows.select_related("record__agency").order_by("-published_at")[:count])


def unconfirmed(asker: Actor) -> QuerySet[WithdrawalCheck]:
    """Withdrawals of which it is not yet known that the public address is gone."""
    rows = WithdrawalCheck.objects.filter(confirmed_at=None, publication__record__in=_own(asker))
    return rows.select_related("publication__record").order_by("made_at")


def last_check(asker: Actor, record: Record) -> WithdrawalCheck | None:
    """The last withdrawal of a record with what became of it."""
    rows = WithdrawalCheck.objects.filter(publication__record=record).select_related("publication")
    return rows.first() if sight.is_own(asker, record) else None


def _own(asker: Actor) -> QuerySet[Record, Any]:
    return sight.own(asker).values("pk")


def _orders(asker: Actor) -> QuerySet[PublishOrder]:
    rows = PublishOrder.objects.select_related("record__agency", "by", "content")
    codes = {code for act, code in asker.grants if act == PUBLISH}
    if not asker.known or not codes:
        return rows.none()
    return rows if EVERYWHERE in codes else rows.filter(record__agency__code__in=codes)


def _waiting(record: Record, now: datetime, *, thorough: bool) -> Waiting:
    problems = barriers(record, now, thorough=thorough)
    try:
        due = due_on(record, now)
    except LawError:
        due = record.publish_due_on
    return Waiting(
        record=record,
        problems=tuple(one for one in problems if one.code != NO_NOTE),
        due_on=due,
        late_days=late_by(due, rules_day(now)),
        revision=standing(record) is not None,
        order=PublishOrder.objects.filter(record=record, state=PublishOrder.State.WAITING).select_related("by").first(),
    )
