"""The rows of watched clocks kept in step with the rooms: every source asked once, what differs written in bulk."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai.kit import watched
from gongkai.law.supervision import watch_nodes
from gongkai.supervision.decide_watching import Change, Difference, Held, difference
from gongkai.supervision.models import SourceRead, Watch, WatchMove, WatchNotice
from gongkai.units.models import Agency, Person

log = logging.getLogger("gongkai.supervision")
AT_ONCE = 500
WRITTEN = (
    "agency_id", "holder_id", "title", "begun_on", "due_on", "met_on", "dropped", "since_on", "subject_page",
    "subject_key", "changed_at",
)  # fmt: skip
State = WatchNotice.State


@dataclass(slots=True)
class Synced:
    """How many clocks were opened, moved, met and dropped; `faults` are sources that could not be asked."""

    opened: int = 0
    moved: int = 0
    met: int = 0
    dropped: int = 0
    faults: int = 0

    def add(self, other: Synced) -> None:
        """Count the other's in."""
        for name in ("opened", "moved", "met", "dropped", "faults"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def sync(first: date, until: date, now: datetime) -> Synced:
    """Ask every source and write what differs. `first` is the first day whose notices are not all made yet.

    A source that fails is logged and asked again from the same day on the next time; its rows stay as they are.
    """
    done = Synced()
    known = _Known()
    reached = dict(SourceRead.objects.values_list("source", "through"))
    for name, read in watched.sources().items():
        through = reached.get(name)
        part = Synced()
        try:
            with transaction.atomic():
                clocks = list(read(through))
                _write(name, clocks, read, _When(first, until, now), known, part)
                _keep(name, through=max(until, through or until), at=now, clocks=len(clocks), fault="")
        except Exception as error:  # one room's fault is not the others'
            log.exception("the clocks of %s could not be read", name)
            part = Synced(faults=1)
            _keep(name, at=now, fault=type(error).__name__)
        done.add(part)
    return done


def _keep(source: str, **said: object) -> None:
    """Only one watcher is at it, so a row need not be held before it is written."""
    if not SourceRead.objects.filter(source=source).update(**said):
        SourceRead.objects.create(source=source, **said)


class _Known:
    """Units and people by what the rooms call them, looked up once a round."""

    def __init__(self) -> None:
        self.agencies = dict(Agency.objects.values_list("code", "pk"))
        self.codes = {pk: code for code, pk in self.agencies.items()}
        self.people: dict[str, int] = {}
        self._asked: set[str] = set()

    def learn(self, logins: Iterable[str]) -> None:
        new = sorted({one for one in logins if one} - self._asked)
        self._asked |= set(new)
        for at in range(0, len(new), AT_ONCE):
            rows = Person.objects.filter(login__in=new[at : at + AT_ONCE])
            self.people |= dict(rows.values_list("login", "pk"))


@dataclass(frozen=True, slots=True)
class _When:
    """The first day whose notices are not all made, the day that is known now, and this moment."""

    first: date
    until: date
    now: datetime


def _write(
    name: str, clocks: list[watched.WatchedClock], read: watched.Read, when: _When, known: _Known, done: Synced
) -> None:  # fmt: skip
    for unknown in {one.agency for one in clocks} - set(known.agencies):
        log.error("%s names a unit that is not there: %s", name, unknown)
    known.learn(one.holder for one in clocks)
    rows = _rows(name, {(one.key, one.node) for one in clocks})
    found = difference(rows, _plain(clocks, known, when))
    if found.gone:
        # What was entered late as done earlier has ended before the day that was asked for.
        names = {(one.key, one.node) for one in found.gone}
        earlier = [one for one in read(min(one.begun_on for one in found.gone)) if (one.key, one.node) in names]
        known.learn(one.holder for one in earlier)
        found = difference(rows, _plain([*earlier, *clocks], known, when))
    _open(name, found, when, known, done)
    _change(found, when, known, done)
    _end(found, when, done)


def _plain(clocks: Iterable[watched.WatchedClock], known: _Known, when: _When) -> list[watched.WatchedClock]:
    """The clocks of units that are there; a login nobody bears is nobody, else the row would differ for ever. What may
    pass without fault ends with its last day."""
    lapses = {one.code for one in watch_nodes().values() if one.lapses}
    found = [_of(one, known) for one in clocks if one.agency in known.agencies]
    return [
        replace(one, met_on=one.due_on, dropped=True)
        if one.met_on is None and one.node in lapses and one.due_on < when.until
        else one
        for one in found
    ]


def _of(clock: watched.WatchedClock, known: _Known) -> watched.WatchedClock:
    if not clock.holder or clock.holder in known.people:
        return clock
    return replace(clock, holder="")


def _rows(name: str, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], Held]:
    """Every open row, and of the ended ones those that were asked for; one thing may have several clocks by its key."""
    own = Watch.objects.filter(source=name)
    found = {(one.key, one.node): one for one in _held(own.filter(met_on=None))}
    rest = sorted({key for key, _node in wanted - set(found)})
    if rest and own.filter(met_on__isnull=False).exists():
        for at in range(0, len(rest), AT_ONCE):
            ended = own.filter(~Q(met_on=None), key__in=rest[at : at + AT_ONCE])
            found |= {(one.key, one.node): one for one in _held(ended)}
    return found


def _held(rows: QuerySet[Watch]) -> list[Held]:
    values = rows.values_list(
        "key", "node", "agency__code", "holder__login", "title", "begun_on", "due_on", "met_on", "dropped",
        "subject_page", "subject_key", "pk",
    )  # fmt: skip
    return [
        Held(key, node, agency, holder or "", title, begun, due, met, dropped, (page, page_key), pk)
        for key, node, agency, holder, title, begun, due, met, dropped, page, page_key, pk in values.iterator()
    ]


def _open(name: str, found: Difference, when: _When, known: _Known, done: Synced) -> None:
    rows = [_row(Watch(source=name, opened_at=when.now), one, when.first, when.now, known) for one in found.opened]
    Watch.objects.bulk_create(rows, batch_size=AT_ONCE)
    done.opened += len(rows)
    for row in rows:
        _count(row.met_on, row.dropped, done)


def _change(found: Difference, when: _When, known: _Known, done: Synced) -> None:
    rows = Watch.objects.in_bulk([one.before.pk for one in found.changed])
    moves = []
    for one in found.changed:
        row = rows[one.before.pk]
        since = when.first if one.moved or one.reopened else row.since_on
        _row(row, one.after, since, when.now, known)
        if one.moved:
            moves.append(WatchMove(watch=row, before=one.before.due_on, after=one.after.due_on, at=when.now))
        if one.before.met_on is None:
            _count(row.met_on, row.dropped, done)
    Watch.objects.bulk_update(rows.values(), WRITTEN, batch_size=AT_ONCE)
    WatchMove.objects.bulk_create(moves, batch_size=AT_ONCE)
    done.moved += len(moves)
    for change in found.changed:
        if change.moved:
            _take_back(change, when.now)


def _take_back(change: Change, now: datetime) -> None:
    """What waits for the old date goes no more; what was taken back for a date that holds again goes after all."""
    notices = WatchNotice.objects.filter(watch=change.before.pk)
    notices.filter(state=State.WAITING).exclude(due_on=change.after.due_on).update(
        state=State.WITHDRAWN, next_at=None, fault="期限已变动，没有发送。"
    )
    notices.filter(state=State.WITHDRAWN, due_on=change.after.due_on).update(state=State.WAITING, next_at=now, fault="")


def _end(found: Difference, when: _When, done: Synced) -> None:
    gone = [one.pk for one in found.gone]
    for at in range(0, len(gone), AT_ONCE):
        rows = Watch.objects.filter(pk__in=gone[at : at + AT_ONCE])
        rows.update(met_on=when.until, dropped=True, changed_at=when.now)
    done.dropped += len(gone)


def _row(row: Watch, one: Held, since: date, now: datetime, known: _Known) -> Watch:
    row.key, row.node, row.title = one.key, one.node, one.title
    row.agency_id, row.holder_id = known.agencies[one.agency], known.people.get(one.holder)
    row.begun_on, row.due_on, row.met_on, row.dropped = one.begun_on, one.due_on, one.met_on, one.dropped
    row.since_on = max(one.begun_on, since)
    row.subject_page, row.subject_key, row.changed_at = *one.subject, now
    return row


def _count(met_on: date | None, dropped: bool, done: Synced) -> None:
    if met_on is not None:
        done.dropped += dropped
        done.met += not dropped
