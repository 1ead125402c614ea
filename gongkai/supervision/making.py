"""One day's notices made, in one transaction: rows for every person and way, and the messages on the desk at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max

from gongkai.kit.clock import day_of
from gongkai.law.supervision import watch_nodes
from gongkai.supervision.channels import ways_to
from gongkai.supervision.decide_notices import ALARM, Said
from gongkai.supervision.models import Round, Watch, WatchNotice
from gongkai.supervision.notice_words import address_of, words_of
from gongkai.supervision.recipients import People, Recipient
from gongkai.supervision.rule_book import RuleBook
from gongkai.units import reads as units
from gongkai.units.notices import Message, tell_all

AT_ONCE = 500
Channel, State = WatchNotice.Channel, WatchNotice.State
Wanted = tuple[int, Said]


@dataclass(slots=True)
class Made:
    """How many notices were made, and how many steps of which nobody at all could be told."""

    notices: int = 0
    unreachable: int = 0


class Maker:
    """Makes the notices of days: who holds which duty is asked once, on the day on which they are made."""

    def __init__(self, now: datetime, book: RuleBook) -> None:
        self._now, self._today = now, day_of(now)
        self._book = book
        self._people = People(self._today, book)
        self._nodes = watch_nodes()
        self._names: dict[int, str] = {}

    def make(self, day: date, wanted: Sequence[Wanted]) -> Made:
        """Make what belongs to that day and was not made yet. The day stands as done, or nothing of it does."""
        with transaction.atomic():
            made = Made()
            values = {"began_at": self._now, "finished_at": self._now}
            here, fresh = Round.objects.get_or_create(day=day, defaults=values)
            rows = [row for part in _parts(wanted) for row in self._rows(here, part, made)]
            self._tell(rows)
            WatchNotice.objects.bulk_create(rows, batch_size=AT_ONCE)
            made.notices = len(rows)
            turn = (Round.objects.aggregate(last=Max("turn"))["last"] or 0) + 1
            Round.objects.filter(pk=here.pk).update(
                turn=turn, finished_at=self._now, passes=F("passes") + int(not fresh), made=F("made") + made.notices,
                unreachable=F("unreachable") + made.unreachable,
            )  # fmt: skip
        return made

    def _rows(self, here: Round, wanted: Sequence[Wanted], made: Made) -> Iterator[WatchNotice]:
        keys = [key for key, _said in wanted]
        watches = Watch.objects.select_related("agency", "holder").in_bulk(keys)
        known = set(WatchNotice.objects.filter(watch__in=keys).values_list("watch_id", "due_on", "step"))
        self._learn_names(watches.values())
        for key, said in wanted:
            watch = watches[key]
            if (key, watch.due_on, said.step) in known:
                continue
            known.add((key, watch.due_on, said.step))
            told = self._people.told(said.tell, watch.agency_id, watch.holder)
            if not told:
                made.unreachable += 1
                yield self._row(here, watch, said, None, Channel.DESK, "")
            robots: set[str] = set()
            for one in told:
                for channel, recipient in ways_to(one.person, watch.agency_id, said.channels, self._book):
                    if recipient not in robots:
                        yield self._row(here, watch, said, one, channel, recipient)
                    if recipient != one.person.login:
                        robots.add(recipient)

    def _row(
        self, here: Round, watch: Watch, said: Said, to: Recipient | None, channel: str, recipient: str
    ) -> WatchNotice:  # fmt: skip
        title, text = words_of(watch, said, to, self._names[watch.agency_id], self._today, self._nodes)
        row = WatchNotice(
            watch=watch, round=here, due_on=watch.due_on, step=said.step, kind=said.kind, days=said.days,
            colour=said.colour, for_on=said.on, role=to.role if to else said.tell[0],
            instead_of=to.instead_of if to else "", person=to.person if to else None, recipient=recipient,
            channel=channel, title=title, text=text, made_at=self._now, next_at=self._now,
        )  # fmt: skip
        if to is None:
            row.state, row.next_at, row.fault = State.DEAD, None, "没有任何在岗的人可以通知，请安全保密管理员分配岗位。"
        elif watch.dropped or (watch.met_on is not None and said.kind != ALARM):
            row.state, row.next_at, row.fault = State.MOOT, None, "到可以发送时已经不需要办理，没有发送。"
        return row

    def _tell(self, rows: Sequence[WatchNotice]) -> None:
        """Leave the messages on the desks, in the order of the rows."""
        desk = [one for one in rows if one.channel == Channel.DESK and one.state == State.WAITING and one.person]
        said = [Message(one.person, one.title, one.text, address_of(one.watch)) for one in desk if one.person]
        for row, notice in zip(desk, tell_all(said, now=self._now), strict=True):
            row.state, row.sent_at, row.next_at = State.SENT, self._now, None
            row.attempts, row.tried_at = 1, self._now
            row.desk_notice, row.proof = notice, {"desk": notice.pk}

    def _learn_names(self, watches: Iterable[Watch]) -> None:
        new = {one.agency_id: one.agency for one in watches if one.agency_id not in self._names}
        for pk, name in units.names_on(new.values(), self._today).items():
            self._names[pk] = name


def _parts(wanted: Sequence[Wanted]) -> Iterator[Sequence[Wanted]]:
    for at in range(0, len(wanted), AT_ONCE):
        yield wanted[at : at + AT_ONCE]
